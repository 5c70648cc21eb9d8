/** The colours of the drawing, as the style sheet has them for light and dark. */

/** Reads the value of a custom property as a colour that a canvas understands. */
export function colour(name: string, where: HTMLElement): string {
  const probe = document.createElement("i");
  probe.hidden = true;
  probe.style.color = `var(--net-${name})`;
  where.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return hex(found);
}

/** `rgb(0, 114, 178)` as `#0072b2`: what a shader's packer reads. */
export function hex(text: string): string {
  const parts = text.match(/[\d.]+/g)?.slice(0, 3).map((one) => Math.round(Number(one))) ?? [95, 99, 104];
  return `#${parts.map((one) => one.toString(16).padStart(2, "0")).join("")}`;
}

export type Palette = Record<string, string>;

const NAMES = ["person", "organisation", "vessel", "aircraft", "wallet", "event", "mark", "recorded", "other", "ring",
  "line", "strong", "faint", "words", "ground"];

export function palette(where: HTMLElement): Palette {
  return Object.fromEntries(NAMES.map((name) => [name, colour(name, where)]));
}
