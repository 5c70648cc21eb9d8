/** What every page runs: the styles, and what makes a page quicker to work with. Nothing here is needed to use a page. */
import "./styles/app.css";
import { closing } from "./frame/closing";
import { confirming } from "./frame/confirming";
import { copying } from "./frame/copying";
import { filtering } from "./frame/filtering";
import { following } from "./frame/jobs";
import { listen } from "./frame/keys";
import { partly } from "./frame/parts";
import { sortable } from "./frame/sorting";
import { local } from "./frame/times";

function each<T extends Element>(selector: string, root: ParentNode, act: (element: T) => void): void {
  for (const element of root.querySelectorAll<T>(selector)) act(element);
}

/** Make what stands under `root` quicker; for a page once, and for each part that is loaded later. */
function enrich(root: ParentNode): void {
  each<HTMLTableElement>("table[data-sort]", root, sortable);
  each<HTMLInputElement>("input[data-filter]", root, filtering);
  each<HTMLTimeElement>("time[datetime]", root, local);
  each<HTMLElement>("[data-copy]", root, copying);
  each<HTMLFormElement>("form[data-confirm]", root, confirming);
  each<HTMLElement>("[data-job]", root, following);
}

partly();
listen();
enrich(document);
each<HTMLDetailsElement>("details[data-closes]", document, closing);
document.body.addEventListener("htmx:load", (event) => {
  if (event.target instanceof HTMLElement && event.target !== document.body) enrich(event.target);
});
