/** The map of vessels, ports and events. */
import "../map/map.css";
export {};
