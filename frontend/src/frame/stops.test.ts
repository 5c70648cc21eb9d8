/** Which state an address asks for, and how far one can move. */
import { expect, test } from "vitest";
import { moved, shownBy, stopsOf } from "./stops";

const stops = ["2021-01-01", "2023-01-21", "2026-02-27"].map((day) => ({ day, as_of: day, href: "", said: "", busy: "" }));

test("an address without a day shows today's state, the last", () => {
  expect(shownBy(stops, "")).toBe(2);
  expect(shownBy(stops, "?as_of=")).toBe(2);
});

test("a day, a month or a year shows the last state that is not after it", () => {
  expect(shownBy(stops, "?as_of=2023-01-21")).toBe(1);
  expect(shownBy(stops, "?as_of=2023-01-20")).toBe(0);
  expect(shownBy(stops, "?as_of=2023-01")).toBe(1);
  expect(shownBy(stops, "?as_of=2022")).toBe(0);
  expect(shownBy(stops, "?as_of=1990")).toBe(-1);
});

test("steps stay within what there is", () => {
  expect(moved(0, -1, 3)).toBe(0);
  expect(moved(2, 1, 3)).toBe(2);
  expect(moved(-1, 1, 3)).toBe(0);
});

test("a page without states has none", () => {
  expect(stopsOf(undefined)).toEqual([]);
});
