/** What the server says of the map, and how points that lie close together are taken as one. */
export interface Ground {
  id: string;
  kind: string;
  source: string;
  says: string;
  href: string;
}

export interface Point {
  id: string;
  layer: string;
  caption: string;
  href: string;
  north: number;
  east: number;
  within_km: number;
  how: string;
  place: string;
  start: string;
  end: string;
  words: string;
  last: boolean;
  grounds: Ground[];
}

export interface Cluster {
  key: string;
  layer: string;
  x: number;
  y: number;
  points: Point[];
}

/** Points by layer and cell of the screen: what would be drawn on top of one another is counted instead. */
export function clusters(points: Point[], at: (point: Point) => [number, number] | null, cell = 18): Cluster[] {
  const held = new Map<string, Cluster>();
  for (const point of points) {
    const place = at(point);
    if (!place) continue;
    const key = `${point.layer}:${Math.round(place[0] / cell)}:${Math.round(place[1] / cell)}`;
    const found = held.get(key);
    if (!found) {
      held.set(key, { key, layer: point.layer, x: place[0], y: place[1], points: [point] });
      continue;
    }
    const count = found.points.push(point);
    found.x += (place[0] - found.x) / count;
    found.y += (place[1] - found.y) / count;
  }
  return [...held.values()].sort((one, other) => other.points.length - one.points.length);
}

/** Whether a point can fall between two months (`2017-03`; empty: open); what has no date always can. */
export function within(point: Point, from: string, to: string): boolean {
  if (!point.start) return true;
  if (to && point.start.slice(0, to.length) > to.slice(0, point.start.length)) return false;
  const end = point.end || point.start;
  return !from || end.slice(0, from.length) >= from.slice(0, end.length);
}

/** All months from one to another. */
export function months(from: string, to: string): string[] {
  const found: string[] = [];
  const [last, lastMonth] = to.split("-").map(Number);
  let [year, month] = from.split("-").map(Number);
  month ||= 1;
  while (year && last && (year < last || (year === last && month <= (lastMonth || 12)))) {
    found.push(`${year}-${String(month).padStart(2, "0")}`);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return found;
}
