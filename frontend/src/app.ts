/** What every page runs: the styles, and what makes a page quicker to work with. Nothing here is needed to use a page. */
import "./styles/app.css";
import { closing } from "./frame/closing";
import { confirming } from "./frame/confirming";
import { copying } from "./frame/copying";
import { filtering } from "./frame/filtering";
import { following } from "./frame/jobs";
import { listen } from "./frame/keys";
import { sortable } from "./frame/sorting";
import { local } from "./frame/times";

function each<T extends Element>(selector: string, act: (element: T) => void): void {
  for (const element of document.querySelectorAll<T>(selector)) act(element);
}

listen();
each<HTMLTableElement>("table[data-sort]", sortable);
each<HTMLInputElement>("input[data-filter]", filtering);
each<HTMLTimeElement>("time[datetime]", local);
each<HTMLElement>("[data-copy]", copying);
each<HTMLFormElement>("form[data-confirm]", confirming);
each<HTMLElement>("[data-job]", following);
each<HTMLDetailsElement>("details[data-closes]", closing);
