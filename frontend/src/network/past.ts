/** What was shown before and can be shown again. */

/** Which nodes are drawn, opened and hidden. Never changed in place. */
export interface Shown {
  readonly nodes: ReadonlySet<string>;
  readonly opened: readonly string[];
  readonly hidden: ReadonlySet<string>;
}

export class Past {
  private readonly before: Shown[] = [];
  private readonly after: Shown[] = [];

  constructor(public now: Shown) {}

  /** Shows something else; what had been undone is gone. */
  go(next: Shown): void {
    this.before.push(this.now);
    this.after.length = 0;
    this.now = next;
  }

  undo(): boolean {
    const earlier = this.before.pop();
    if (!earlier) return false;
    this.after.push(this.now);
    this.now = earlier;
    return true;
  }

  redo(): boolean {
    const later = this.after.pop();
    if (!later) return false;
    this.before.push(this.now);
    this.now = later;
    return true;
  }

  get canUndo(): boolean {
    return this.before.length > 0;
  }

  get canRedo(): boolean {
    return this.after.length > 0;
  }
}
