// Brings a finished build to the package: files that changed are replaced one by one, so that a running server never
// stands without them, and files that have no source any more go.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { BUILT, STATIC } from "./places.mjs";

export function filesIn(folder) {
  return readdirSync(folder).filter((name) => name !== "node_modules").flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

export function deliver() {
  const names = filesIn(BUILT).map((path) => relative(BUILT, path));
  for (const name of names) {
    const [from, to] = [join(BUILT, name), join(STATIC, name)];
    if (existsSync(to) && readFileSync(from).equals(readFileSync(to))) continue;
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, `${to}.new`);
    renameSync(`${to}.new`, to);
  }
  for (const path of filesIn(STATIC)) if (!names.includes(relative(STATIC, path))) rmSync(path);
}
