"""The way between the pages of one release: a bar on each page that leads only to pages which are in it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

_TITLE = re.compile(r"<title>(.*?)(?: · Whereas)?</title>", re.DOTALL)
_PLACE = re.compile(r"<!--pages-->.*?<!--/pages-->", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a release: its file, its name in the bar, and in a line what it answers."""

    file: str
    name: str
    words: str = ""


KNOWN = (
    Page(file="index.html", name="Start", words="What this run found, and where to look first."),
    Page(file="board.html", name="Board", words="Per pillar and measure: what is ready to act on, and who must act."),
    Page(file="standing.html", name="Standing",
         words="The posture advised, each condition, and the three objectives with their series."),
    Page(file="evaluation.html", name="Evaluation",
         words="What the first engagement sought, what happened, what can be counted."),
    Page(file="estimate.html", name="Rival figures",
         words="Published figures on one scale, why they differ, and what a model hangs on."),
    Page(file="timeline.html", name="Timeline", words="What happened since 1994, each event with its source."),
    Page(file="align.html", name="Lists", words="Who lists whom, where authorities differ, where lists contradict."),
    Page(file="texts.html", name="Texts", words="How much room strategy texts give, and how concrete they are."),
)  # fmt: skip


def pages_of(files: Iterable[str], named: Mapping[str, str] | None = None) -> tuple[Page, ...]:
    """The pages among files of a release: those known here in their order, then others by the name given for them."""
    names = dict(named or {})
    there = {name for name in files if name.endswith(".html") and "/" not in name}
    known = tuple(one for one in KNOWN if one.file in there)
    rest = sorted(there - {one.file for one in known})
    return (*known, *(Page(file=name, name=names.get(name, name)) for name in rest))


def bar(pages: Iterable[Page], here: str = "", *, starter: bool = False) -> Markup:
    """The links of the bar; `here` is the page it stands on, `starter` whether the starter casebook is all there is."""
    links = Markup("").join(
        Markup('<a href="{}"{}>{}</a>').format(
            one.file, Markup(' aria-current="page"') if one.file == here else Markup(""), one.name
        )
        for one in pages
    )
    mark = Markup('<span class="chip aged">starter casebook</span>') if starter else Markup("")
    return Markup('<nav class="pages" aria-label="Pages">{}</nav>{}').format(links, mark) if links else mark


def linked(files: Mapping[str, bytes], *, starter: bool = False) -> dict[str, bytes]:
    """The files of a release with a bar on each page that leads to the others; every other file as it was."""
    texts = {name: data.decode() for name, data in files.items() if name.endswith(".html") and "/" not in name}
    titles = {name: unescape(found[1]) for name, text in texts.items() if (found := _TITLE.search(text))}
    pages = pages_of(texts, titles)
    made = {
        name: _PLACE.sub(lambda _, name=name: _placed(pages, name, starter), text, count=1).encode()  # type: ignore[misc]  # the default binds the loop's name
        for name, text in texts.items()
    }
    return dict(files) | made


def _placed(pages: tuple[Page, ...], here: str, starter: bool) -> str:
    return f"<!--pages-->{bar(pages, here, starter=starter)}<!--/pages-->"
