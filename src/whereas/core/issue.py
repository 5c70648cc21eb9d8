"""A problem in the data, kept as data: a person sees it, and nothing is dropped in silence."""

from enum import StrEnum

import msgspec


class IssueKind(StrEnum):
    """What sort of problem.

    UNREAD a field nobody reads; ODD a value that does not fit its field; DATE a date that could not be read;
    COUNTRY a territory that is not known; IDENTIFIER a number whose checksum or form is wrong; ORPHAN a record
    that refers to one that is not there; DOUBLE two records with one reference; AMBIGUOUS a value with more than
    one reading, where the reading taken is stated.
    """

    UNREAD = "unread"
    ODD = "odd"
    DATE = "date"
    COUNTRY = "country"
    IDENTIFIER = "identifier"
    ORPHAN = "orphan"
    DOUBLE = "double"
    AMBIGUOUS = "ambiguous"


class Issue(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is odd in an exhibit, where, and what the field held; `count` where one issue stands for many places."""

    kind: IssueKind
    locator: str
    field: str = ""
    value: str = ""
    message: str = ""
    entity: str = ""
    count: int = 1
