"""Facts meet: which ids of which lists are one person, organisation, hull or wallet."""
