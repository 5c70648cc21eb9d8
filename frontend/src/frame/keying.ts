/** What a key means, apart from the page: `g` waits for a letter, the others act at once. */
export type Meaning =
  | { act: "none" | "wait" | "search" | "help" | "down" | "up" | "open" }
  | { act: "go"; letter: string };

export interface Pressed {
  key: string;
  /** Ctrl, Alt or Meta is held: then the key is the browser's. */
  held: boolean;
  /** The focus is in a field, where letters are letters. */
  writing: boolean;
}

export class Keys {
  private waitsUntil = 0;

  /** `now` in milliseconds: after `g` a letter counts for two seconds. */
  meaning(pressed: Pressed, now: number): Meaning {
    if (pressed.held || pressed.writing) return this.over({ act: "none" });
    if (now < this.waitsUntil && /^[a-z]$/.test(pressed.key)) return this.over({ act: "go", letter: pressed.key });
    if (pressed.key === "g") {
      this.waitsUntil = now + 2000;
      return { act: "wait" };
    }
    return this.over(AT_ONCE[pressed.key] ?? { act: "none" });
  }

  private over(meaning: Meaning): Meaning {
    this.waitsUntil = 0;
    return meaning;
  }
}

const AT_ONCE: Record<string, Meaning> = {
  "/": { act: "search" },
  "?": { act: "help" },
  j: { act: "down" },
  k: { act: "up" },
  Enter: { act: "open" },
};
