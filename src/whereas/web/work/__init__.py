"""Long work: one file for each kind of job, with its `KIND`; a new one is found, and no list is edited."""
