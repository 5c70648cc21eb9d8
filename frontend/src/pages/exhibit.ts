/** The viewer of an exhibit: what is selected in its text gets its place, and can be taken as a quotation.
    Without this file the same is done by pasting the words into the form below the text. */
import "./exhibit.css";
import { chosen, inText, type Chosen } from "../exhibit/selection";

function addressOf(text: HTMLElement, place: Chosen): string {
  const asked = new URL(window.location.href);
  asked.hash = "tray";
  asked.searchParams.delete("quote");
  asked.searchParams.delete("missing");
  asked.searchParams.set("at", place.at);
  const carried = `${text.dataset["exhibit"]}~${place.at}`;
  if (!asked.searchParams.getAll("span").includes(carried)) asked.searchParams.append("span", carried);
  return asked.pathname + asked.search + asked.hash;
}

function bar(text: HTMLElement): { show: (place: Chosen | null) => void; take: () => void } {
  const place = document.createElement("div");
  place.className = "selection-bar";
  place.hidden = true;
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const link = document.createElement("a");
  link.className = "button";
  link.textContent = text.dataset["take"] ?? "";
  place.append(said, link);
  text.after(place);
  return {
    show(now) {
      place.hidden = now === null;
      if (now === null) return;
      const words = now.quote.length > 120 ? `${now.quote.slice(0, 117)}…` : now.quote;
      said.textContent = `${text.dataset["place"] ?? ""} ${now.at}: “${words}”`;
      link.href = addressOf(text, now);
    },
    take() {
      if (!place.hidden) link.click();
    },
  };
}

const STEPS: Record<string, ["forward" | "backward", "word" | "line"]> = {
  ArrowRight: ["forward", "word"],
  ArrowLeft: ["backward", "word"],
};

/** Words are walked and selected with the arrow keys once the text has the focus; Enter takes what is selected. */
function keys(text: HTMLElement, take: () => void): void {
  text.addEventListener("keydown", (event) => {
    const selection = document.getSelection();
    if (selection === null || event.altKey || event.metaKey) return;
    if (event.key === "Enter") return take();
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (!inText(text, selection)) selection.collapse(text, 0);
    selection.modify(event.shiftKey ? "extend" : "move", step[0], event.ctrlKey ? "character" : step[1]);
    if (!inText(text, selection)) selection.collapse(text, 0);
  });
}

function begin(text: HTMLElement): void {
  const { show, take } = bar(text);
  document.addEventListener("selectionchange", () => show(chosen(text, document.getSelection())));
  keys(text, take);
}

const text = document.querySelector<HTMLElement>("pre.exhibit-text");
if (text?.dataset["may"] === "yes") begin(text);
document.querySelector("#cited")?.scrollIntoView({ block: "nearest" });
