/** Moving through the rows of a table or list marked `data-rows`: the row that is at is marked, and its link focused. */
const LINKS = "a[href], button, summary";

/** Go `by` rows on; false where the page has no rows to move in. */
export function move(by: number): boolean {
  const rows = rowsOf(document);
  if (rows.length === 0) return false;
  const next = rows[nextOf(rows.findIndex((row) => row.classList.contains("at")), by, rows.length)];
  for (const row of rows) row.classList.toggle("at", row === next);
  const link = next?.querySelector<HTMLElement>(LINKS);
  if (link) link.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
  return true;
}

/** Follow the first link of the row that is at. */
export function openRow(): boolean {
  const link = document.querySelector<HTMLElement>("[data-rows] .at")?.querySelector<HTMLElement>(LINKS);
  link?.click();
  return link !== null && link !== undefined;
}

/** The place after `at` (-1: none yet), kept within the rows. */
export function nextOf(at: number, by: number, count: number): number {
  if (at < 0) return by > 0 ? 0 : count - 1;
  return Math.min(count - 1, Math.max(0, at + by));
}

function rowsOf(root: ParentNode): HTMLElement[] {
  const found = root.querySelectorAll<HTMLElement>("table[data-rows] > tbody > tr, :is(ul, ol)[data-rows] > li");
  return [...found].filter((row) => !row.hidden);
}
