import { describe, expect, it } from "vitest";
import { Past, type Shown } from "./past";

const shown = (...nodes: string[]): Shown => ({ nodes: new Set(nodes), opened: [], hidden: new Set() });

describe("the past", () => {
  it("is gone back over and forth again", () => {
    const past = new Past(shown("a"));
    past.go(shown("a", "b"));
    expect(past.undo()).toBe(true);
    expect([...past.now.nodes]).toEqual(["a"]);
    expect(past.redo()).toBe(true);
    expect([...past.now.nodes]).toEqual(["a", "b"]);
  });

  it("has no future after something else was done", () => {
    const past = new Past(shown("a"));
    past.go(shown("a", "b"));
    past.undo();
    past.go(shown("a", "c"));
    expect([past.canRedo, past.redo(), past.undo(), past.undo()]).toEqual([false, false, true, false]);
  });
});
