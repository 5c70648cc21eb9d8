/** The graph that is drawn and the stage it is drawn on. */
import Graph from "graphology";
import Sigma from "sigma";
import type { Palette } from "./colours";
import { authorities, type Drawn, type LinkShown, type NodeShown } from "./drawn";
import type { Shown } from "./past";
import { PROGRAMS } from "./shapes";

/** Nodes smaller than this, in pixels, are named only when they are chosen. */
const SMALLEST_NAMED = 4;

export class Stage {
  readonly graph = new Graph({ multi: true, type: "directed" });
  readonly nodes = new Map<string, NodeShown>();
  readonly links = new Map<string, LinkShown>();
  readonly sigma: Sigma;
  chosen = "";

  /** `crowded`: so many links that a hand is followed only if they are left out while it moves, and are not picked. */
  constructor(container: HTMLElement, private colours: Palette, crowded: boolean) {
    this.sigma = new Sigma(this.graph, container, {
      ...PROGRAMS,
      allowInvalidContainer: true,
      enableEdgeEvents: !crowded,
      defaultNodeType: "shaped",
      defaultEdgeType: "stated",
      renderEdgeLabels: !crowded,
      labelFont: getComputedStyle(container).fontFamily,
      defaultDrawNodeLabel: (context, said, settings) => this.caption(context, said, settings.labelSize, settings.labelFont),
      defaultDrawNodeHover: (context, said, settings) => this.caption(context, said, settings.labelSize, settings.labelFont),
      labelColor: { color: colours.words ?? "#202124" },
      edgeLabelColor: { color: colours.words ?? "#202124" },
      edgeLabelSize: 11,
      labelRenderedSizeThreshold: SMALLEST_NAMED,
      labelDensity: 0.7,
      labelGridCellSize: 170, // about as wide as a name: two of them seldom lie on one another
      minEdgeThickness: 1,
      zIndex: true,
      hideEdgesOnMove: crowded,
      hideLabelsOnMove: crowded,
      stagePadding: 40,
      nodeReducer: (key, said) => this.nodeNow(key, said),
      edgeReducer: (key, said) => this.edgeNow(key, said),
    });
  }

  /** Takes in what the server said, without drawing it yet; nodes that are new lie around `near`. */
  learn(drawn: Drawn, near = ""): string[] {
    const fresh = drawn.nodes.filter((one) => !this.nodes.has(one.id));
    const centre = near && this.graph.hasNode(near) ? this.graph.getNodeAttributes(near) : null;
    fresh.forEach((one, number) => {
      const turn = (2 * Math.PI * number) / Math.max(1, fresh.length);
      const reach = 0.8 + 0.25 * Math.sqrt(fresh.length);
      const at = centre ? { x: centre.x + reach * Math.cos(turn), y: centre.y + reach * Math.sin(turn) } : { x: one.x, y: one.y };
      this.nodes.set(one.id, { ...one, ...at });
    });
    for (const one of drawn.links) this.links.set(one.id, one);
    return drawn.nodes.map((one) => one.id);
  }

  /** Draws what is to be shown, and nothing else. */
  show(shown: Shown): void {
    for (const key of this.graph.nodes()) {
      if (!shown.nodes.has(key) || shown.hidden.has(key)) this.graph.dropNode(key);
    }
    for (const key of shown.nodes) {
      const node = this.nodes.get(key);
      if (node && !shown.hidden.has(key) && !this.graph.hasNode(key)) this.graph.addNode(key, this.drawnAs(node));
    }
    for (const link of this.links.values()) {
      const there = this.graph.hasNode(link.source) && this.graph.hasNode(link.target);
      if (there && !this.graph.hasEdge(link.id)) this.graph.addEdgeWithKey(link.id, link.source, link.target, this.lineOf(link));
    }
    this.sigma.setSetting("labelRenderedSizeThreshold", SMALLEST_NAMED * this.room());
    if (this.chosen && !this.graph.hasNode(this.chosen) && !this.graph.hasEdge(this.chosen)) this.chosen = "";
    this.sigma.refresh();
  }

