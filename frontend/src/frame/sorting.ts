/** Tables marked `data-sort`: a head becomes a button that sorts by its column, up and then down. */
import { words } from "./words";

export function sortable(table: HTMLTableElement): void {
  const heads = [...table.querySelectorAll<HTMLTableCellElement>(":scope > thead > tr:first-child > *")];
  heads.forEach((head, column) => {
    const name = head.textContent?.trim() ?? "";
    if (!name || head.dataset["sort"] === "no" || head.querySelector("a, button") || head.colSpan > 1) return;
    const button = document.createElement("button");
    button.type = "button";
    button.title = words("sort", { column: name });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(table, column, down);
    });
  });
}

function sort(table: HTMLTableElement, column: number, down: boolean): void {
  const body = table.querySelector(":scope > tbody");
  const keyed = [...(body?.children ?? [])].map((row) => ({ row, key: keyOf(row.children[column]) }));
  keyed.sort((a, b) => compare(a.key, b.key) * (down ? -1 : 1));
  body?.append(...keyed.map((one) => one.row));
}

function keyOf(cell: Element | undefined): string {
  return cell?.getAttribute("data-value") ?? cell?.querySelector("time")?.dateTime ?? cell?.textContent?.trim() ?? "";
}

/** Numbers as numbers (with thousands' commas, a percent sign, a unit behind), all else as words; nothing comes last. */
export function compare(left: string, right: string): number {
  if (!left || !right) return left ? -1 : right ? 1 : 0;
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return a - b;
  return left.localeCompare(right, document.documentElement.lang || "en", { numeric: true });
}

function numberOf(words: string): number | undefined {
  const found = /^[-−+]?\d[\d,]*(?:\.\d+)?(?=\s*%?$|\s+[^\d\s]+$)/.exec(words);
  return found ? Number(found[0].replaceAll(",", "").replace("−", "-")) : undefined;
}
