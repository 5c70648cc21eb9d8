/** The map of vessels, ports and events: drawn by the server, moved and zoomed where scripts run. */
import type { Topology } from "topojson-specification";
import "../map/map.css";
import { Atlas } from "../map/atlas";
import type { Point } from "../map/points";
import { waiting } from "../network/afoot";
import { ask } from "../network/drawn";
import { element } from "../network/panel";
import { wordsOf } from "../network/words";

async function begin(place: HTMLElement): Promise<void> {
  const t = wordsOf(place);
  try {
    const [world, found] = await Promise.all([
      place.dataset.world ? ask<Topology>(place.dataset.world) : null,
      ask<{ points: Point[] }>(place.dataset.api ?? ""),
    ]);
    new Atlas(place, t).begin(world, found.points);
  } catch (error) {
    place.append(element("p", t("script.failed"), "notice bad"));
    throw error;
  }
}

void waiting();
const place = document.getElementById("map");
if (place) void begin(place);
