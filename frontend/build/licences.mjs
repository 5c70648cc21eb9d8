// Says of every package whose code or data is shipped what it is and under which licence, with the licence's words.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HERE, MODULES, BUILT } from "./places.mjs";

export function licences() {
  const found = new Map();
  for (const name of Object.keys(described(HERE).dependencies)) gather(name, found);
  const texts = [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).map(told);
  const opening = "Packages whose code, data or fonts are in this folder, each with its licence.\n";
  writeFileSync(join(BUILT, "THIRD-PARTY.txt"), [opening, ...texts].join(`\n${"=".repeat(80)}\n\n`));
}

function described(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

function gather(name, found) {
  if (found.has(name) || name.startsWith("@types/") || name === "graphology-types") return; // types are not shipped
  const about = described(join(MODULES, name));
  found.set(name, about);
  for (const needed of Object.keys(about.dependencies ?? {})) gather(needed, found);
}

function told(about) {
  const folder = join(MODULES, about.name);
  const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)/i.test(one) && existsSync(join(folder, one)));
  const words = file ? readFileSync(join(folder, file), "utf8").trim() : "(the package carries no licence file)";
  return `${about.name} ${about.version} (${about.license})\n\n${words}\n`;
}
