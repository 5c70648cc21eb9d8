"""The dossier as PDF/A-3b with its manifest embedded; a glyph that no font has is an error and no gap in the text."""

from functools import cache
from importlib import resources

from whereas.core.errors import WhereasError
from whereas.publish.dossier.model import Dossier


@cache
def _template() -> bytes:
    return resources.files("whereas.publish.dossier").joinpath("page.typ").read_bytes()


def pdf(dossier: Dossier) -> bytes:
    """The dossier as PDF/A-3b (ISO 19005-3); the same dossier and fonts give the same bytes.

    Raises `WhereasError` where a character cannot be shown with the fonts that are there.
    """
    import typst

    try:
        return bytes(
            typst.compile(
                _template(), format="pdf", pdf_standards=["a-3b"], sys_inputs={"dossier": dossier.manifest().decode()}
            )
        )
    except typst.TypstError as error:
        raise WhereasError(
            f"the PDF was not made: {str(error).splitlines()[0]}",
            where=dossier.caption,
            todo="install fonts for the scripts in it (Noto Serif CJK for Korean, Chinese and Japanese), and make it "
            "again; DOCX, HTML and JSON need none",
        ) from None
