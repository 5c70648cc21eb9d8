/** Buttons marked `data-copy` put their words on the clipboard. */
import { toast } from "./toasts";
import { words } from "./words";

export function copying(button: HTMLElement): void {
  button.hidden = false;
  button.addEventListener("click", () => {
    void navigator.clipboard.writeText(button.dataset["copy"] ?? "").then(() => toast(words("copied")));
  });
}
