/** The map at work: moved, zoomed, and cut to a period; a mark opens what lies there and what says so. */
import { geoMercator, geoPath, type GeoPermissibleObjects } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from "d3-zoom";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { element } from "../network/panel";
import type { Words } from "../network/words";
import { clusters, months, within, type Cluster, type Point } from "./points";

const SVG = "http://www.w3.org/2000/svg";
const EARTH_KM = 6371.0088;

export class Atlas {
  private readonly svg = document.createElementNS(SVG, "svg");
  private readonly land = document.createElementNS(SVG, "path");
  private readonly names = document.createElementNS(SVG, "g");
  private readonly marks = document.createElementNS(SVG, "g");
  private readonly panel = element("div", "", "map-panel");
  private readonly behaviour = zoom<SVGSVGElement, unknown>().scaleExtent([1, 400]);
  private readonly projection = geoMercator();
  private points: Point[] = [];
  private labels: { name: string; east: number; north: number; spread: number }[] = [];
  private transform: ZoomTransform = zoomIdentity;
  private first: ZoomTransform = zoomIdentity;
  private width = 0;
  private height = 0;
  private from = "";
  private to = "";
  private chosen = "";
  private frame = 0;

  constructor(private readonly place: HTMLElement, private readonly t: Words) {
    this.svg.classList.add("live");
    this.svg.setAttribute("tabindex", "0");
    this.svg.setAttribute("role", "application");
    this.svg.setAttribute("aria-label", t("script.keys"));
    this.land.classList.add("land");
    this.svg.append(this.land, this.names, this.marks);
    this.panel.setAttribute("aria-live", "polite");
    place.append(this.bar(), this.svg, this.panel);
    this.svg.addEventListener("keydown", (event) => this.key(event));
  }

