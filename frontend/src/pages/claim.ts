/** The form of a claim: what it would serve, and who is meant, are looked up while it is filled in.
    Without this file the button that checks shows the same. */
const PARTS = ["serves", "may-be-subject", "may-be-object", "kind-hint"];
const ASKED = ["kind", "subject", "object"];
const PAUSE = 400; // milliseconds without a key before it is asked

function addressOf(form: HTMLFormElement): string {
  const said = new FormData(form);
  const asked = new URLSearchParams();
  for (const name of ASKED) asked.set(name, String(said.get(name) ?? ""));
  return `/claims/new?${asked}`;
}

async function look(form: HTMLFormElement, signal: AbortSignal): Promise<void> {
  const answer = await fetch(addressOf(form), { headers: { accept: "text/html" }, signal });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of PARTS) {
    const [now, then] = [document.getElementById(id), page.getElementById(id)];
    if (now !== null && then !== null) now.replaceChildren(...then.childNodes);
  }
}

function begin(form: HTMLFormElement): void {
  let waiting = 0;
  let asking = new AbortController();
  form.addEventListener("input", (event) => {
    if (!ASKED.includes((event.target as HTMLInputElement).name)) return;
    window.clearTimeout(waiting);
    asking.abort();
    asking = new AbortController();
    waiting = window.setTimeout(() => look(form, asking.signal).catch(() => undefined), PAUSE);
  });
}

const form = document.querySelector<HTMLFormElement>('form[action="/claims/new"]');
if (form !== null) begin(form);
