import { beforeEach, describe, expect, it } from "vitest";
import { compare, sortable } from "./sorting";

const sorted = (...values: string[]) => values.sort(compare);

describe("what is compared", () => {
  it("is a number where both are, with commas, percent and unit", () => {
    expect(sorted("1,200", "90", "7")).toEqual(["7", "90", "1,200"]);
    expect(sorted("12 %", "9 %", "100 %")).toEqual(["9 %", "12 %", "100 %"]);
    expect(sorted("12 rounds", "9 rounds")).toEqual(["9 rounds", "12 rounds"]);
  });

  it("is a day as it is written, and not its year", () => {
    expect(sorted("2024-10-02", "2024-02-11", "2023-12-31")).toEqual(["2023-12-31", "2024-02-11", "2024-10-02"]);
  });

  it("leaves what is not said for the end", () => {
    expect(sorted("", "b", "a")).toEqual(["a", "b", ""]);
  });
});

describe("a table", () => {
  beforeEach(() => {
    document.body.innerHTML =
      "<table data-sort><thead><tr><th>Name</th><th>Count</th></tr></thead>" +
      "<tbody><tr><td>b</td><td>10</td></tr><tr><td>a</td><td>9</td></tr></tbody></table>";
    sortable(document.querySelector("table") as HTMLTableElement);
  });
  const column = (at: number) => [...document.querySelectorAll("tbody tr")].map((row) => row.children[at]?.textContent);
  const press = (at: number) => (document.querySelectorAll("th button")[at] as HTMLButtonElement).click();

  it("goes up, then down, and says so", () => {
    press(1);
    expect(column(1)).toEqual(["9", "10"]);
    expect(document.querySelectorAll("th")[1]?.getAttribute("aria-sort")).toBe("ascending");
    press(1);
    expect(column(1)).toEqual(["10", "9"]);
    press(0);
    expect(column(0)).toEqual(["a", "b"]);
    expect(document.querySelectorAll("[aria-sort]").length).toBe(1);
  });
});
