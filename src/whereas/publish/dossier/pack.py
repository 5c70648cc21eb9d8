"""Everything a dossier goes out with: four renderings, the exhibits it cites, and a verifier of its own."""

from collections.abc import Callable, Mapping
from importlib import resources

from whereas.publish.dossier.model import Dossier
from whereas.publish.dossier.pdf import pdf
from whereas.publish.dossier.word import word
from whereas.publish.pages import dossier_page

VERIFIER = "verify_dossier.py"


def pack(
    dossier: Dossier, exhibit: Callable[[str], bytes], *, formats: frozenset[str] = frozenset({"docx", "pdf", "html"})
) -> Mapping[str, bytes]:
    """The files of a dossier by name; `exhibit` gives bytes by digest. Exhibits that are withheld stay out.

    Raises what `pdf` raises; nothing is written here.
    """
    files = {
        "dossier.json": dossier.manifest(),
        VERIFIER: resources.files("whereas.publish.dossier").joinpath(VERIFIER).read_bytes(),
    }
    if "docx" in formats:
        files["dossier.docx"] = word(dossier)
    if "pdf" in formats:
        files["dossier.pdf"] = pdf(dossier)
    if "html" in formats:
        files["dossier.html"] = dossier_page(dossier).encode()
    for one in dossier.exhibits:
        if one.disclosure == "open":
            files[f"exhibits/{one.sha256}"] = exhibit(one.sha256)
        for _state, _time, token in one.stamps:
            files[f"exhibits/{token}"] = exhibit(token)
    return files
