"""Wiring: hands each stage what it asks for, and decides nothing."""

from whereas.workbench.bench import OpenIndex, Progress, Pulled, Resolved, Workbench, in_order, workbench

__all__ = ["OpenIndex", "Progress", "Pulled", "Resolved", "Workbench", "in_order", "workbench"]
