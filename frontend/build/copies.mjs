// Files that are shipped as they are: what is in src/files/, and what packages carry.
import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { BUILT, HERE, MODULES } from "./places.mjs";

// Natural Earth's countries (public domain) as topology: drawn by the server, and by the map where scripts run.
const COPIES = { "countries-50m.json": "world-atlas/countries-50m.json" };

export function copied() {
  const own = join(HERE, "src/files");
  for (const name of readdirSync(own)) copyFileSync(join(own, name), join(BUILT, name));
  for (const [name, source] of Object.entries(COPIES)) copyFileSync(join(MODULES, source), join(BUILT, name));
}
