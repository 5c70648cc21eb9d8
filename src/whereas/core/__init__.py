"""The nouns: pure values, no input or output."""
