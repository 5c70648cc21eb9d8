/** The words that scripts say, as the server wrote them in the visitor's language (`data-words` of the body). */
let said: Record<string, string> | undefined;

/** The words of a key, with `{name}` filled from `values`; the key itself where the page brought none. */
export function words(key: string, values: Record<string, string | number> = {}): string {
  said ??= JSON.parse(document.body.dataset["words"] ?? "{}") as Record<string, string>;
  return filled(said[key] ?? key, values);
}

export function filled(pattern: string, values: Record<string, string | number>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
