/** Elements marked `data-job="ID"` follow a job while it runs, and show the page anew when it has ended. */
import { words } from "./words";

interface Progress {
  words: string;
  done: number | null;
  total: number | null;
}

export function following(element: HTMLElement): void {
  const events = new EventSource(`/api/v1/jobs/${encodeURIComponent(element.dataset["job"] ?? "")}/events`);
  let failures = 0;
  events.addEventListener("progress", (event) => {
    failures = 0;
    show(element, JSON.parse((event as MessageEvent<string>).data) as Progress);
  });
  events.addEventListener("end", () => {
    events.close();
    location.reload();
  });
  events.addEventListener("error", () => {
    failures += 1; // the browser tries again by itself; after the fifth time in vain a person is told
    if (failures < 5) return;
    events.close();
    line(element, "[data-job-words]").textContent = words("lost");
  });
  window.addEventListener("pagehide", () => events.close());
}

function show(element: HTMLElement, progress: Progress): void {
  line(element, "[data-job-words]").textContent = progress.words;
  const place = line(element, "[data-job-progress]");
  let bar = place.querySelector("progress");
  if (!bar) {
    bar = document.createElement("progress");
    place.prepend(bar);
  }
  bar.setAttribute("aria-label", progress.words);
  if (progress.done !== null && progress.total) {
    bar.max = progress.total;
    bar.value = progress.done;
  } else {
    bar.removeAttribute("value");
  }
}

function line(element: HTMLElement, selector: string): HTMLElement {
  const found = element.querySelector<HTMLElement>(selector);
  if (found) return found;
  const made = document.createElement("p");
  made.toggleAttribute(selector.slice(1, -1), true);
  element.append(made);
  return made;
}