  repaint(colours: Palette): void {
    this.colours = colours;
    this.graph.updateEachNodeAttributes((key, said) => ({ ...said, ...this.paint(this.nodes.get(key)) }));
    this.graph.updateEachEdgeAttributes((_, said) => ({ ...said, color: colours.line }));
    this.sigma.setSetting("labelColor", { color: colours.words ?? "" });
    this.sigma.setSetting("edgeLabelColor", { color: colours.words ?? "" });
  }

  choose(key: string): void {
    this.chosen = key;
    this.sigma.refresh({ skipIndexation: true });
  }

  /** Where a node lies on the screen, in pixels. */
  at(key: string): { x: number; y: number } {
    const { x, y } = this.graph.getNodeAttributes(key);
    return this.sigma.graphToViewport({ x, y });
  }

  lookAt(key: string): void {
    const found = this.sigma.getNodeDisplayData(key);
    if (found && this.graph.order > 60) void this.sigma.getCamera().animate({ x: found.x, y: found.y, ratio: Math.min(0.5, this.sigma.getCamera().ratio) }, { duration: calm() ? 0 : 300 });
  }

  /** A caption beside its node, with a rim of the ground's colour so that it is read across lines. */
  private caption(context: CanvasRenderingContext2D, said: { x: number; y: number; size: number; label?: string | null }, size: number, font: string): void {
    if (!said.label) return;
    const text = said.label.length > 42 ? `${said.label.slice(0, 40)}…` : said.label;
    context.font = `${size}px ${font}`;
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = this.colours.ground ?? "#ffffff";
    context.fillStyle = this.colours.words ?? "#202124";
    const [x, y] = [said.x + said.size + 3, said.y + size / 3];
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }

  /** How much larger nodes are on a stage with much room: on a large screen a dot of a small one is lost. */
  private room(): number {
    const { width, height } = this.sigma.getDimensions();
    return Math.max(1, Math.min(1.8, Math.min(width, height) / 560));
  }

  private drawnAs(node: NodeShown) {
    const whole = node.shape === "mark" ? 5 : 6 + Math.min(8, Math.sqrt(node.links));
    // In a crowd nodes shrink, so that what hangs together is still told apart.
    const size = whole * Math.max(0.35, Math.min(1, 12 / Math.sqrt(this.nodes.size))) * this.room();
    return { x: node.x, y: node.y, size: node.start ? size + 4 : size, label: node.caption, shape: node.shape,
      type: "shaped", forceLabel: node.start, ...this.paint(node) };
  }

  private paint(node: NodeShown | undefined) {
    return { color: this.colours[node?.shape ?? "other"] ?? "#5f6368",
      ring: node && authorities(node).length ? this.colours.ring : "" };
  }

  private lineOf(link: LinkShown) {
    return { size: link.share ? 2.2 : 1.1, color: this.colours.line, type: link.basis, label: link.share, share: link.share,
      forceLabel: Boolean(link.share) };
  }

  private nodeNow(key: string, said: Record<string, unknown>) {
    if (!this.chosen) return said;
    if (key === this.chosen) return { ...said, highlighted: true, zIndex: 2 };
    const near = this.graph.hasEdge(this.chosen)
      ? this.graph.extremities(this.chosen).includes(key)
      : this.graph.hasNode(this.chosen) && this.graph.areNeighbors(key, this.chosen);
    return near ? { ...said, forceLabel: true, zIndex: 1 } : { ...said, color: this.colours.faint, ring: "", label: "" };
  }

  private edgeNow(key: string, said: Record<string, unknown>) {
    if (!this.chosen) return said;
    const near = key === this.chosen || (this.graph.hasNode(this.chosen) && this.graph.hasExtremity(key, this.chosen));
    return near ? { ...said, color: this.colours.strong, size: (said.size as number) + 1, zIndex: 1 } : { ...said, color: this.colours.faint, label: "" };
  }
}

/** Whether the person asked for little movement. */
export function calm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
