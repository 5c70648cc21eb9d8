/** Where a selection stands in the text of a page, counted as the program counts: in characters of Unicode. */

export interface Chosen {
  at: string; // a locator: page:2@120-180
  quote: string;
}

/** Whether a selection begins and ends in a text. */
export function inText(text: HTMLElement, selection: Selection): boolean {
  return text.contains(selection.anchorNode) && text.contains(selection.focusNode);
}

/** What is selected in a text, without blanks at its ends; null where nothing is. */
export function chosen(text: HTMLElement, selection: Selection | null): Chosen | null {
  if (selection === null || selection.rangeCount === 0 || !inText(text, selection)) return null;
  const range = selection.getRangeAt(0);
  const said = range.toString();
  const quote = said.trim();
  if (quote === "") return null;
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const first = Number(text.dataset["first"] ?? 0) + characters(before.toString()) + blanks(said);
  const member = text.dataset["member"] ?? "";
  return { at: `${member}page:${text.dataset["page"] ?? 1}@${first}-${first + characters(quote)}`, quote };
}

/** A letter beyond the first 65,536 is two units of a browser's text and one character of ours. */
export function characters(text: string): number {
  return Array.from(text).length;
}

function blanks(said: string): number {
  return characters(said) - characters(said.trimStart());
}
