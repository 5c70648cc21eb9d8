/** The map of vessels, ports and events. */
export {};
