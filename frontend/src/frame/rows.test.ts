import { beforeEach, expect, it } from "vitest";
import { move, nextOf, openRow } from "./rows";

beforeEach(() => {
  document.body.innerHTML =
    '<table data-rows><tbody><tr><td><a href="#a">a</a></td></tr><tr hidden><td><a href="#h">h</a></td></tr>' +
    '<tr><td><a href="#b">b</a></td></tr></tbody></table>';
});
const at = () => document.querySelector(".at")?.textContent;

it("starts at an end and stays within the rows", () => {
  expect(nextOf(-1, 1, 3)).toBe(0);
  expect(nextOf(-1, -1, 3)).toBe(2);
  expect(nextOf(2, 1, 3)).toBe(2);
});

it("steps over rows that are hidden, and opens the one it is at", () => {
  move(1);
  move(1);
  expect(at()).toBe("b");
  expect(document.activeElement?.textContent).toBe("b");
  let opened = "";
  document.body.addEventListener("click", (event) => (opened = (event.target as HTMLElement).textContent ?? ""));
  expect(openRow()).toBe(true);
  expect(opened).toBe("b");
});

it("says that it did nothing where there are no rows", () => {
  document.body.innerHTML = "<p>none</p>";
  expect(move(1)).toBe(false);
  expect(openRow()).toBe(false);
});
