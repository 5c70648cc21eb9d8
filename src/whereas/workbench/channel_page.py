"""A request for a channel as somebody writes it in a form: into the file it stands for, routed, recorded, as files."""

import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from whereas.assess.channels import Route
from whereas.core.errors import WhereasError
from whereas.core.filing import ChannelEvent, ChannelRequest
from whereas.policy.channels import Channels
from whereas.publish.channels import Made
from whereas.workbench import channels
from whereas.workbench.room import Seen

# So many items and acts the form has room for; the file has room for more.
ITEMS, ACTS = 3, 2
_ITEM = ("description", "hs", "quantity", "unit", "origin", "supplier", "end_user", "destination", "direction")
_GROUPS = {
    "organisation": ("name", "kind", "country", "contact", "registered", "plan", "acts_for"),
    "beneficiaries": ("who", "number", "where", "criteria"),
    "period": ("start", "end"),
    "transport": ("mode", "departs_from", "arrives_at", "carrier", "vessel", "imo"),
    "payments": ("route", "amount", "currency"),
}


def written(form: Mapping[str, str], policy: Channels) -> str:
    """The file that a form stands for. What was left empty is left out, and will be said to be missing."""
    said: dict[str, Any] = {
        "key": _key(form.get("key", "") or form.get("title", "")), "title": form.get("title", "").strip(),
        "channels": policy.key,
    }  # fmt: skip
    for name in ("nature", "why_exemption"):
        if text := form.get(name, "").strip():
            said[name] = text
    if facts := _facts(form, "fact", (one.key for one in policy.facts if one.whole)):
        said["facts"] = facts
    for group, names in _GROUPS.items():
        if found := _filled(form, group, names):
            said[group] = found
    own = [one.key for one in policy.facts if not one.whole]
    if items := [one for number in range(1, ITEMS + 1) if (one := _item(form, number, own))]:
        said["items"] = items
    if acts := [one for number in range(1, ACTS + 1) if (one := _act(form, number, own))]:
        said["acts"] = acts
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False)


def _item(form: Mapping[str, str], number: int, facts: Iterable[str]) -> dict[str, Any]:
    filled = _filled(form, f"item{number}", _ITEM)
    if not filled.get("description"):
        return {}
    answered = _facts(form, f"item{number}.fact", facts)
    return {"key": f"item-{number}", **filled} | ({"facts": answered} if answered else {})


def _act(form: Mapping[str, str], number: int, facts: Iterable[str]) -> dict[str, Any]:
    filled: dict[str, Any] = _filled(form, f"act{number}", ("kind", "words"))
    if not filled.get("kind"):
        return {}
    parties = [one.strip() for one in form.get(f"act{number}.parties", "").split(";") if one.strip()]
    answered = _facts(form, f"act{number}.fact", facts)
    made = {"key": f"act-{number}", **filled}
    return made | ({"parties": parties} if parties else {}) | ({"facts": answered} if answered else {})


def _filled(form: Mapping[str, str], group: str, names: Iterable[str]) -> dict[str, str]:
    return {name: text for name in names if (text := form.get(f"{group}.{name}", "").strip())}


def _facts(form: Mapping[str, str], group: str, keys: Iterable[str]) -> dict[str, str]:
    return {key: text for key in keys if (text := form.get(f"{group}.{key}", "")) in ("yes", "no", "unknown")}


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "request"


def routed(text: str) -> Route:
    """A request's text, routed. Raises `WhereasError` with line and field."""
    if not text.strip():
        raise WhereasError("there is no request", todo="fill in the form, or paste the file of a request")
    return channels.route_of("request", text.encode())


def made_of(seen: Seen, route: Route, *, screen: bool, as_of: str = "") -> Made:
    """Everything a request goes out with, its names screened against the lists in view if asked."""
    screened = channels.screen(seen.bench, route.request) if screen else None
    return channels.made(seen.bench, route, screened, as_of=as_of)


def record(seen: Seen, text: str) -> ChannelRequest:
    """Keep a request: its text as an exhibit, and that it was taken up."""
    route = routed(text)
    with tempfile.TemporaryDirectory(prefix="whereas-") as folder:
        place = Path(folder) / f"{route.request.key}.yaml"
        place.write_text(text, encoding="utf-8")
        return channels.record(seen.bench, place, route)


def kept(seen: Seen, key: str) -> tuple[channels.Kept, tuple[tuple[ChannelEvent, str, str], ...]]:
    """A recorded request as it stands, with its events: (event, by whom, when recorded). Raises `WhereasError`."""
    board = seen.bench.ledger.desk()
    channels.find(board, key)
    found = next(one for one in channels.kept(seen.bench) if one.record.key == key)
    events = tuple(
        (one.said, one.by, one.at) for one in board.channel_events.get(key, ()) if isinstance(one.said, ChannelEvent)
    )
    return found, events
