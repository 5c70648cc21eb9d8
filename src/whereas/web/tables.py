"""All tables that stand beside the ledger, for whoever copies them whole."""

import sqlalchemy as sa

from whereas.web import jobs, watches
from whereas.web.register import tables


def every_table() -> sa.MetaData:
    """Accounts, sessions and audit, jobs, watches and alerts."""
    every = sa.MetaData()
    for one in (tables.META, jobs.META, watches.META):
        for table in one.sorted_tables:
            table.to_metadata(every)
    return every
