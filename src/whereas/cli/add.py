"""`whereas add`: take a file, web archive, e-mail, bag or folder as exhibits, say what it is, and stamp it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from whereas.cli.common import (
    AsJson,
    Home,
    LedgerUrl,
    Progress,
    chosen,
    now,
    print_json,
    print_table,
    say,
    waiting_note,
)
from whereas.core.errors import WhereasError

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.core.filing import Filing
    from whereas.core.marking import Marking
    from whereas.workbench import Workbench

Text = Annotated[str, Parameter(show_default=False)]
Flag = Annotated[bool, Parameter(negative="")]


def add(
    path: Path | None = None, *,
    title: Annotated[Text, Parameter(help="What to call it. [default: the file's name]")] = "",
    evidence: Annotated[Text, Parameter(help="Its class; see `whereas policy --evidence`. [default: other]")] = "",
    publisher: Annotated[Text, Parameter(help="Who published or gave it.")] = "",
    reliability: Annotated[Text, Parameter(help="Admiralty letter of its source. [default: of its class]")] = "",
    available: Annotated[Text, Parameter(help="Since when it was to be had. [default: since captured]")] = "",
    repeats: Annotated[list[str] | None, Parameter(help="What it repeats: an exhibit, or `wire:...`.")] = None,
    uses: Annotated[list[str] | None, Parameter(help="Purposes allowed (eu, un, icc); an account needs it.")] = None,
    disclosure: Annotated[Text, Parameter(help="open, summary or closed. [default: open]")] = "",
    summary: Annotated[Text, Parameter(help="What may be shown instead, with --disclosure summary.")] = "",
    withheld: Annotated[Text, Parameter(help="Why the rest is withheld.")] = "",
    checked: Annotated[Text, Parameter(help="Of a third State's decision: how rights of defence were kept.")] = "",
    tlp: Annotated[Text, Parameter(help="clear, green, amber, amber+strict or red. [default: of its class]")] = "",
    audiences: Annotated[Text, Parameter(help="To whom alone it is releasable, as `eu,un`.")] = "",
    lang: Annotated[Text, Parameter(help="Its language, as ko, ru, en.")] = "",
    note: Annotated[Text, Parameter(help="A note that stays with it.")] = "",
    refile: Annotated[Text, Parameter(help="File an exhibit that is there anew: its digest or name.")] = "",
    origins: Annotated[Flag, Parameter(help="Which exhibits lead to one origin, and which share text.")] = False,
    stamp: Annotated[Text, Parameter(help="Check a time stamp over this exhibit; PATH is the token.")] = "",
    roots: Annotated[list[Path] | None, Parameter(help="Root certificates (PEM) trusted for stamps.")] = None,
    request: Annotated[Text, Parameter(help="Write a time-stamp request for this exhibit to PATH.")] = "",
    home: Home = None, ledger: LedgerUrl = "", as_json: AsJson = False,
) -> int:  # fmt: skip
    """Take in evidence and say what it is; without a path, list what was added.

    A web archive (WARC, WACZ), an e-mail, a BagIt bag and the folder of an archiving tool are opened: each piece is an
    exhibit of its own that names where it came from. A bag's file with a wrong checksum is named and not taken.
    Nothing is fetched. A digest shows that bytes are unchanged, a time stamp that they were there: neither shows that
    they are true.

    For example:

        whereas add report.pdf --evidence ngo --publisher "An organisation" --available 2023-11-02

        whereas add account-2.txt --evidence testimony --uses un --tlp amber

        whereas add --refile account-2.txt --uses un --uses eu

        whereas add --origins

        whereas add token.tsr --stamp report.pdf --roots authority.pem

    """
    from whereas.workbench import desk, workbench

    with workbench(chosen(home, ledger), now=now()) as bench:
        if refile:
            changes: dict[str, object] = {
                name: value
                for name, value in (
                    ("title", title), ("evidence", evidence), ("publisher", publisher),
                    ("reliability", reliability), ("available", available), ("summary", summary), ("lang", lang),
                    ("disclosure", disclosure), ("withheld", withheld),
                    ("checked", checked), ("note", note),
                    ("repeats", desk.repeats_of(bench, repeats or ())), ("uses", tuple(uses or ())),
                    ("marking", _marking(bench, refile, tlp, audiences)),
                )
                if value
            }  # fmt: skip
            filed = desk.refile(bench, refile, changes, waiting=waiting_note)
            say(f"filed anew: {filed.title} ({filed.exhibit[:12]}); the earlier filing stays in the log")
            return 0
        if origins:
            return _origins(bench, as_json=as_json)
        if path is None:
            return _list(bench, as_json=as_json)
        if request or stamp:
            return _request(bench, request, path) if request else _stamp(bench, stamp, path, roots or [])
        from whereas.core.filing import Filing

        filing = Filing(
            exhibit="", title=title, evidence=evidence or "other", publisher=publisher, reliability=reliability,
            repeats=desk.repeats_of(bench, repeats or ()), available=available, uses=tuple(uses or ()),
            disclosure=disclosure or "open", summary=summary, withheld=withheld, checked=checked, lang=lang,
            marking=desk.marking_of(tlp, evidence or "other", audiences), note=note,
        )  # fmt: skip
        with Progress().shown() as progress:
            found = desk.add(bench, path, filing, waiting=waiting_note, progress=progress)
    if as_json:
        print_json(
            {
                "kind": found.kind,
                "problems": found.problems,
                "added": [
                    {
                        "sha256": one.sha256,
                        "name": one.name,
                        "text": one.text,
                        "known": one.known,
                        "changes": one.changes,
                    }
                    for one in found.added
                ],
            }
        )
        return 1 if found.problems else 0  # fmt: skip
    for one in found.added:
        say(f"{one.sha256[:12]}  {one.name}: {one.text}{' (was there before; filed anew)' if one.known else ''}")
        for change in one.changes:
            say(f"              {change}; the earlier filing stays in the log")
    for problem in found.problems:
        say(f"PROBLEM  {problem}")
    if evidence == "testimony":
        say(
            "This ledger is no vault. Keep in it only what the person it is about may read: no name, place or day by "
            "which a witness is known."
        )
        if not uses:
            say("No use is on record: until one is filed (--refile ... --uses eu) it counts for nothing.")
    if evidence in ("", "other"):
        say("Filed under no class of evidence: it can show nothing until `whereas add --refile` says what it is.")
    say(f"{len(found.added)} exhibit{'' if len(found.added) == 1 else 's'} from a {found.kind}, unstamped.")
    return 1 if found.problems else 0


def _marking(bench: "Workbench", exhibit: str, tlp: str, audiences: str) -> "Marking | None":
    """The marking an exhibit had, with what is said of it now; None where nothing is."""
    from dataclasses import replace

    from whereas.workbench import desk

    filing = bench.ledger.desk().filings.get(desk.find_exhibit(bench, exhibit).sha256)
    if filing is None or not (tlp or audiences):
        return None
    now = filing.marking
    return replace(
        now,
        tlp=desk.marking_of(tlp).tlp if tlp else now.tlp,
        releasable_to=desk.marking_of("clear", audiences=audiences).releasable_to if audiences else now.releasable_to,
    )


def _list(bench: "Workbench", *, as_json: bool) -> int:
    from whereas.ledger.desk import stamp_state

    board, exhibits = bench.ledger.desk(), bench.ledger.exhibits()
    rows = []
    for key, filing in board.filings.items():
        state = stamp_state(board.stamps.get(key, ())) or "unstamped"
        rows.append((key, exhibits[key].name, filing, state))
    if as_json:
        print_json(
            [
                {
                    "sha256": key,
                    "name": name,
                    "title": filing.title,
                    "evidence": filing.evidence,
                    "stamp": state,
                    "uses": filing.uses,
                    "repeats": filing.repeats,
                }
                for key, name, filing, state in rows
            ]
        )
        return 0  # fmt: skip
    print_table(
        "Exhibits that people added",
        ("exhibit", "name", "class", "publisher", "to be had", "allowed for", "marking", "stamp"),
        [
            (key[:12], name, filing.evidence, filing.publisher, filing.available, _allowed(filing),
             str(filing.marking), state)
            for key, name, filing, state in rows
        ],
    )  # fmt: skip
    return 0


def _allowed(filing: "Filing") -> str:
    """For what an exhibit may be used, in words."""
    from whereas.policy.claims import evidence_classes

    return ", ".join(filing.uses) or ("nothing on record" if evidence_classes()[filing.evidence].consent else "any")


def _origins(bench: "Workbench", *, as_json: bool) -> int:
    from whereas.workbench.origins import origins

    with Progress().shown() as progress:
        found = origins(bench, progress=progress)
    titles = {one.exhibit: one.title for _, filed in found.filed for one in filed}
    if as_json:
        print_json(
            {
                "filed": {name: [one.exhibit for one in filed] for name, filed in found.filed},
                "proposed": [
                    {"one": one.one, "other": one.other, "share": one.share, "words": one.longest,
                     "passage": one.passage}
                    for one in found.proposed
                ],
            }
        )  # fmt: skip
        return 0
    print_table(
        "Origins as filed: exhibits of one origin count once",
        ("origin", "exhibits"),
        [(name[:12] if len(name) == _DIGEST else name, "; ".join(one.title for one in filed))
         for name, filed in found.filed],
    )  # fmt: skip
    for one in found.proposed:
        say(f"\n{titles[one.one]} and {titles[one.other]} share {one.longest} words in a row, {one.share:.0%} of the "
            f"shorter: “{one.passage[:160]}{'…' if len(one.passage) > _SHOWN else ''}”")  # fmt: skip
        say(f"  If one repeats the other: whereas add --refile {one.one[:12]} --repeats {one.other[:12]}")
    say("\nShared words point to one origin; a report in other words may still repeat another.")
    return 0


# The length of a SHA-256 in hex, and how much of a passage is shown.
_DIGEST, _SHOWN = 64, 160


def _stamp(bench: "Workbench", exhibit: str, token: Path, roots: list[Path]) -> int:
    from whereas.kit.intake import IntakeError, load, shown
    from whereas.kit.stamps import LARGEST_TOKEN
    from whereas.workbench import desk

    try:
        data, *trusted = (load(one.resolve(), limit=LARGEST_TOKEN) for one in (token, *roots))
    except (IntakeError, OSError) as error:
        raise WhereasError(f"it cannot be read: {error}", todo="give the authority's answer as it came") from None
    found = desk.stamp(bench, exhibit, data, roots=trusted, name=shown(token.name), waiting=waiting_note)
    say(f"{found.state.upper()} {found.time}  {found.words}")
    if found.state == "unchecked":
        say("No root certificates were given: name those you trust with --roots.")
    say("A stamp shows that these bytes were there at that time. It shows nothing of what they say.")
    return 0 if found.state == "stamped" else 1


def _request(bench: "Workbench", exhibit: str, path: Path) -> int:
    import secrets

    from whereas.kit.stamps import request
    from whereas.workbench import desk

    target = desk.find_exhibit(bench, exhibit)
    try:
        with path.open("xb") as out:
            out.write(request(bytes.fromhex(target.sha256), secrets.randbits(63)))
    except OSError as error:
        raise WhereasError(
            f"it cannot be written: {error.strerror}", where=str(path), todo="name a file that is not there yet"
        ) from None
    say(f"wrote {path}: send it to a time-stamp authority you trust, then `whereas add ANSWER --stamp {exhibit}`")
    return 0
