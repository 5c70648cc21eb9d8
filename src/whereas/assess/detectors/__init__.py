"""Detectors, one file each: what each looks for in the ledger, and the kind of claim it makes."""
