"""Customers meet measures: names from outside are held against everyone a list names."""
