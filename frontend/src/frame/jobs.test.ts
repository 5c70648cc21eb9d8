import { beforeEach, expect, it, vi } from "vitest";
import { following } from "./jobs";

class Source extends EventTarget {
  static last: Source;
  closed = false;
  constructor(readonly url: string) {
    super();
    Source.last = this;
  }
  close(): void {
    this.closed = true;
  }
  say(name: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
}

beforeEach(() => {
  vi.stubGlobal("EventSource", Source);
  document.body.innerHTML = '<div data-job="a1"><span data-job-words></span></div>';
  document.body.dataset["words"] = "{}";
  following(document.querySelector("div") as HTMLElement);
});

it("shows what is done of how much, and how far it is unknown where nobody can tell", () => {
  Source.last.say("progress", { words: "reading", done: 3, total: 12 });
  const bar = document.querySelector("progress") as HTMLProgressElement;
  expect(Source.last.url).toBe("/api/v1/jobs/a1/events");
  expect([bar.getAttribute("value"), bar.getAttribute("max")]).toEqual(["3", "12"]);
  expect(document.querySelector("[data-job-words]")?.textContent).toBe("reading");
  Source.last.say("progress", { words: "writing", done: null, total: null });
  expect(bar.hasAttribute("value")).toBe(false);
  expect(document.querySelectorAll("progress").length).toBe(1);
});

it("tells a person after the fifth time in vain, and stops asking", () => {
  for (let time = 0; time < 5; time += 1) Source.last.dispatchEvent(new Event("error"));
  expect(document.querySelector("[data-job-words]")?.textContent).toBe("lost");
  expect(Source.last.closed).toBe(true);
});
