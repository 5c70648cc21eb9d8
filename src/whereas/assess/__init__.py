"""What the sources, taken together, mean in law and policy; `alignment` is the outlet for comparing lists."""
