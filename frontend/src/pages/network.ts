/** The graph around a party. */
export {};
