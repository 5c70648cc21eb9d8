"""Dossiers: what leaves the house, and what must not."""
