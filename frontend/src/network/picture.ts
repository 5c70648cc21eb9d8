/** The drawing as it stands on the screen, as SVG and as PNG. */
import type Graph from "graphology";
import type { Palette } from "./colours";

const CORNERS: Record<string, [number, number][]> = {
  organisation: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  vessel: [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]],
  wallet: [[0, -1.3], [1.2, 0.9], [-1.2, 0.9]],
  aircraft: [[0, 1.3], [1.2, -0.9], [-1.2, -0.9]],
  event: [[-0.6, -1.1], [0.6, -1.1], [1.2, 0], [0.6, 1.1], [-0.6, 1.1], [-1.2, 0]],
  mark: [[-1, -0.35], [1, -0.35], [1, 0.35], [-1, 0.35]],
  other: [[-1, -0.6], [1, -0.6], [1, 0.6], [-1, 0.6]],
};
const DASHES: Record<string, string> = { inferred: "6 4", recorded: "2 3" };

export type Place = (node: string) => { x: number; y: number };

/** Everything that is drawn, at the places `at` gives in pixels, within `width` times `height`. */
export function svg(graph: Graph, at: Place, width: number, height: number, colours: Palette, captions: Set<string>): string {
  const lines = graph.mapEdges((_, said, source, target) => {
    if (said.hidden) return "";
    const [from, to] = [at(source), at(target)];
    const dash = DASHES[said.type as string];
    const share = said.share ? words((from.x + to.x) / 2, (from.y + to.y) / 2, said.share as string, colours) : "";
    return `<line x1="${n(from.x)}" y1="${n(from.y)}" x2="${n(to.x)}" y2="${n(to.y)}" stroke="${said.color}"${dash ? ` stroke-dasharray="${dash}"` : ""}/>${share}`;
  });
  const nodes = graph.mapNodes((key, said) => {
    if (said.hidden) return "";
    const { x, y } = at(key);
    return mark(x, y, said, colours) + (captions.has(key) ? words(x, y + (said.size as number) + 12, said.label as string, colours) : "");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12"><rect width="${width}" height="${height}" fill="${colours.ground}"/>${lines.join("")}${nodes.join("")}</svg>`;
}

function mark(x: number, y: number, said: Record<string, unknown>, colours: Palette): string {
  const size = said.size as number;
  const paint = `fill="${said.color}" stroke="${said.ring ? colours.ring : said.color}" stroke-width="${said.ring ? 2 : 0}"`;
  const corners = CORNERS[said.shape as string];
  if (!corners) return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(size)}" ${paint}/>`;
  return `<polygon points="${corners.map(([dx, dy]) => `${n(x + dx * size * 0.85)},${n(y + dy * size * 0.85)}`).join(" ")}" ${paint}/>`;
}

function words(x: number, y: number, text: string, colours: Palette): string {
  return `<text x="${n(x)}" y="${n(y)}" text-anchor="middle" fill="${colours.words}" stroke="${colours.ground}" stroke-width="3" paint-order="stroke">${plain(text)}</text>`;
}

function n(value: number): string {
  return value.toFixed(1);
}

export function plain(text: string): string {
  return text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
}

/** Paints an SVG into a PNG of twice its size. */
export async function png(drawing: string, width: number, height: number): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([drawing], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * 2, height * 2];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) => {
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Hands a file to the person. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
