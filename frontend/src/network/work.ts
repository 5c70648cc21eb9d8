/** The network at work: opening, hiding, pinning, arranging, undoing; the address keeps what is shown. */
import FA2Layout from "graphology-layout-forceatlas2/worker";
import { inferSettings } from "graphology-layout-forceatlas2";
import { palette } from "./colours";
import { ask, note, type Drawn } from "./drawn";
import { Panel, element, type Deed } from "./panel";
import { Past } from "./past";
import { png, save, svg } from "./picture";
import { Stage, calm } from "./stage";
import type { Words } from "./words";

export class Work {
  private readonly stage: Stage;
  private readonly panel: Panel;
  private past = new Past({ nodes: new Set(), opened: [], hidden: new Set() });
  private layout: InstanceType<typeof FA2Layout> | null = null;
  private readonly pinned = new Set<string>();
  private readonly buttons = new Map<string, HTMLButtonElement>();

  constructor(private readonly place: HTMLElement, private readonly t: Words, drawn: Drawn) {
    const stage = element("div", "", "net-stage");
    stage.tabIndex = 0;
    stage.setAttribute("role", "application");
    stage.setAttribute("aria-label", t("script.keys"));
    const aside = element("div", "", "net-panel");
    aside.setAttribute("aria-live", "polite");
    place.append(this.bar(), this.finder(), stage, aside);
    this.stage = new Stage(stage, palette(place), drawn.links.length > 3000);
    const day = new URLSearchParams(place.dataset.query).get("as_of") ?? "";
    this.panel = new Panel(aside, this.stage, t, (key) => this.choose(key), encodeURIComponent(day));
    this.listen(stage);
    this.begin(drawn);
  }

  /** Draws what the server answered first. */
  private begin(drawn: Drawn): void {
    const query = new URLSearchParams(this.place.dataset.query);
    this.past = new Past({ nodes: new Set(this.stage.learn(drawn)), opened: query.getAll("open"), hidden: new Set() });
    this.stage.show(this.past.now);
    this.pinsFromAddress();
    this.tell();
    this.place.dataset.ready = "true";
  }

  private bar(): HTMLElement {
    const bar = element("div", "", "net-bar");
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", this.t("script.arrange"));
    const deeds: [string, () => void][] = [
      ["undo", () => this.step(this.past.undo())], ["redo", () => this.step(this.past.redo())],
      ["arrange", () => this.arrange()], ["fit", () => this.fit()],
      ["closer", () => this.zoom(1 / 1.5)], ["further", () => this.zoom(1.5)],
      ["show_all", () => this.showAll()], ["png", () => void this.picture("png")], ["svg", () => void this.picture("svg")],
    ];
    for (const [name, run] of deeds) {
      const button = element("button", this.t(`script.${name}`)) as HTMLButtonElement;
      button.type = "button";
      button.addEventListener("click", run);
      this.buttons.set(name, button);
      bar.append(button);
    }
    return bar;
  }

  private finder(): HTMLElement {
    const place = element("div", "", "net-find");
    const label = element("label", this.t("script.find"));
    const field = document.createElement("input");
    const list = document.createElement("datalist");
    const said = element("output", "");
    [field.id, list.id, field.type] = ["net-find", "net-names", "search"];
    label.setAttribute("for", field.id);
    field.setAttribute("list", list.id);
    field.addEventListener("input", () => this.offer(field, list));
    field.addEventListener("change", () => this.offer(field, list, true));
    place.append(label, field, list, said);
    return place;
  }

  private offer(field: HTMLInputElement, list: HTMLElement, go = false): void {
    const wanted = field.value.trim().toLocaleLowerCase();
    const all = this.stage.graph.nodes().map((key) => this.stage.nodes.get(key)).filter((one) => one !== undefined);
    const found = wanted ? all.filter((one) => one.caption.toLocaleLowerCase().includes(wanted)) : [];
    list.replaceChildren(...found.slice(0, 20).map((one) => {
      const option = document.createElement("option");
      option.value = one.caption;
      return option;
    }));
    if (wanted && !found.length) this.say(this.t("script.none_found"));
    else this.tell();
    const exact = found.find((one) => one.caption.toLocaleLowerCase() === wanted) ?? (go ? found[0] : undefined);
    if (exact && exact.id !== this.stage.chosen) {
      this.choose(exact.id);
      this.stage.lookAt(exact.id);
    }
  }

