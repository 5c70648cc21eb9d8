/** What the server says of the network: see `Drawn` in the API. */
export interface ListedBy {
  authority: string;
  programme: string;
  since: string;
  until: string;
}

export interface NodeShown {
  id: string;
  caption: string;
  shape: string;
  schema: string;
  listed: ListedBy[];
  links: number;
  by_kind: Record<string, number>;
  x: number;
  y: number;
  start: boolean;
  href: string;
}

export interface Voice {
  id: string;
  kind: string;
  source: string;
  says: string;
  href: string;
}

export interface LinkShown {
  id: string;
  source: string;
  target: string;
  kind: string;
  label: string;
  share: string;
  start: string;
  end: string;
  basis: string;
  confidence: string;
  rests_on: number;
  grounds: Voice[];
}

export interface Drawn {
  nodes: NodeShown[];
  links: LinkShown[];
  starts: string[];
}

/** Asks the API. Throws where the server does not answer with what was asked for. */
export async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(path, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} for ${path}`);
  return (await answer.json()) as T;
}

/** Tells the API that something was done here. Throws where it is not noted. */
export async function note(path: string): Promise<void> {
  const token = /(?:^|; )(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
  const answer = await fetch(path, { method: "POST", headers: { "x-csrftoken": token } });
  if (!answer.ok) throw new Error(`${answer.status} for ${path}`);
}

/** The authorities that list a node, each once. */
export function authorities(node: NodeShown): string[] {
  return [...new Set(node.listed.map((one) => one.authority))];
}
