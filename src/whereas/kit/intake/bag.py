"""A BagIt bag (RFC 8493): its payload, each file held against the bag's own checksums before it is given."""

import hashlib
import logging
import re
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import bagit  # type: ignore[import-untyped]

from whereas.kit.intake.folder import Listed, contents, listing
from whereas.kit.intake.piece import IntakeError, Opened, Piece, load, media_of, note_of, opened, shown

_DECLARATION = "bagit.txt"
_LARGEST_TAG_FILE = 50_000_000
# By the names that RFC 8493 makes of them for its file names: small letters and digits only.
_ALGORITHMS = {
    name.replace("_", ""): name
    for name in "md5 sha1 sha224 sha256 sha384 sha512 sha3_224 sha3_256 sha3_384 sha3_512 blake2b blake2s".split()
}
_WEAK = frozenset({"md5", "sha1"})
# Python has codecs under the same kind of name that unpack or run in quadratic time: a bag's set is one of these.
_ENCODINGS = frozenset("utf-8 utf-16 utf-16le utf-16be us-ascii ascii iso-8859-1 windows-1252 shift_jis euc-kr".split())
_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9_-]+)\.txt", re.IGNORECASE)
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")
_FETCH = re.compile(r"(\S+)[ \t]+(\S+)[ \t]+(.+)")

# Without a handler of its own the library writes each finding to the standard error stream; they are said here.
logging.getLogger("bagit").addHandler(logging.NullHandler())


def is_bag(folder: Path) -> bool:
    """Whether a folder is a bag: by the declaration that every bag has."""
    place = folder / _DECLARATION
    return place.is_file() and not place.is_symlink()


def open_bag(folder: Path) -> Opened:
    """The payload files whose checksums are right; each other file, and whatever else is wrong, as a problem.

    The bytes that are checked are the bytes that are given. The bagit library gives a second opinion on the whole.
    Raises `IntakeError` if the bag does not say in which character set it is written.
    """
    listed = listing(folder)
    problems = list(listed.problems)
    encoding = _encoding(folder)
    manifests = _Manifests(listed=listed, encoding=encoding, problems=problems)
    manifests.read()
    note = _info(listed, encoding, problems)
    found = list(_checked(listed, manifests, note, problems))
    problems += _second_opinion(folder, listed)
    return opened("bag", found, problems)


def _encoding(folder: Path) -> str:
    declared = load(folder / _DECLARATION, limit=10_000).decode("utf-8", "replace")
    said = re.search(r"^Tag-File-Character-Encoding:[ \t]*(\S+)", declared, re.MULTILINE)
    if not said or not re.search(r"^\ufeff?BagIt-Version:[ \t]*\d+\.\d+", declared, re.MULTILINE):
        raise IntakeError(f"{_DECLARATION}: it gives no version or no character set: the folder is no BagIt bag")
    encoding = said[1].lower()
    if encoding not in _ENCODINGS:
        raise IntakeError(f"{_DECLARATION}: its character set {shown(said[1], most=40)} is none that bags are read in")
    return encoding


@dataclass(slots=True, kw_only=True)
class _Manifests:
    """The checksums a bag gives, by its files' names in Unicode's composed form."""

    listed: Listed
    encoding: str
    problems: list[str]
    checksums: dict[str, dict[str, str]] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)  # each name as the manifest has it
    payload_algorithms: set[str] = field(default_factory=set)
    fetched: set[str] = field(default_factory=set)

    def read(self) -> None:
        """Read every manifest, then the list of files left to fetch."""
        for name in self.listed.files:
            if manifest := _MANIFEST.fullmatch(name):
                algorithm = _ALGORITHMS.get(re.sub(r"[_-]", "", manifest[2].lower()), "")
                self._manifest(name, is_tag=bool(manifest[1]), algorithm=algorithm)
        if not self.payload_algorithms:
            self.problems.append("the bag has no payload manifest that can be used: none of its files can be checked")
        if "fetch.txt" in self.listed.files:
            self._fetch()
        for name in sorted(self.checksums.keys() - {_composed(one) for one in self.listed.files} - self.fetched):
            self.problems.append(f"{shown(self.written[name])}: a manifest lists it, and it is missing")

    def _manifest(self, name: str, *, is_tag: bool, algorithm: str) -> None:
        if not algorithm:
            self.problems.append(f"{shown(name)}: its checksums cannot be computed; not used")
            return
        if not is_tag:
            self.payload_algorithms.add(algorithm)
        for number, line in _lines(self.listed, name, self.encoding, self.problems):
            entry = _LINE.fullmatch(line)
            if not entry:
                self.problems.append(f"{name}: line {number:,} is not a checksum and a name")
                continue
            self._entry(entry[1].lower(), _unescaped(entry[2]), f"{name}: line {number:,}", algorithm, is_tag=is_tag)

    def _entry(self, checksum: str, path: str, where: str, algorithm: str, *, is_tag: bool) -> None:
        if _leads_out(path):
            self.problems.append(f"{where}: {shown(path)} leads out of the bag; not followed")
            return
        path = str(PurePosixPath(path))
        if not is_tag and not path.startswith("data/"):
            self.problems.append(f"{where}: {shown(path)} is listed as payload and stands outside data/")
            return
        key = _composed(path)
        self.written.setdefault(key, path)
        known = self.checksums.setdefault(key, {})
        if known.setdefault(algorithm, checksum) != checksum:
            self.problems.append(f"{where}: {shown(path)} is listed again with another {algorithm} checksum")
            known[algorithm] = "listed with two checksums"

    def _fetch(self) -> None:
        present = {_composed(one) for one in self.listed.files}
        for number, line in _lines(self.listed, "fetch.txt", self.encoding, self.problems):
            entry = _FETCH.fullmatch(line)
            if not entry:
                self.problems.append(f"fetch.txt: line {number:,} is not an address, a length and a name")
                continue
            path = _unescaped(entry[3])
            if _leads_out(path) or not str(PurePosixPath(path)).startswith("data/"):
                self.problems.append(
                    f"fetch.txt: line {number:,}: {shown(path)} leads out of the payload; not followed"
                )
            elif _composed(str(PurePosixPath(path))) not in present:
                self.fetched.add(_composed(str(PurePosixPath(path))))
                self.problems.append(
                    f"{shown(path)}: it is not in the bag, which leaves it to be fetched from {shown(entry[1])}; "
                    "nothing is fetched here"
                )


