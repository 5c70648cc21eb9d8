/** Fields marked `data-filter="#ID"`: rows of that table or list that do not have the words typed are hidden. */
import { words } from "./words";

export function filtering(input: HTMLInputElement): void {
  const target = document.querySelector<HTMLElement>(input.dataset["filter"] ?? "");
  if (!target) return;
  const told = document.createElement("output");
  told.className = "hint";
  input.after(told);
  input.addEventListener("input", () => {
    const left = filter(target, input.value);
    told.textContent = left === 0 ? words("none_left") : input.value ? words("rows", { count: left }) : "";
  });
}

/** Hide the rows that lack one of the words; how many are left. */
export function filter(target: HTMLElement, asked: string): number {
  const wanted = plain(asked).split(" ").filter(Boolean);
  const rows = target.querySelectorAll<HTMLElement>(target.matches("table") ? ":scope > tbody > tr" : ":scope > *");
  let left = 0;
  for (const row of rows) {
    const has = plain(row.textContent ?? "");
    row.hidden = !wanted.every((one) => has.includes(one));
    if (!row.hidden) left += 1;
  }
  return left;
}

/** Lower case, without accents, one blank between words; Hangul stays composed. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
}
