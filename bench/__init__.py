"""Figures anyone can print again: each module is one benchmark, named by what it measures."""
