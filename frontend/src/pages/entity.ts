/** A party's page: a slider over its states, which fetches the page of each and puts it in place; links do the same without. */
import "./entity.css";
import { moved, shownBy, stopsOf, type Stop } from "../frame/stops";

const PAUSE = 150; // milliseconds in which a key that is held has moved on

class Slider {
  private readonly stops: Stop[];
  private readonly range: HTMLInputElement;
  private readonly said: HTMLElement;
  private asked: AbortController | null = null;
  private pause = 0;

  constructor(private readonly place: HTMLElement, slide: HTMLElement, range: HTMLInputElement, said: HTMLElement) {
    this.stops = stopsOf(place.dataset.states);
    [this.range, this.said] = [range, said];
    slide.hidden = false;
    range.value = String(Math.max(Number(place.dataset.at), 0)); // a page that comes back keeps no value of its own
    range.addEventListener("input", () => this.told(Number(range.value)));
    range.addEventListener("change", () => this.soon(Number(range.value)));
    for (const button of slide.querySelectorAll<HTMLButtonElement>("button[data-step]"))
      button.addEventListener("click", () => this.step(Number(button.dataset.step)));
    addEventListener("popstate", () => void this.show(shownBy(this.stops, location.search), location.href));
  }

  private step(by: number): void {
    const at = moved(Number(this.range.value), by, this.stops.length);
    this.range.value = String(at);
    this.told(at);
    this.soon(at);
  }

  /** Says at once where the slider stands, before the state is there. */
  private told(at: number): void {
    const stop = this.stops[at];
    const day = stop?.day ?? "–";
    this.range.setAttribute("aria-valuetext", day);
    for (const output of this.place.querySelectorAll("output")) output.textContent = day;
    for (const one of this.place.querySelectorAll<SVGElement | HTMLElement>("[data-at]"))
      if (Number(one.dataset.at) === at) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
  }

  private soon(at: number): void {
    clearTimeout(this.pause);
    this.pause = window.setTimeout(() => {
      const stop = this.stops[at];
      if (!stop || at === shownBy(this.stops, location.search)) return;
      history.pushState(null, "", stop.href);
      void this.show(at, stop.href);
    }, PAUSE);
  }

  /** Puts the page of a state in place of what is shown; an answer that was overtaken is dropped. */
  private async show(at: number, href: string): Promise<void> {
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    if (at >= 0) this.range.value = String(at);
    this.told(at);
    this.said.textContent = this.stops[at]?.busy ?? "";
    document.querySelector("main")?.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(href, { signal: asked.signal, headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!asked.signal.aborted) this.put(page, at);
    } catch (error) {
      if (!asked.signal.aborted) location.assign(href); // the browser says better what is wrong
      else if (!(error instanceof DOMException)) throw error;
    }
  }

  private put(page: Document, at: number): void {
    const parts = [...page.querySelectorAll<HTMLElement>("[data-part]")];
    if (!parts.length) return location.assign(location.href);
    const open = this.place.querySelector("details")?.open ?? false;
    for (const part of parts) document.querySelector(`[data-part="${part.dataset.part}"]`)?.replaceWith(document.adoptNode(part));
    for (const states of this.place.querySelectorAll("details")) states.open = open;
    document.title = page.title;
    this.said.textContent = page.getElementById("state-said")?.textContent ?? this.stops[at]?.said ?? "";
    document.querySelector("main")?.removeAttribute("aria-busy");
  }
}

const place = document.getElementById("as-of");
const slide = place?.querySelector<HTMLElement>(".slide");
const range = slide?.querySelector<HTMLInputElement>("input[type=range]");
const said = document.getElementById("state-said");
if (place && slide && range && said) new Slider(place, slide, range, said);
