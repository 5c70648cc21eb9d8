import { describe, expect, it } from "vitest";
import { Keys } from "./keying";

const press = (key: string, more = {}) => ({ key, held: false, writing: false, ...more });

describe("keys", () => {
  it("go where g and a letter say", () => {
    const keys = new Keys();
    expect(keys.meaning(press("g"), 0)).toEqual({ act: "wait" });
    expect(keys.meaning(press("j"), 1500)).toEqual({ act: "go", letter: "j" });
    expect(keys.meaning(press("j"), 1600)).toEqual({ act: "down" });
  });

  it("forget g after two seconds", () => {
    const keys = new Keys();
    keys.meaning(press("g"), 0);
    expect(keys.meaning(press("n"), 2001)).toEqual({ act: "none" });
  });

  it("are letters while somebody writes, and the browser's while Ctrl is held", () => {
    const keys = new Keys();
    expect(keys.meaning(press("/", { writing: true }), 0)).toEqual({ act: "none" });
    expect(keys.meaning(press("k", { held: true }), 0)).toEqual({ act: "none" });
  });

  it("do not go on from a g that was written in a field", () => {
    const keys = new Keys();
    keys.meaning(press("g", { writing: true }), 0);
    expect(keys.meaning(press("k"), 10)).toEqual({ act: "up" });
  });
});
