/** A past state that is being made: the API answers when it is there, and the page is asked for again. */
import { ask } from "./drawn";

export async function waiting(): Promise<void> {
  const notice = document.querySelector<HTMLElement>("[data-afoot]");
  if (!notice) return;
  // What is wrong with the question the page says; a server that is busy is not asked at once again.
  await ask<unknown>(notice.dataset.afoot ?? "").catch(() => new Promise((over) => setTimeout(over, 3000)));
  location.reload();
}