  begin(world: Topology | null, points: Point[]): void {
    this.points = points;
    this.measure();
    if (world) this.drawLand(world);
    this.place.append(this.slider());
    select(this.svg).call(this.behaviour.on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => this.moved(event.transform)));
    this.place.dataset.ready = "true";
    this.measure();
    this.first = this.looking(...this.asked());
    this.go(this.first);
    this.clear();
    new ResizeObserver(() => this.measure()).observe(this.svg);
  }

  /** The middle of the world that is shown is the middle of what is looked at, so that no sea of interest is cut. */
  private measure(): void {
    const box = this.svg.getBoundingClientRect();
    if (box.width === this.width && box.height === this.height) return;
    const before = this.width ? this.middle() : null;
    const wide = this.transform.k;
    [this.width, this.height] = [box.width || 800, box.height || 500];
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
    const [east] = this.asked();
    this.projection.rotate([-east, 0]).scale(this.width / (2 * Math.PI)).translate([this.width / 2, this.height / 2]);
    if (this.outline) this.land.setAttribute("d", geoPath(this.projection)(this.outline) ?? "");
    this.first = this.looking(...this.asked());
    if (before && this.place.dataset.ready) this.go(this.looking(before[0], before[1], wide));
    this.redraw();
  }

  /** The middle and the zoom that the page was asked for. */
  private asked(): [number, number, number] {
    const [east = 0, north = 20, wide = 1] = (this.place.dataset.view ?? "").split(",").map(Number);
    return [east, north, wide];
  }

  /** What lies in the middle of the screen, in degrees. */
  private middle(): [number, number] | null {
    return this.projection.invert?.([this.transform.invertX(this.width / 2), this.transform.invertY(this.height / 2)]) ?? null;
  }

  private outline: GeoPermissibleObjects | null = null;

  private drawLand(world: Topology): void {
    const countries = feature(world, world.objects.countries as GeometryCollection<{ name: string }>);
    this.outline = countries;
    this.land.setAttribute("d", geoPath(this.projection)(countries) ?? "");
    const path = geoPath();
    this.labels = countries.features.map((one) => {
      // The middle of the largest part: islands far away do not draw a name out to sea.
      const parts = one.geometry.type === "MultiPolygon" ? one.geometry.coordinates : one.geometry.type === "Polygon" ? [one.geometry.coordinates] : [];
      const sized = parts.map((coordinates) => ({ type: "Polygon" as const, coordinates })).map((shape) => ({ shape, area: path.area(shape) }));
      sized.sort((a, b) => b.area - a.area);
      const largest = sized[0];
      const [east, north] = largest ? path.centroid(largest.shape) : [0, 0];
      return { name: one.properties.name, east, north, spread: largest ? Math.sqrt(largest.area) : 0 };
    });
  }

  private looking(east: number, north: number, wide: number): ZoomTransform {
    const [x, y] = this.projection([east, north]) ?? [0, 0];
    const scale = Math.max(1, Math.min(400, wide));
    return zoomIdentity.translate(this.width / 2 - x * scale, this.height / 2 - y * scale).scale(scale);
  }

  private go(to: ZoomTransform): void {
    select(this.svg).call(this.behaviour.transform, to);
  }

  private moved(transform: ZoomTransform): void {
    const begun = this.transform !== zoomIdentity;
    this.transform = transform;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.redraw());
    clearTimeout(this.late);
    if (begun) this.late = window.setTimeout(() => this.keepAddress(), 400);
  }

  private late = 0;

  private keepAddress(): void {
    const centre = this.middle();
    if (!centre) return;
    const query = new URLSearchParams(location.search);
    query.set("view", `${centre[0].toFixed(3)},${Math.max(-80, Math.min(80, centre[1])).toFixed(3)},${this.transform.k.toFixed(2)}`);
    for (const [name, value] of [["from", this.from], ["to", this.to]] as const) if (value) query.set(name, value);
    history.replaceState(null, "", `${location.pathname}?${query}${location.hash}`);
  }

  private at(east: number, north: number): [number, number] | null {
    const found = this.projection([east, north]);
    return found ? this.transform.apply(found) : null;
  }

  private redraw(): void {
    this.land.setAttribute("transform", this.transform.toString());
    this.names.replaceChildren(...this.labels.flatMap((one) => this.nameOf(one)));
    const shown = this.points.filter((one) => within(one, this.from, this.to));
    const found = clusters(shown, (one) => this.inside(this.at(one.east, one.north)));
    this.marks.replaceChildren(...found.flatMap((one) => this.markOf(one)));
  }

  private inside(at: [number, number] | null): [number, number] | null {
    return at && at[0] > -50 && at[1] > -50 && at[0] < this.width + 50 && at[1] < this.height + 50 ? at : null;
  }

  private nameOf(one: { name: string; east: number; north: number; spread: number }): SVGElement[] {
    const at = this.inside(this.at(one.east, one.north));
    const wide = (one.spread * this.transform.k * this.width) / 360;
    if (!at || wide < 5 * one.name.length) return [];
    const text = made("text", { class: "country", x: at[0], y: at[1] });
    text.textContent = one.name;
    return [text];
  }

  private markOf(one: Cluster): SVGElement[] {
    const size = one.layer === "port" ? 4 : 6 + 2 * Math.log2(one.points.length);
    const group = made("g", { class: `mark${one.points.some((point) => point.id === this.chosen) ? " chosen" : ""}` });
    const km = Math.max(...one.points.map((point) => point.within_km));
    const north = one.points[0]?.north ?? 0;
    const radius = (km / EARTH_KM / Math.cos((north * Math.PI) / 180)) * this.projection.scale() * this.transform.k;
    if (radius > size) group.append(made("circle", { class: `off off-${one.layer}`, cx: one.x, cy: one.y, r: radius }));
    group.append(shape(one.layer, one.x, one.y, size));
    if (one.points.length > 1) {
      const count = made("text", { class: "count", x: one.x, y: one.y + size + 11 });
      count.textContent = String(one.points.length);
      group.append(count);
    }
    const title = made("title", {});
    title.textContent = one.points.length === 1 ? (one.points[0]?.caption ?? "") : `${one.points.length} · ${this.t(`layer.${one.layer}`)}`;
    group.append(title);
    group.addEventListener("click", () => this.choose(one));
    return [group];
  }

  private choose(one: Cluster): void {
    this.chosen = one.points[0]?.id ?? "";
    const list = document.createElement("ul");
    const sorted = [...one.points].sort((a, b) => b.start.localeCompare(a.start));
    list.append(...sorted.slice(0, 40).map((point) => this.told(point)));
    if (sorted.length > 40) list.append(element("li", `+${sorted.length - 40} ${this.t("script.more")}`));
    this.panel.replaceChildren(element("p", `${one.points.length} ${this.t("script.here")} · ${this.t(`layer.${one.layer}`)}`, "net-title"), list);
    this.redraw();
  }

  private told(point: Point): HTMLElement {
    const item = document.createElement("li");
    const head = point.href ? Object.assign(element("a", point.caption), { href: point.href }) : element("strong", point.caption);
    const when = point.start ? (point.end && point.end !== point.start ? `${point.start} – ${point.end}` : point.start) : this.t("script.undated");
    const facts = [when, point.last ? this.t("script.last") : "", this.t(`how.${point.how}`),
      point.within_km ? `${this.t("script.within")} ${point.within_km}` : ""].filter(Boolean).join(" · ");
    item.append(head, element("div", facts, "quiet"), element("div", point.words));
    for (const ground of point.grounds.slice(0, 4)) {
      const line = element("div", "");
      line.append(Object.assign(element("a", ground.source), { href: ground.href }), " ", element("q", ground.says));
      item.append(line);
    }
    return item;
  }

  private clear(): void {
    this.panel.replaceChildren(element("p", this.t("script.choose"), "quiet"));
  }

  private bar(): HTMLElement {
    const bar = element("div", "", "map-bar");
    const deeds: [string, () => void][] = [["closer", () => this.by(1.6)], ["further", () => this.by(1 / 1.6)], ["start", () => this.go(this.first)]];
    for (const [name, run] of deeds) {
      const button = element("button", this.t(`script.${name}`)) as HTMLButtonElement;
      button.type = "button";
      button.addEventListener("click", run);
      bar.append(button);
    }
    return bar;
  }

  private slider(): HTMLElement {
    const place = element("div", "", "map-time");
    const [from = "", to = ""] = (this.place.dataset.span ?? "").split(",");
    const steps = months(from, to);
    if (steps.length < 2) return place;
    const ends = [["from", 0], ["to", steps.length - 1]] as const;
    const fields = ends.map(([name, value]) => {
      const label = document.createElement("label");
      const said = element("output", steps[value] ?? "");
      const field = Object.assign(document.createElement("input"), { type: "range", min: "0", max: String(steps.length - 1), value: String(value) });
      field.setAttribute("aria-label", this.t(`script.${name}`));
      label.append(`${this.t(`script.${name}`)} `, said, field);
      place.append(label);
      return { field, said };
    });
    const [low, high] = fields;
    const change = () => {
      if (!low || !high) return;
      const [start, end] = [Number(low.field.value), Number(high.field.value)];
      this.from = start > 0 ? (steps[Math.min(start, end)] ?? "") : "";
      this.to = end < steps.length - 1 ? (steps[Math.max(start, end)] ?? "") : "";
      low.said.textContent = steps[Math.min(start, end)] ?? "";
      high.said.textContent = steps[Math.max(start, end)] ?? "";
      for (const one of fields) one.field.setAttribute("aria-valuetext", one.said.textContent ?? "");
      this.redraw();
      this.keepAddress();
    };
    for (const one of fields) one.field.addEventListener("input", change);
    return place;
  }

  private by(factor: number): void {
    select(this.svg).call(this.behaviour.scaleBy, factor);
  }

  private key(event: KeyboardEvent): void {
    const step = 60;
    const deeds: Record<string, () => void> = {
      ArrowLeft: () => this.shift(step, 0), ArrowRight: () => this.shift(-step, 0), ArrowUp: () => this.shift(0, step),
      ArrowDown: () => this.shift(0, -step), "+": () => this.by(1.6), "=": () => this.by(1.6), "-": () => this.by(1 / 1.6),
      "0": () => this.go(this.first), Escape: () => this.clear(),
    };
    const deed = event.ctrlKey || event.metaKey || event.altKey ? undefined : deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  }

  private shift(x: number, y: number): void {
    select(this.svg).call(this.behaviour.translateBy, x / this.transform.k, y / this.transform.k);
  }
}

function made(tag: string, said: Record<string, string | number>): SVGElement {
  const found = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(said)) found.setAttribute(name, typeof value === "number" ? value.toFixed(1) : value);
  return found;
}

function shape(layer: string, x: number, y: number, r: number): SVGElement {
  const name = `spot spot-${layer}`;
  const path = (d: string) => made("path", { class: name, d });
  switch (layer) {
    case "vessel":
      return path(`M${x} ${y - 1.25 * r}l${1.25 * r} ${1.25 * r} ${-1.25 * r} ${1.25 * r} ${-1.25 * r} ${-1.25 * r}Z`);
    case "launch-site":
      return path(`M${x} ${y - 1.2 * r}l${1.1 * r} ${2 * r} ${-2.2 * r} 0Z`);
    case "detention":
      return path(`M${x - 0.85 * r} ${y - 0.85 * r}h${1.7 * r}v${1.7 * r}h${-1.7 * r}Z`);
    case "site":
      return path(`M${x - r} ${y - 0.5 * r}h${2 * r}v${r}h${-2 * r}Z`);
    default:
      return made("circle", { class: name, cx: x, cy: y, r });
  }
}
