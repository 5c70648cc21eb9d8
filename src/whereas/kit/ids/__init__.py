"""Identifiers of the field, one scheme per file: checksum, normal form, and what makes one invalid."""
