/** The graph around a party: drawn where WebGL is there; the lists below say the same to everybody. */
import "../network/network.css";
import { waiting } from "../network/afoot";
import { ask, type Drawn } from "../network/drawn";
import { element } from "../network/panel";
import { wordsOf } from "../network/words";
import { Work } from "../network/work";

function draws(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

async function begin(place: HTMLElement): Promise<void> {
  const t = wordsOf(place);
  if (!draws()) {
    const still = element("img", "", "network-still") as HTMLImageElement;
    [still.src, still.alt] = [place.dataset.still ?? "", place.dataset.alt ?? ""];
    place.append(element("p", t("script.no_webgl"), "notice info"), still);
    return;
  }
  const busy = element("p", t("script.busy"), "quiet");
  busy.setAttribute("role", "status");
  place.append(busy);
  try {
    const drawn = await ask<Drawn>(place.dataset.api ?? "");
    busy.remove();
    new Work(place, t, drawn);
  } catch (error) {
    busy.replaceWith(element("p", t("script.failed"), "notice bad"));
    throw error;
  }
}

void waiting();
const place = document.getElementById("network");
if (place) void begin(place);
