"""Korean names in the Latin spelling of other languages (Czech, Polish, Hungarian, German, Turkish), to read on.

There `j` is what English spells `y`, and `č`, `cs`, `cz`, `ç` or `tsch` its `ch`. As `Jong` would then be `Yong`, which
is another name, a text is only read so where a letter or group of letters tells that its language is one of these.
"""

import re
import unicodedata

_TELLING = re.compile(r"[čćšžđçşżźłěřňņķļģ]|dzs|cs|sz|cz|dz|tsch|dsch|[bcdghkmnprs]j[aeiou]|\brj")
# Tried longest first; letters not named stand for themselves.
_LETTERS = {
    "čch": "chh", "čh": "chh", "dzs": "j", "dsch": "j", "tsch": "ch", "sch": "s", "dž": "j", "dż": "j", "dz": "j",
    "csh": "chh", "cs": "ch", "cz": "ch", "sz": "s", "č": "ch", "ć": "ch", "ç": "ch", "š": "s", "ş": "s", "ž": "j",
    "ż": "j", "ź": "j", "đ": "j", "ł": "l", "j": "y", "ö": "eo", "ő": "eo", "ě": "e", "ř": "r", "ň": "n", "ņ": "n",
    "ķ": "k", "ļ": "l", "ģ": "g", "v": "w", "ü": "eu", "ű": "eu",
}  # fmt: skip
_PATTERN = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
# The endings Lithuanian and Latvian give to men's names.
_BALTIC = re.compile(r"(?<=[nglkmp])(?:as|is|s)\b")


def from_european_latin(text: str) -> tuple[str, ...]:
    """The Korean romanisations behind such a spelling; none where nothing tells that it is one.

    `Kim Džong-un` gives `kim jong-un`, `Kim Mjongnam` gives `kim myongnam`.
    """
    low = unicodedata.normalize("NFC", text).lower()
    if _TELLING.search(low) is None:
        return ()
    spelled = _PATTERN.sub(lambda found: _LETTERS[found[0]], low)
    return tuple(dict.fromkeys((_BALTIC.sub("", spelled), spelled)))