  private listen(stage: HTMLElement): void {
    const { sigma } = this.stage;
    sigma.on("clickNode", ({ node }) => this.choose(node));
    sigma.on("clickEdge", ({ edge }) => this.choose(edge));
    sigma.on("clickStage", () => this.choose(""));
    sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      void this.open(node);
    });
    this.drag();
    stage.addEventListener("keydown", (event) => this.key(event));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.stage.repaint(palette(this.place)));
    new MutationObserver(() => this.stage.repaint(palette(this.place))).observe(document.documentElement, { attributes: true });
  }

  private drag(): void {
    const { sigma, graph } = this.stage;
    let held = "";
    let moved = false;
    sigma.on("downNode", ({ node }) => {
      [held, moved] = [node, false];
      if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
    });
    sigma.on("moveBody", ({ event }) => {
      if (!held) return;
      moved = true;
      graph.mergeNodeAttributes(held, sigma.viewportToGraph(event));
      event.preventSigmaDefault();
      event.original.preventDefault();
    });
    const drop = () => {
      if (held && moved) this.pin(held, true);
      held = "";
    };
    sigma.on("upNode", drop);
    sigma.on("upStage", drop);
  }

  private key(event: KeyboardEvent): void {
    const camera = this.stage.sigma.getCamera();
    const { x, y, ratio } = camera.getState();
    const step = 0.1 * ratio;
    const deeds: Record<string, () => void> = {
      ArrowLeft: () => camera.setState({ x: x - step }), ArrowRight: () => camera.setState({ x: x + step }),
      ArrowUp: () => camera.setState({ y: y + step }), ArrowDown: () => camera.setState({ y: y - step }),
      "+": () => this.zoom(1 / 1.5), "=": () => this.zoom(1 / 1.5), "-": () => this.zoom(1.5), "0": () => this.fit(),
      u: () => this.step(this.past.undo()), r: () => this.step(this.past.redo()), Escape: () => this.choose(""),
    };
    const deed = event.ctrlKey || event.metaKey || event.altKey ? undefined : deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  }

  private choose(key: string): void {
    this.stage.choose(key);
    const [node, link] = [this.stage.nodes.get(key), this.stage.links.get(key)];
    if (node) this.panel.node(node, this.deeds(key), (kind) => void this.open(key, kind));
    else if (link) void this.panel.link(link);
    else this.panel.clear();
  }

  private deeds(key: string): Deed[] {
    const { t } = this;
    const query = new URLSearchParams(this.place.dataset.query);
    const opened = this.openedAs(key).length > 0;
    const centre = this.place.dataset.centre ?? "";
    const go = (changes: Record<string, string>) => {
      const next = new URLSearchParams(query);
      for (const name of ["open", "path_to", "scope"]) next.delete(name);
      for (const [name, value] of Object.entries(changes)) next.set(name, value);
      location.assign(`${this.place.dataset.page}?${next}`);
    };
    const deeds: Deed[] = [
      opened ? { words: t("script.close"), run: () => this.close(key) } : { words: t("script.open"), run: () => void this.open(key) },
      { words: t("script.hide"), run: () => this.hide(key) },
      { words: t(this.pinned.has(key) ? "script.unpin" : "script.pin"), run: () => this.pin(key, !this.pinned.has(key)) },
      { words: t("script.centre"), run: () => go({ around: key }) },
    ];
    if (centre && centre !== key) deeds.push({ words: t("script.way"), run: () => go({ around: centre, path_to: key }) });
    return deeds;
  }

  /** How a node stands among those that are open: by its id, or `ID|KIND` where one kind of its links is. */
  private openedAs(key: string): string[] {
    return this.past.now.opened.filter((one) => one === key || one.startsWith(`${key}|`));
  }

  private async open(key: string, kind = ""): Promise<void> {
    const query = new URLSearchParams(this.place.dataset.query);
    const wanted = new URLSearchParams(kind ? { around: key, kinds: kind } : { around: key });
    for (const name of [...(kind ? [] : ["kinds"]), "as_of", "on", "authority"]) for (const one of query.getAll(name)) wanted.append(name, one);
    try {
      const near = this.stage.learn(await ask<Drawn>(`/api/v1/graph?${wanted}`), key);
      const { now } = this.past;
      this.past.go({ nodes: new Set([...now.nodes, ...near]), opened: [...new Set([...now.opened, kind ? `${key}|${kind}` : key])], hidden: now.hidden });
      this.redraw(key);
    } catch {
      this.say(this.t("script.failed"));
    }
  }

  /** Takes away what only this node leads to. */
  private close(key: string): void {
    const { now } = this.past;
    const { graph } = this.stage;
    const others = now.opened.filter((one) => !this.openedAs(key).includes(one));
    const kept = new Set([this.place.dataset.centre ?? "", key, ...others.map((one) => one.split("|")[0] ?? one)]);
    const gone = graph.hasNode(key) ? graph.neighbors(key).filter((one) => graph.degree(one) === graph.edges(key, one).length && !kept.has(one)) : [];
    const nodes = new Set([...now.nodes].filter((one) => !gone.includes(one)));
    this.past.go({ nodes, opened: others, hidden: now.hidden });
    this.redraw(key);
  }

  private hide(key: string): void {
    const { now } = this.past;
    this.past.go({ ...now, hidden: new Set([...now.hidden, key]) });
    this.redraw("");
  }

  private showAll(): void {
    if (!this.past.now.hidden.size) return;
    this.past.go({ ...this.past.now, hidden: new Set() });
    this.redraw(this.stage.chosen);
  }

  private pin(key: string, on: boolean): void {
    if (on) this.pinned.add(key);
    else this.pinned.delete(key);
    this.stage.graph.setNodeAttribute(key, "fixed", on);
    this.pinsToAddress();
    if (this.stage.chosen === key) this.choose(key);
  }

  private step(moved: boolean): void {
    if (moved) this.redraw(this.stage.chosen);
  }

  private redraw(chosen: string): void {
    this.stage.show(this.past.now);
    this.choose(this.stage.graph.hasNode(chosen) ? chosen : "");
    this.keepAddress();
    this.tell();
  }

  private arrange(): void {
    const { graph } = this.stage;
    if (!this.layout) {
      this.layout = new FA2Layout(graph, { settings: { ...inferSettings(graph), gravity: 0.6, barnesHutOptimize: graph.order > 800 } });
      this.layout.start();
      setTimeout(() => this.layout && this.arrange(), calm() ? 1500 : 6000);
    } else {
      this.layout.kill();
      this.layout = null;
    }
    const button = this.buttons.get("arrange");
    if (button) button.textContent = this.t(this.layout ? "script.stop" : "script.arrange");
  }

  private fit(): void {
    this.stage.sigma.setCustomBBox(null);
    this.stage.sigma.refresh();
    void this.stage.sigma.getCamera().animatedReset({ duration: calm() ? 0 : 300 });
  }

  private zoom(by: number): void {
    const camera = this.stage.sigma.getCamera();
    void camera.animate({ ratio: camera.ratio * by }, { duration: calm() ? 0 : 150 });
  }

  /** Saves what is drawn, after the server has noted that it leaves: what it cannot note is not saved. */
  private async picture(form: "png" | "svg"): Promise<void> {
    try {
      await note(`/api/v1/graph/pictures?${this.place.dataset.query}`);
    } catch {
      this.say(this.t("script.failed"));
      return;
    }
    const { sigma, graph } = this.stage;
    const { width, height } = sigma.getDimensions();
    const captions = sigma.getNodeDisplayedLabels();
    const drawing = svg(graph, (key) => this.stage.at(key), width, height, palette(this.place), captions);
    if (form === "svg") save(new Blob([drawing], { type: "image/svg+xml" }), "network.svg");
    else save(await png(drawing, width, height), "network.png");
  }

  private keepAddress(): void {
    const query = new URLSearchParams(this.place.dataset.query);
    query.delete("open");
    for (const one of this.past.now.opened) if (query.get("around")) query.append("open", one);
    this.place.dataset.query = query.toString();
    history.replaceState(null, "", `${this.place.dataset.page}?${query}${location.hash}`);
  }

  /** Pins stand behind the `#`, so that no server keeps them: `#pin=ID,x,y`. */
  private pinsToAddress(): void {
    const said = new URLSearchParams();
    for (const key of this.pinned) {
      if (!this.stage.graph.hasNode(key)) continue;
      const { x, y } = this.stage.graph.getNodeAttributes(key);
      said.append("pin", `${key},${x.toFixed(2)},${y.toFixed(2)}`);
    }
    const hash = said.toString();
    history.replaceState(null, "", `${location.pathname}${location.search}${hash ? `#${hash}` : ""}`);
  }

  private pinsFromAddress(): void {
    for (const one of new URLSearchParams(location.hash.slice(1)).getAll("pin")) {
      const found = /^(.+),(-?[\d.]+),(-?[\d.]+)$/.exec(one);
      if (!found?.[1] || !this.stage.graph.hasNode(found[1])) continue;
      this.stage.graph.mergeNodeAttributes(found[1], { x: Number(found[2]), y: Number(found[3]), fixed: true });
      this.pinned.add(found[1]);
    }
  }

  private tell(): void {
    const { graph } = this.stage;
    const hidden = this.past.now.hidden.size;
    this.say(`${graph.order.toLocaleString()} ${this.t("script.drawn")}${hidden ? ` · ${hidden} ${this.t("script.hidden")}` : ""}`);
    this.buttons.get("undo")?.toggleAttribute("disabled", !this.past.canUndo);
    this.buttons.get("redo")?.toggleAttribute("disabled", !this.past.canRedo);
    this.buttons.get("show_all")?.toggleAttribute("hidden", !hidden);
  }

  private say(words: string): void {
    const place = this.place.querySelector(".net-find output");
    if (place) place.textContent = words;
  }
}
