/** Instants (`<time datetime="…Z">`) in sentences are shown in the visitor's own time, with its zone; UTC is the title.
 *
 * In tables they stay as they are written: a column compares, and agrees with the file that is saved from it. */
export function local(time: HTMLTimeElement): void {
  if (!/T.*(Z|[+-]\d\d:\d\d)$/.test(time.dateTime) || time.textContent?.trim() !== time.dateTime) return;
  const instant = new Date(time.dateTime);
  if (Number.isNaN(instant.valueOf()) || time.closest("table, [data-utc]")) return;
  time.title = `${time.dateTime} (UTC)`;
  time.textContent = instant.toLocaleString(document.documentElement.lang || undefined, {
    year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  });
}
