"""Tools of the trade that know none of our nouns."""
