/** Short messages in the corner, read out by a screen reader (the region is `aria-live`). */
export function toast(message: string, milliseconds = 5000): void {
  const region = document.querySelector<HTMLElement>("[data-toasts]");
  if (!region) return;
  const line = document.createElement("p");
  line.textContent = message;
  region.append(line);
  window.setTimeout(() => line.remove(), milliseconds);
}
