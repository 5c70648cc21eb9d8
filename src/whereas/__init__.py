"""Whereas turns captured sources into measures whose every sentence leads down to archived bytes."""
