"""The dossier as PDF/A-3a and PDF/UA-1 with its manifest embedded; a glyph that no font has is an error, not a gap."""

import json
from functools import cache
from importlib import resources, util
from pathlib import Path
from typing import TYPE_CHECKING

from whereas.core.errors import WhereasError
from whereas.publish.dossier import wording
from whereas.publish.dossier.model import Dossier, Place

if TYPE_CHECKING:  # typst takes a while to import
    import typst

# A wheel that holds Noto Sans CJK, for machines without fonts for Korean, Chinese and Japanese; used where it is.
_FONT_PACKAGE = "cvttf_NotoSansCJK_Regular"


@cache
def _template() -> bytes:
    return resources.files("whereas.publish.dossier").joinpath("page.typ").read_bytes()


def font_folder() -> Path | None:
    """The folder of the font package, where it is installed."""
    found = util.find_spec(_FONT_PACKAGE)
    places = list(found.submodule_search_locations or ()) if found is not None else []
    return Path(places[0]) if places else None


def pdf(dossier: Dossier) -> bytes:
    """The dossier as PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).

    The same dossier and fonts give the same bytes: the fonts that travel with the program are tried alone first, so
    that machines agree wherever these are enough; only then those of the system. Raises `WhereasError` where a
    character cannot be shown with any of them.
    """
    import typst

    problem = ""
    for own_fonts_only in (True, False):
        try:
            return _compiled(dossier, own_fonts_only=own_fonts_only)
        except typst.TypstError as error:
            problem = str(error).splitlines()[0]
    raise WhereasError(
        f"the PDF was not made: {problem}",
        where=dossier.caption,
        todo="install a font for the scripts in it (Noto Sans CJK for Korean, Chinese and Japanese), and make it again",
    )


def _compiled(dossier: Dossier, *, own_fonts_only: bool) -> bytes:
    import typst

    words = json.dumps(_words(dossier), ensure_ascii=False)
    return bytes(
        typst.compile(
            _template(),
            format="pdf",
            pdf_standards=["a-3a", "ua-1"],
            font_paths=_fonts(own_fonts_only=own_fonts_only),
            sys_inputs={"dossier": dossier.manifest().decode(), "words": words},
        )
    )


@cache
def _fonts(*, own_fonts_only: bool) -> "typst.Fonts":
    import typst

    folder = font_folder()
    return typst.Fonts(include_system_fonts=not own_fonts_only, font_paths=[str(folder)] if folder is not None else [])


def _words(dossier: Dossier) -> dict[str, object]:
    """What the page lays out beside the manifest: the words that all renderings share."""
    return {
        "title": wording.title(dossier),
        "caution": wording.caution(dossier),
        "facts": wording.facts(dossier),
        "identity": wording.identity(dossier),
        "sections": wording.sections(dossier),
        "cited": dict(wording.cited_at(dossier)),
        "measures": {one.short: wording.measure(one) for one in dossier.propositions},
        "seals": {one.short: wording.seal_lines(one, dossier.ledger_size) for one in dossier.exhibits},
        "places": {one.short: {"spans": [_place(place) for place in one.spans],
                               "against": [_place(place) for place in one.against]}
                   for one in dossier.propositions},
        "footer": wording.footer(dossier),
    }  # fmt: skip


def _place(place: Place) -> dict[str, str]:
    return {"source": wording.source(place), "translated": wording.translated(place)}
