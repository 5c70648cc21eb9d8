/** The states that a slider offers, and which of them an address asks for. */
export interface Stop {
  day: string;
  as_of: string;
  href: string;
  said: string;
  busy: string;
}

/** What the page says of its states; none where it says nothing that can be read. */
export function stopsOf(text: string | undefined): Stop[] {
  return JSON.parse(text ?? "[]") as Stop[];
}

/** The place of the state that an address shows: the last that is not after its day; today's without a day; -1 for a day before all. */
export function shownBy(stops: readonly Stop[], search: string): number {
  const day = new URLSearchParams(search).get("as_of") ?? "";
  if (!day) return stops.length - 1;
  const last = day.length === 4 ? `${day}-12-31` : day.length === 7 ? `${day}-31` : day;
  return stops.filter((one) => one.day <= last).length - 1;
}

/** A place moved by some steps, kept within what there is. */
export function moved(at: number, by: number, count: number): number {
  return Math.min(Math.max(at + by, 0), count - 1);
}
