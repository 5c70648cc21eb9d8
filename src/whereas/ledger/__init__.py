"""Facts are kept: exhibits, statements, judgements and claims, append-only and hash-chained."""
