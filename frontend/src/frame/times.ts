/** Instants (`<time datetime="…Z">`) are shown in the visitor's own time; the pointer and the title still tell UTC. */
export function local(time: HTMLTimeElement): void {
  if (!/T.*(Z|[+-]\d\d:\d\d)$/.test(time.dateTime) || time.textContent?.trim() !== time.dateTime) return;
  const instant = new Date(time.dateTime);
  if (Number.isNaN(instant.valueOf())) return;
  time.title = `${time.dateTime} (UTC)`;
  time.textContent = instant.toLocaleString(document.documentElement.lang || undefined, { dateStyle: "medium", timeStyle: "short" });
}
