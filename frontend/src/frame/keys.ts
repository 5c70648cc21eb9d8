/** Keys of one letter: `/` searches, `g` and a letter go to a page, `j` `k` Enter move and open, `?` tells of them. */
import { showHelp } from "./help";
import { Keys } from "./keying";
import { move, openRow } from "./rows";

const OFF = "whereas.keys";

/** Whether keys of one letter act; a choice kept in this browser (WCAG 2.1.4). */
export function areOn(): boolean {
  return localStorage.getItem(OFF) !== "off";
}

export function turn(on: boolean): void {
  localStorage.setItem(OFF, on ? "on" : "off");
  document.documentElement.classList.toggle("shortcuts", on);
}

export function listen(): void {
  const keys = new Keys();
  document.documentElement.classList.toggle("shortcuts", areOn());
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !areOn() || document.querySelector("dialog[open]")) return;
    const held = event.ctrlKey || event.altKey || event.metaKey;
    const meaning = keys.meaning({ key: event.key, held, writing: isField(event.target) }, event.timeStamp);
    if (meaning.act === "go") go(meaning.letter);
    else if (meaning.act === "search") done(event, focusSearch());
    else if (meaning.act === "help") done(event, (showHelp(), true));
    else if (meaning.act === "down") done(event, move(1));
    else if (meaning.act === "up") done(event, move(-1));
    else if (meaning.act === "open" && event.target === document.body) done(event, openRow());
  });
  const button = document.querySelector<HTMLElement>("[data-keys]");
  button?.removeAttribute("hidden");
  button?.addEventListener("click", showHelp);
}

export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}

function go(letter: string): void {
  document.querySelector<HTMLAnchorElement>(`a[data-goes="${letter}"]`)?.click();
}

function focusSearch(): boolean {
  const box = document.querySelector<HTMLInputElement>("[data-search]");
  box?.focus();
  box?.select();
  return box !== null;
}

function done(event: KeyboardEvent, acted: boolean): void {
  if (acted) event.preventDefault();
}
