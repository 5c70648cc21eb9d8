// Where things stand: this folder, its packages, where a build is put together, and the folder that travels in the wheel.
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const HERE = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const MODULES = join(HERE, "node_modules");
export const BUILT = join(tmpdir(), `whereas-built-${process.pid}`);
export const STATIC = resolve(HERE, "../src/whereas/web/static");
