"""Where lists contradict each other on one entity, or give one thing to two: one detector per file."""
