"""Law and policy as data: one YAML file each, typed and checked when it is loaded."""
