/** The dialog that tells which keys there are, and switches them off. */
import { areOn, turn } from "./keys";
import { words } from "./words";

export function showHelp(): void {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = document.createElement("h2");
  title.id = "keys-title";
  title.textContent = words("shortcuts");
  dialog.append(title, list(), switchOf(), closing(dialog));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function list(): HTMLElement {
  const facts = document.createElement("dl");
  facts.className = "facts";
  for (const [keys, meaning] of rows()) {
    const term = document.createElement("dt");
    for (const key of keys.split(" ")) {
      const cap = document.createElement("kbd");
      cap.textContent = key;
      term.append(cap, " ");
    }
    const says = document.createElement("dd");
    says.textContent = meaning;
    facts.append(term, says);
  }
  return facts;
}

function rows(): [string, string][] {
  const pages = [...document.querySelectorAll<HTMLAnchorElement>(".rail a[data-goes]")].map(
    (link): [string, string] => [
      `g ${link.dataset["goes"] ?? ""}`,
      words("goes", { page: link.querySelector("span")?.textContent ?? "" }),
    ],
  );
  const fixed = [["/", "search"], ["j", "down"], ["k", "up"], ["Enter", "opens"], ["?", "help"], ["Esc", "closes"]];
  return [...fixed.map(([key = "", name = ""]): [string, string] => [key, words(name)]), ...pages];
}

function switchOf(): HTMLElement {
  const label = document.createElement("label");
  label.className = "choice";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = areOn();
  box.addEventListener("change", () => turn(box.checked));
  label.append(box, words("enabled"));
  return label;
}

function closing(dialog: HTMLDialogElement): HTMLElement {
  const row = document.createElement("p");
  row.className = "buttons";
  const button = document.createElement("button");
  button.textContent = words("close");
  button.autofocus = true;
  button.addEventListener("click", () => dialog.close());
  row.append(button);
  return row;
}
