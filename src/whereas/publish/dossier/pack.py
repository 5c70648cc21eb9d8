"""Everything a dossier goes out with: four renderings, the exhibits it cites, and a verifier of its own."""

from collections.abc import Callable, Mapping
from importlib import resources

from whereas.core.errors import WhereasError
from whereas.publish.dossier.model import Dossier
from whereas.publish.dossier.pdf import pdf
from whereas.publish.dossier.word import word
from whereas.publish.pages import dossier_page

VERIFIER = "verify_dossier.py"
FORMATS = frozenset({"docx", "pdf", "html"})
NOT_MADE = "PDF-NOT-MADE.txt"


def pack(
    dossier: Dossier,
    exhibit: Callable[[str], bytes],
    *,
    formats: frozenset[str] = FORMATS,
    telling: Callable[[str], None] = lambda words: None,
) -> Mapping[str, bytes]:
    """The files of a dossier by name; `exhibit` gives bytes by digest. Exhibits that are withheld stay out.

    `telling` hears what is being made.

    Where no font shows a character of it there is no PDF: `PDF-NOT-MADE.txt` stands in its place and says why, for the
    other renderings need no font. Nothing is written here.
    """
    files = {
        "dossier.json": dossier.manifest(),
        VERIFIER: resources.files("whereas.publish.dossier").joinpath(VERIFIER).read_bytes(),
    }
    if "docx" in formats:
        telling("writing the document for Word")
        files["dossier.docx"] = word(dossier)
    if "html" in formats:
        telling("writing the page")
        files["dossier.html"] = dossier_page(dossier).encode()
    if "pdf" in formats:
        telling("writing the PDF")
        try:
            files["dossier.pdf"] = pdf(dossier)
        except WhereasError as error:
            files[NOT_MADE] = f"{error}\n".encode()
    telling("taking the exhibits in")
    for one in dossier.exhibits:
        if one.file:
            files[one.file] = exhibit(one.sha256)
        for _state, _time, token in one.stamps:
            files[f"exhibits/{token}"] = exhibit(token)
    return files
