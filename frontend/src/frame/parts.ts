/** htmx for parts of a page that reload themselves: no code in attributes, no other host, nothing kept in the browser. */
import htmx from "htmx.org";

export function partly(): void {
  htmx.config.allowEval = false;
  htmx.config.allowScriptTags = false;
  htmx.config.includeIndicatorStyles = false; // the CSP forbids a style that a script writes
  htmx.config.selfRequestsOnly = true;
  htmx.config.historyCacheSize = 0; // what somebody may read is not kept after they sign out
  htmx.config.refreshOnHistoryMiss = true;
}
