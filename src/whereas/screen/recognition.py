"""What was typed: a number or an address with its check, or a name with its readings; said before it is sought."""

import re
from dataclasses import dataclass

from whereas.kit.ids.registry import schemes
from whereas.kit.korean import readings
from whereas.kit.scripts import script_of

# Only the telling form: what has it and is valid in no scheme was probably mistyped.
_FORMS = (
    ("imo_ship", re.compile(r"(?:IMO[\s:.#-]*)?[0-9]{7}", re.IGNORECASE)),
    ("ethereum", re.compile(r"0x[0-9a-fA-F]{38,42}")),
    ("bitcoin", re.compile(r"(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71})")),
    ("tron", re.compile(r"T[1-9A-HJ-NP-Za-km-z]{33}")),
    ("iban", re.compile(r"[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){3,7}(?: ?[0-9A-Z]{1,3})?")),
    ("lei", re.compile(r"[0-9A-Z]{18}[0-9]{2}")),
)
_MOST_READINGS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAs:
    """One way to take what was typed: the scheme and its normal form; not `sure` where no check stands behind it."""

    scheme: str
    form: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What was typed, taken as numbers or as a name.

    `misses` names the scheme whose form it has while its check is wrong; `korean` are its likeliest Korean readings.
    """

    text: str
    numbers: tuple[ReadAs, ...] = ()
    misses: str = ""
    script: str = ""
    korean: tuple[str, ...] = ()

    @property
    def is_name(self) -> bool:
        """Whether it may be a name: it is no number for sure, and has letters unless it can be nothing else."""
        lettered = any(map(str.isalpha, self.text)) or not self.numbers
        return lettered and not self.misses and not any(one.sure for one in self.numbers)


def recognise(text: str) -> Recognised:
    """How a text that somebody typed can be taken."""
    typed = text.strip()
    numbers = tuple(_numbers(typed))
    sure = any(one.sure for one in numbers)
    misses = "" if sure else next((scheme for scheme, form in _FORMS if form.fullmatch(typed)), "")
    read = readings(typed)[:_MOST_READINGS] if not sure and not misses else ()
    return Recognised(
        text=typed, numbers=numbers, misses=misses, script=script_of(typed), korean=tuple(map(str, read)),
    )  # fmt: skip


def _numbers(text: str) -> list[ReadAs]:
    found = []
    for key, module in schemes().items():
        weak = getattr(module, "WEAK", False)
        if weak and (" " in text or not any(map(str.isdigit, text)) or key == "bic"):
            continue  # the form alone says too little of words
        if (form := module.normal(text)) is not None:
            found.append(ReadAs(scheme=key, form=form, sure=not weak))
    return found if not any(one.sure for one in found) else [one for one in found if one.sure]