def _lines(listed: Listed, name: str, encoding: str, problems: list[str]) -> Iterator[tuple[int, str]]:
    """The lines of one of the bag's own files with their numbers; none where it cannot be read."""
    try:
        text = load(listed.files[name], limit=_LARGEST_TAG_FILE).decode(encoding)
    except IntakeError as error:
        problems.append(str(error))
        return
    except UnicodeError:
        problems.append(f"{name}: it is not written in {encoding}, as the bag says; not used")
        return
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), start=1):
        if line.strip():
            yield number, line


def _unescaped(path: str) -> str:
    """A path without the three escapes that RFC 8493 knows; a path's own `%` may stand bare in older bags."""
    return re.sub(r"%(0[AaDd]|25)", lambda found: chr(int(found[1], 16)), path)


def _leads_out(path: str) -> bool:
    steps = path.replace("\\", "/").split("/")
    return ".." in steps or path.startswith(("/", "\\", "~")) or bool(re.match(r"[A-Za-z]:", path)) or "\0" in path


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _info(listed: Listed, encoding: str, problems: list[str]) -> str:
    if "bag-info.txt" not in listed.files:
        return ""
    fields: list[str] = []
    for _, line in _lines(listed, "bag-info.txt", encoding, problems):
        if line[0].isspace() and fields:
            fields[-1] += " " + line.strip()
        else:
            fields.append(line.strip())
        if len(fields) == 200:
            break
    return note_of(shown(one, most=500) for one in fields)


def _checked(listed: Listed, manifests: _Manifests, note: str, problems: list[str]) -> Iterator[Piece]:
    """The payload files that are what the bag says; its own files are checked too, and not given."""
    for name, data in contents(listed, problems):
        given = manifests.checksums.get(_composed(name), {})
        is_payload = name.startswith("data/")
        if not given:
            if is_payload:
                problems.append(f"{shown(name)}: no manifest lists it; not taken")
            continue
        wrong = [
            one for one in sorted(given) if hashlib.new(one, data, usedforsecurity=False).hexdigest() != given[one]
        ]
        if wrong:
            words = "; not taken" if is_payload else ""
            problems.append(f"{shown(name)}: its {' and '.join(wrong)} checksum is not the one the bag gives{words}")
        elif is_payload:
            if absent := manifests.payload_algorithms - given.keys():
                problems.append(f"{shown(name)}: the bag's {' and '.join(sorted(absent))} manifest does not list it")
            said = f"checked by the bag's {', '.join(sorted(given))}"
            weak = ", which can be forged" if given.keys() <= _WEAK else ""
            yield Piece(name=shown(name), data=data, media=media_of(name), note=note_of((said + weak, note)))


def _second_opinion(folder: Path, listed: Listed) -> list[str]:
    """What the bagit library says against the bag, where nothing in it could lead the library out of the folder."""
    if listed.problems:
        return ["the bagit library was not asked: it would follow the links and wait on what is no file"]
    own = [place for name, place in listed.files.items() if "/" not in name]
    if any(place.stat().st_size > _LARGEST_TAG_FILE for place in own):
        return ["the bagit library was not asked: it would read the bag's own files whole, and one is too large"]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it still calls what newer Pythons are about to drop
            bagit.Bag(str(folder)).validate()
    except Exception as error:  # beside its own errors it raises whatever a strange bag provokes
        words = shown(str(error).replace(str(folder), ""), most=600) or type(error).__name__
        return [f"the bagit library finds the bag invalid: {words}"]
    return []
