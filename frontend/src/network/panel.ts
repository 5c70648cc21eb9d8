/** What is chosen, in words: a party with who lists it and what it is linked to, or a link with what it rests on. */
import { ask, authorities, type LinkShown, type NodeShown, type Voice } from "./drawn";
import type { Stage } from "./stage";
import type { Words } from "./words";

export interface Deed {
  words: string;
  run: () => void;
}

export class Panel {
  constructor(private readonly place: HTMLElement, private readonly stage: Stage, private readonly t: Words,
    private readonly choose: (key: string) => void, private readonly day = "") {
    this.clear();
  }

  clear(): void {
    this.place.replaceChildren(element("p", this.t("script.choose"), "quiet"));
  }

  /** `open` opens the links of one kind. */
  node(node: NodeShown, deeds: Deed[], open: (kind: string) => void): void {
    const lists = authorities(node);
    const said = lists.length ? `${this.t("script.listed")}: ${lists.join(", ")}` : this.t("script.not_listed");
    const links = [...this.stage.links.values()].filter((one) => one.source === node.id || one.target === node.id)
      .filter((one) => this.stage.graph.hasEdge(one.id));
    const list = document.createElement("ul");
    list.className = "net-links";
    for (const link of links.slice(0, 60)) list.append(this.item(link, node.id));
    if (links.length > 60) list.append(element("li", `+${links.length - 60} ${this.t("script.more")}`));
    this.place.replaceChildren(
      node.href ? anchor(node.href, node.caption, "net-title") : element("p", node.caption, "net-title"),
      element("p", `${this.t(`shape.${node.shape}`)} · ${node.links.toLocaleString()} ${this.t("script.links")}`),
      element("p", said),
      row(deeds),
      ...this.kinds(node, open),
      list,
    );
  }

  private kinds(node: NodeShown, open: (kind: string) => void): HTMLElement[] {
    const kinds = Object.entries(node.by_kind);
    if (kinds.length < 2) return [];
    const place = row(kinds.map(([kind, count]) => ({ words: `${this.t(`kind.${kind}`)} (${count})`, run: () => open(kind) })));
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", this.t("script.open_kind"));
    return [element("p", this.t("script.open_kind")), place];
  }

  async link(link: LinkShown): Promise<void> {
    const ends = document.createElement("p");
    ends.append(this.button(link.source), ` → `, this.button(link.target));
    const when = [link.start, link.end].some(Boolean) ? `${link.start || "…"} – ${link.end || "…"}` : "";
    const facts = [this.t(`kind.${link.kind}`), link.share, this.t(`basis.${link.basis}`), when, link.confidence].filter(Boolean);
    const list = document.createElement("ul");
    list.className = "net-grounds";
    this.place.replaceChildren(
      element("p", facts.join(" · "), "net-title"), ends, element("p", link.label), element("p", this.t("script.rests")), list);
    const grounds = link.grounds.length ? link.grounds : await this.groundsOf(link);
    list.replaceChildren(...grounds.map((one) => said(one)));
  }

  private async groundsOf(link: LinkShown): Promise<Voice[]> {
    try {
      return (await ask<LinkShown>(`/api/v1/graph/link/${encodeURIComponent(link.id)}${this.day && `?as_of=${this.day}`}`)).grounds;
    } catch {
      this.place.append(element("p", this.t("script.failed"), "notice bad"));
      return [];
    }
  }

  private item(link: LinkShown, from: string): HTMLElement {
    const other = link.source === from ? link.target : link.source;
    const place = document.createElement("li");
    const direct = link.source === from ? "→" : "←";
    const button = element("button", `${this.t(`kind.${link.kind}`)}${link.share ? ` ${link.share}` : ""}`) as HTMLButtonElement;
    button.type = "button";
    button.addEventListener("click", () => this.choose(link.id));
    place.append(button, ` ${direct} `, this.button(other));
    return place;
  }

  private button(key: string): HTMLElement {
    const button = element("button", this.stage.nodes.get(key)?.caption ?? key) as HTMLButtonElement;
    button.type = "button";
    button.addEventListener("click", () => this.choose(key));
    return button;
  }
}

function said(one: Voice): HTMLElement {
  const place = document.createElement("li");
  place.append(anchor(one.href, one.source), " ", element("q", one.says));
  return place;
}

function row(deeds: Deed[]): HTMLElement {
  const place = element("p", "", "net-deeds");
  for (const deed of deeds) {
    const button = element("button", deed.words) as HTMLButtonElement;
    button.type = "button";
    button.addEventListener("click", deed.run);
    place.append(button);
  }
  return place;
}

/** An element with text in it; never with markup. */
export function element(tag: string, text: string, name = ""): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name) made.className = name;
  return made;
}

function anchor(href: string, text: string, name = ""): HTMLElement {
  const made = element("a", text, name) as HTMLAnchorElement;
  made.href = href;
  return made;
}
