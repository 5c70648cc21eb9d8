"""Which States were Members of the Union on a day, by the days on which their accession or withdrawal took effect."""

# Days of effect of the Treaties of Accession, and of the withdrawal agreement (OJ L 29, 31.1.2020, p. 7). Written from
# memory; a test holds them against the Members that the reviews of 2009 and 2014 name.
_JOINED = {
    "1958-01-01": "be de fr it lu nl",
    "1973-01-01": "dk gb ie",
    "1981-01-01": "gr",
    "1986-01-01": "es pt",
    "1995-01-01": "at fi se",
    "2004-05-01": "cy cz ee hu lt lv mt pl si sk",
    "2007-01-01": "bg ro",
    "2013-07-01": "hr",
}
_LEFT = {"gb": "2020-02-01"}


def members_on(day: str) -> frozenset[str]:
    """The codes (ISO 3166-1 alpha-2, small letters) of the Members on an ISO day."""
    joined = {code for since, codes in _JOINED.items() if since <= day for code in codes.split()}
    return frozenset(code for code in joined if day < _LEFT.get(code, "9999"))
