"""One verb per file: each opens the workbench, calls one function, and prints."""
