// The fonts that are shipped: files by script, and the style sheet that tells a browser which it needs for a page.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MODULES, BUILT } from "./places.mjs";

// `only` names the parts that are taken where a package has more than the pages need.
const FAMILIES = [
  { family: "Whereas Sans", package: "noto-sans", only: ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese"] },
  { family: "Whereas Arabic", package: "noto-sans-arabic", only: ["arabic"] },
  { family: "Whereas Hebrew", package: "noto-sans-hebrew", only: ["hebrew"] },
  { family: "Whereas Korean", package: "noto-sans-kr" },
  { family: "Whereas Chinese", package: "noto-sans-sc" },
  { family: "Whereas Mono", package: "noto-sans-mono", only: ["latin", "latin-ext", "cyrillic"] },
];

export function fonts() {
  mkdirSync(join(BUILT, "fonts"), { recursive: true });
  const faces = FAMILIES.flatMap((one) => facesOf(one));
  writeFileSync(join(BUILT, "fonts.css"), `${faces.join("\n")}\n`);
  const texts = FAMILIES.map((one) => `${one.package}\n\n${readFileSync(join(folder(one), "LICENSE"), "utf8").trim()}\n`);
  writeFileSync(join(BUILT, "fonts", "OFL.txt"), texts.join(`\n${"-".repeat(80)}\n\n`));
}

function folder(one) {
  return join(MODULES, "@fontsource-variable", one.package);
}

function facesOf(one) {
  const ranges = JSON.parse(readFileSync(join(folder(one), "unicode.json"), "utf8"));
  const style = readFileSync(join(folder(one), "wght.css"), "utf8");
  return Object.entries(ranges).flatMap(([part, range]) => {
    const plain = part.replace(/[[\]]/g, "");
    const file = `${one.package}-${plain}-wght-normal.woff2`;
    if (one.only ? !one.only.includes(plain) : !style.includes(file)) return [];
    copyFileSync(join(folder(one), "files", file), join(BUILT, "fonts", file));
    const digest = createHash("sha256").update(readFileSync(join(BUILT, "fonts", file))).digest("hex").slice(0, 12);
    return [
      `@font-face{font-family:"${one.family}";font-weight:100 900;font-display:swap;` +
        `src:url(fonts/${file}?v=${digest}) format("woff2");unicode-range:${range}}`,
    ];
  });
}
