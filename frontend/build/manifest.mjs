// Writes down what was built from what: a digest of every source and of every built file, which a test holds to.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { filesIn } from "./delivery.mjs";
import { HERE, BUILT } from "./places.mjs";

const NOT_SOURCES = /^node_modules\/|\.test\.ts$|^vitest\.config\.ts$/;
const NAME = "built-from.json";

export function manifest() {
  const said = { sources: digests(HERE, (name) => !NOT_SOURCES.test(name)), built: digests(BUILT, (name) => name !== NAME) };
  writeFileSync(join(BUILT, NAME), `${JSON.stringify(said, null, 1)}\n`);
}

function digests(folder, wanted) {
  const names = filesIn(folder).map((path) => relative(folder, path).replaceAll("\\", "/")).filter(wanted).sort();
  return Object.fromEntries(names.map((name) => [name, sha256(join(folder, name))]));
}

function sha256(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
