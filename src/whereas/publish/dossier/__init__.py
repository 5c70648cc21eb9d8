"""The dossier: one value, rendered as Word, PDF/A-3, HTML and JSON, with its evidence and a verifier beside it."""
