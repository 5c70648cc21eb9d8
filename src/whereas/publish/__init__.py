"""What may leave the house; `release` is the one door out."""
