// Files that are shipped as their packages have them.
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { MODULES, BUILT } from "./places.mjs";

// Natural Earth's countries (public domain) as topology: drawn by the server, and by the map where scripts run.
const COPIES = { "countries-50m.json": "world-atlas/countries-50m.json" };

export function copied() {
  for (const [name, source] of Object.entries(COPIES)) copyFileSync(join(MODULES, source), join(BUILT, name));
}
