"""The workbench in the browser and its API: one process, no other server, no request to any other host."""
