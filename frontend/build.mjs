// Builds what the browser loads, from src/ and node_modules/ into the package's static/ folder, the same bytes each time.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "vite";
import { copied } from "./build/copies.mjs";
import { deliver } from "./build/delivery.mjs";
import { fonts } from "./build/fonts.mjs";
import { licences } from "./build/licences.mjs";
import { manifest } from "./build/manifest.mjs";
import { HERE, BUILT } from "./build/places.mjs";

const pages = readdirSync(join(HERE, "src/pages")).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
const entries = [join(HERE, "src/app.ts"), ...pages.sort().map((name) => join(HERE, "src/pages", name))];

rmSync(BUILT, { recursive: true, force: true });
mkdirSync(BUILT);
// One self-contained file for each entry: no file asks for another, so an address with a digest is enough to keep it.
for (const entry of entries) {
  const name = basename(entry, ".ts");
  await build({
    root: HERE,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      outDir: BUILT,
      emptyOutDir: false,
      target: "es2022",
      cssTarget: ["chrome110", "firefox115", "safari16.4"],
      modulePreload: false,
      assetsInlineLimit: 0,
      rollupOptions: {
        input: { [name]: entry },
        output: { entryFileNames: "[name].js", assetFileNames: `${name}[extname]`, codeSplitting: false },
      },
    },
  });
}
fonts();
copied();
licences();
manifest();
deliver();
rmSync(BUILT, { recursive: true });
