"""Lists of designated persons, entities, vessels and wallets, one publisher's list per file."""
