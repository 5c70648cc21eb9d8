/** Drafts: runs the checks again while somebody writes. Without it, the button “Check” does the same. */
import "./case.css";

const PAUSE = 400; // milliseconds without a key, after which the checks run

/** Puts what the checks say now in the place of what they said; what is being written is left alone. */
function show(answer: string, form: HTMLFormElement): void {
  const fresh = new DOMParser().parseFromString(answer, "text/html");
  for (const part of form.ownerDocument.querySelectorAll("[data-checked]")) {
    const now = fresh.getElementById(part.id);
    if (now) part.replaceChildren(...now.childNodes);
  }
}

function watch(form: HTMLFormElement, button: HTMLButtonElement): void {
  let waiting = 0;
  let asked: AbortController | undefined;
  const check = async (): Promise<void> => {
    asked?.abort();
    asked = new AbortController();
    form.setAttribute("aria-busy", "true");
    const said = new URLSearchParams();
    for (const [name, value] of new FormData(form, button)) if (typeof value === "string") said.append(name, value);
    try {
      const answer = await fetch(button.formAction, { method: "POST", body: said, signal: asked.signal });
      if (answer.ok) show(await answer.text(), form);
      form.removeAttribute("aria-busy");
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) form.removeAttribute("aria-busy");
    }
  };
  form.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => void check(), PAUSE);
  });
}

const form = document.querySelector<HTMLFormElement>("form[data-draft]");
const button = form?.querySelector<HTMLButtonElement>("button[value=check]");
if (form && button) watch(form, button);
