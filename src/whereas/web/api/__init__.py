"""The REST API: one file for each part, with its handlers in `ROUTES`."""
