/** The words of the page, as the server gives them in the reader's language. */
export type Words = (key: string) => string;

export function wordsOf(place: HTMLElement): Words {
  const said = JSON.parse(place.dataset.words ?? "{}") as Record<string, string>;
  return (key) => said[key] ?? key;
}
