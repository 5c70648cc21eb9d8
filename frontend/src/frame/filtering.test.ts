import { expect, it } from "vitest";
import { filter, plain } from "./filtering";

it("finds words without their accents and in any order, and Hangul by its syllables", () => {
  document.body.innerHTML = "<ul><li>São Paulo Shipping</li><li>조선광명무역회사</li><li>Shipping of Pyongyang</li></ul>";
  const list = document.querySelector("ul") as HTMLElement;
  const shown = () => [...list.children].filter((one) => !(one as HTMLElement).hidden).length;
  expect(filter(list, "shipping sao")).toBe(1);
  expect(filter(list, "광명")).toBe(1);
  expect(filter(list, "vessel")).toBe(0);
  expect(shown()).toBe(0);
  expect(filter(list, "")).toBe(3);
  expect(plain("  Ärger  über ")).toBe("arger uber");
});
