/** Forms marked `data-confirm` ask in a dialog before they are sent. */
import { words } from "./words";

export function confirming(form: HTMLFormElement): void {
  let agreed = false;
  form.addEventListener("submit", (event) => {
    if (agreed) return;
    event.preventDefault();
    const by = event.submitter;
    ask(form.dataset["confirm"] ?? "", () => {
      agreed = true;
      form.requestSubmit(by);
    });
  });
}

function ask(question: string, then: () => void): void {
  const dialog = document.createElement("dialog");
  const text = document.createElement("p");
  text.id = "asked";
  text.textContent = question;
  dialog.setAttribute("aria-labelledby", text.id);
  const row = document.createElement("p");
  row.className = "buttons";
  // The way back is first and has the focus: Enter by habit changes nothing.
  row.append(choice(words("cancel"), "", () => dialog.close()), choice(words("confirm"), "danger", () => (dialog.close(), then())));
  dialog.append(text, row);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function choice(label: string, kind: string, act: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = kind;
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
}
