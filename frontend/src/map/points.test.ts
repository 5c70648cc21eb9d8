import { describe, expect, it } from "vitest";
import { clusters, months, within, type Point } from "./points";

const point = (start: string, end = "", layer = "event"): Point => ({
  id: `${layer}:${start}`, layer, caption: "", href: "", north: 0, east: 0, within_km: 0, how: "stated", place: "", start, end,
  words: "", last: false, grounds: [],
});

describe("a period", () => {
  it.each([
    ["2017-05-14", "2017-05", "2017-05", true],
    ["2017-05-14", "2017-06", "", false],
    ["2017-05-14", "", "2017-04", false],
    ["2017", "2017-09", "", true],
    ["2017", "2018-01", "", false],
    ["", "2017-09", "2017-10", true],
  ])("of %s between %s and %s: %s", (start, from, to, there) => {
    expect(within(point(start), from, to)).toBe(there);
  });

  it("takes what lasts into it", () => {
    expect(within(point("2015", "2019-02"), "2018-01", "2018-02")).toBe(true);
  });

  it("has every month once", () => {
    expect(months("2017-11", "2018-02")).toEqual(["2017-11", "2017-12", "2018-01", "2018-02"]);
    expect(months("", "")).toEqual([]);
  });
});

describe("points that lie close together", () => {
  it("are one mark of their layer, and none is lost", () => {
    const points = [point("2017"), point("2018"), point("2019", "", "port")];
    const found = clusters(points, () => [10, 10]);
    expect(found.map((one) => [one.layer, one.points.length])).toEqual([["event", 2], ["port", 1]]);
  });

  it("are left out where they are not on the screen", () => {
    expect(clusters([point("2017")], () => null)).toEqual([]);
  });
});
