import { expect, it } from "vitest";
import { local } from "./times";

const shown = (html: string) => {
  document.body.innerHTML = html;
  const time = document.querySelector("time") as HTMLTimeElement;
  local(time);
  return time;
};

it("shows an instant in local time and keeps UTC beside it", () => {
  const time = shown('<time datetime="2024-02-01T09:00:00Z">2024-02-01T09:00:00Z</time>');
  expect(time.textContent).not.toBe("2024-02-01T09:00:00Z");
  expect(time.title).toBe("2024-02-01T09:00:00Z (UTC)");
});

it("leaves a day alone, for a day has no hour, and words that a person wrote", () => {
  expect(shown('<time datetime="2024-02-01">2024-02-01</time>').textContent).toBe("2024-02-01");
  expect(shown('<time datetime="2024-02-01T09:00:00Z">yesterday</time>').textContent).toBe("yesterday");
});

it("leaves an instant in a table as it is written, beside the head that says UTC", () => {
  const cell = '<table><tr><td><time datetime="2024-02-01T09:00:00Z">2024-02-01T09:00:00Z</time></td></tr></table>';
  expect(shown(cell).textContent).toBe("2024-02-01T09:00:00Z");
});
