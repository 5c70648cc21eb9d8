// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { characters, chosen } from "./selection";

function text(html: string, first = "0"): HTMLElement {
  document.body.innerHTML = `<pre class="exhibit-text" data-page="2" data-first="${first}" data-member="">${html}</pre>`;
  return document.querySelector("pre") as HTMLElement;
}

function select(node: Node, start: number, end: number): Selection {
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, end);
  const selection = document.getSelection() as Selection;
  selection.removeAllRanges();
  selection.addRange(range);
  return selection;
}

test("a selection within marked text is counted from the start of the page", () => {
  const pre = text("one <mark>two</mark> three", "100");
  const selection = select(pre.lastChild as Node, 1, 6);
  expect(chosen(pre, selection)).toEqual({ at: "page:2@108-113", quote: "three" });
});

test("blanks at the ends are no part of a quotation", () => {
  const pre = text("one two  three");
  expect(chosen(pre, select(pre.firstChild as Node, 3, 9))).toEqual({ at: "page:2@4-7", quote: "two" });
});

test("a letter of two units counts as one character", () => {
  expect(characters("𠀀a")).toBe(2);
  const pre = text("𠀀 two");
  expect(chosen(pre, select(pre.firstChild as Node, 3, 6))).toEqual({ at: "page:2@2-5", quote: "two" });
});

test("nothing is chosen outside the text", () => {
  const pre = text("one");
  const other = document.createElement("p");
  other.textContent = "elsewhere";
  document.body.append(other);
  expect(chosen(pre, select(other.firstChild as Node, 0, 4))).toBeNull();
});
