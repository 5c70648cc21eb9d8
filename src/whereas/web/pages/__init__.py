"""Pages: one file each, with its handlers in `ROUTES` and, where it stands in the navigation, its `ENTRY`."""
