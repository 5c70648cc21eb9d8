"""What happened, where, and how it is rated: tests, votes, recommendations, places and hand-kept logs; lists nobody."""
