#!/usr/bin/env python3
"""Checks a dossier's folder on any machine: Python 3.8 or newer and nothing else; openssl for time stamps.

Usage: python3 verify_dossier.py [FOLDER] [--roots ROOTS.pem]

It checks that every file is as it was released and that none was added, that every exhibit has the digests the dossier
gives, that each was in the ledger's log under the root the dossier names (RFC 9162), that every sentence leads down to
a quotation, that quotations stand in exhibits of plain text, that the web page and the Word file say the sentences of
dossier.json and the PDF holds dossier.json, and, with --roots, time stamps (RFC 3161).
It imports nothing of the program that made the dossier, on purpose: read it, it is short. It travels with what it
checks: take it from elsewhere if you do not trust the folder, and hold the digest it prints against one told elsewhere.
"""

import argparse
import hashlib
import html.parser
import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from xml.sax.saxutils import escape

LARGEST = 512 * 1024 * 1024  # bytes that are read of one file, or unpacked from one
DEEPEST = 64  # levels of nesting in dossier.json: ours has six
PROBLEMS = []
UNCHECKED = []

TEXT, NUMBER, YES, LIST = str, int, bool, list
# What the parts of a dossier that are looked at must be, by name.
LINE = {"number": NUMBER, "id": TEXT, "text": TEXT, "unchecked": YES, "claims": [TEXT]}
PLACE = {"seal": TEXT, "exhibit": TEXT, "locator": TEXT, "quote": TEXT, "summary": TEXT, "title": TEXT, "admitted": YES}
PROPOSITION = {"short": TEXT, "spans": [PLACE], "against": [PLACE]}
SEAL = {
    "short": TEXT,
    "sha256": TEXT,
    "sha3_512": TEXT,
    "size": NUMBER,
    "name": TEXT,
    "file": TEXT,
    "title": TEXT,
    "disclosure": TEXT,
    "stamps": [LIST],
    "log_entry": TEXT,
    "log_number": NUMBER,
    "log_proof": [TEXT],
}
DOSSIER = {
    "format": TEXT,
    "caption": TEXT,
    "copy": TEXT,
    "verdict": TEXT,
    "ledger_root": TEXT,
    "ledger_size": NUMBER,
    "lines": [LINE],
    "propositions": [PROPOSITION],
    "exhibits": [SEAL],
    "non_claims": [TEXT],
}


class UnreadableError(Exception):
    """A file is not what this script can look at."""


def problem(text):
    """Something that does not hold."""
    PROBLEMS.append(text)


def unchecked(text):
    """Something this script could not look at."""
    UNCHECKED.append(text)


def printable(text):
    """Text of others on a terminal: without what could steer it."""
    return "".join(char if char.isprintable() else "?" for char in str(text))[:500]


def plain_name(name):
    """Whether a name is a path inside of the folder."""
    parts = name.split("/")
    return (
        bool(name)
        and "\\" not in name
        and ":" not in name
        and "\0" not in name
        and not any(part in ("", ".", "..") for part in parts)
    )


def read(folder, name):
    """The bytes of a file inside the folder, or None; names and links that lead out of it are refused."""
    if not plain_name(name):
        problem("the name %r leads out of the folder" % name[:200])
        return None
    path = os.path.join(folder, *name.split("/"))
    try:
        inside = os.path.realpath(folder)
        if os.path.commonpath([inside, os.path.realpath(path)]) != inside or os.path.islink(path):
            problem("%s is a link or leads out of the folder" % name)
            return None
        if not os.path.isfile(path):
            problem("%s is not there" % name)
            return None
        if os.path.getsize(path) > LARGEST:
            problem("%s is larger than %d bytes" % (name, LARGEST))
            return None
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        problem("%s cannot be read: %s" % (name, error))
        return None


def sha256(data):
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def of_json(data, what):
    """A JSON value; `UnreadableError` for bytes that hold none, hold a name twice, or are nested too deep."""

    def pairs(found):
        if len({key for key, _ in found}) != len(found):
            raise ValueError("a name stands twice")
        return dict(found)

    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=pairs)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("%s cannot be read: %s" % (what, error)) from None
    level = [value]
    for _ in range(DEEPEST):
        level = [
            x
            for one in level
            if isinstance(one, (dict, list))
            for x in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return value
    raise UnreadableError("%s is nested too deep" % what)


def fits(value, shape, where):
    """Raises `UnreadableError` where a value is not of the shape."""
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            raise UnreadableError("%s is no object" % where)
        for name, inner in shape.items():
            if name not in value:
                raise UnreadableError("%s has no %r" % (where, name))
            fits(value[name], inner, "%s.%s" % (where, name))
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise UnreadableError("%s is no list" % where)
        for number, one in enumerate(value):
            fits(one, shape[0], "%s[%d]" % (where, number))
    elif not isinstance(value, shape) or (shape is int and isinstance(value, bool)):
        raise UnreadableError("%s is %s, not %s" % (where, type(value).__name__, shape.__name__))


def hexed(text, size):
    """The bytes of a hex digest; `UnreadableError` for anything else."""
    try:
        data = bytes.fromhex(text)
    except ValueError:
        data = b""
    if len(data) != size or text != text.lower():
        raise UnreadableError("%r is no digest of %d bytes" % (text[:80], size))
    return data


def node(left, right):
    """An inner node of the log's tree (RFC 9162, section 2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def included(entry, number, size, proof, root):
    """Whether a log entry is under a tree head (RFC 9162, section 2.1.3.2)."""
    if not 0 <= number < size:
        return False
    found, place, last = hashlib.sha256(b"\x00" + entry).digest(), number, size - 1
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node(step, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def check_release(folder):
    """Every file against RELEASE.json, and every file that is there and is not in it."""
    data = read(folder, "RELEASE.json")
    if data is None:
        return
    told = of_json(data, "RELEASE.json")
    fits(told, {"files": dict}, "RELEASE.json")
    for name, one in sorted(told["files"].items()):
        fits(one, {"sha256": TEXT, "bytes": NUMBER}, "RELEASE.json %s" % name)
        held = read(folder, name)
        if held is not None and (sha256(held) != one["sha256"] or len(held) != one["bytes"]):
            problem("%s is not as it was released" % name)
    for name in ("dossier.json", "verify_dossier.py"):
        if name not in told["files"]:
            problem("RELEASE.json does not name %s" % name)
    for place, folders, names in os.walk(folder):
        for name in names + [one for one in folders if os.path.islink(os.path.join(place, one))]:
            found = os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/")
            if found != "RELEASE.json" and found not in told["files"]:
                problem("%s is not of this release" % found)


def check_exhibit(folder, dossier, one):
    """Digests, size and place in the log of one exhibit; returns its bytes where they are there."""
    name = "%s, %s" % (one["short"], one["title"])
    if not one["sha256"]:
        unchecked("%s: withheld from this copy" % name)
        return None
    hexed(one["sha256"], 32)
    if one["log_entry"]:
        proof = [hexed(step, 32) for step in one["log_proof"]]
        entry = one["log_entry"].encode("utf-8", "surrogatepass")
        if not included(entry, one["log_number"], dossier["ledger_size"], proof, hexed(dossier["ledger_root"], 32)):
            problem("%s: its capture is not under the ledger's root" % name)
        else:
            said = of_json(entry, "the log entry of %s" % name)
            fits(said, {"body": {"sha256": TEXT}}, "the log entry of %s" % name)
            if said["body"]["sha256"] != one["sha256"]:
                problem("%s: the log speaks of another exhibit" % name)
    else:
        unchecked("%s: its place in the log; this copy leaves the proof with the internal one" % name)
    if not one["file"]:
        unchecked("%s: its bytes are not in this copy (%s)" % (name, one["disclosure"]))
        return None
    data = read(folder, one["file"])
    if data is None:
        return None
    if sha256(data) != one["sha256"] or hashlib.sha3_512(data).hexdigest() != one["sha3_512"]:
        problem("%s: the bytes of %s are altered" % (name, one["file"]))
        return None
    if len(data) != one["size"]:
        problem("%s: %d bytes, told are %d" % (name, len(data), one["size"]))
    return data


def check_links(dossier, held):
    """From each sentence down to a quotation, and each quotation of plain text in its exhibit."""
    propositions = {one["short"]: one for one in dossier["propositions"]}
    exhibits = {one["short"]: one for one in dossier["exhibits"]}
    if dossier["copy"] != "internal" and dossier["verdict"] != "shown":
        problem("the dossier itself says that its standard is %s" % dossier["verdict"].replace("_", " "))
    for line in dossier["lines"]:
        if line["unchecked"]:
            problem("sentence %d was changed and not checked again" % line["number"])
        if not line["claims"]:
            problem("sentence %d rests on nothing" % line["number"])
        for short in line["claims"]:
            if short not in propositions:
                problem("sentence %d names %s, which is not there" % (line["number"], short))
            elif not any(place["admitted"] for place in propositions[short]["spans"]):
                problem("%s rests on no exhibit that is admitted" % short)
    for one in dossier["propositions"]:
        for place in one["spans"] + one["against"]:
            check_place(one["short"], place, exhibits, held)


def check_place(short, place, exhibits, held):
    """One quotation in its exhibit."""
    where = "%s at %s" % (short, place["seal"])
    seal = exhibits.get(place["seal"])
    if seal is None:
        problem("%s: the dossier does not list this exhibit" % where)
        return
    if place["exhibit"] != seal["sha256"]:
        problem("%s: the quotation names another exhibit" % where)
    if not place["quote"]:
        unchecked("%s: only a summary is shown" % where)
    elif seal["short"] not in held:
        unchecked("%s: the quotation, for the bytes are not here" % where)
    elif not seal["name"].lower().endswith((".txt", ".md")):
        unchecked("%s: %s is no plain text; look at %s" % (where, seal["title"], place["locator"]))
    else:
        text = held[seal["short"]].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        quote = " ".join(place["quote"].split())
        if quote not in " ".join(text.split()):
            problem("%s: “%s” does not stand in %s" % (where, place["quote"], place["title"]))
            return
        spot = re.fullmatch("page:1@([0-9]{1,12})-([0-9]{1,12})", place["locator"])
        if spot and " ".join(text[int(spot[1]) : int(spot[2])].split()) != quote:
            problem("%s: “%s” does not stand at %s" % (where, place["quote"], place["locator"]))


class Sentences(html.parser.HTMLParser):
    """The sentences of the web page by their ids."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.line, self.inside = {}, "", False

    def handle_starttag(self, tag, attrs):
        """A list item with an id opens a sentence, a span of the class `said` its text."""
        told = dict(attrs)
        if tag == "li" and told.get("id"):
            self.line = told["id"]
        if tag == "span" and told.get("class") == "said":
            self.inside = True
            self.found.setdefault(self.line, "")

    def handle_endtag(self, tag):
        """The text of a sentence ends with its span."""
        if tag == "span":
            self.inside = False

    def handle_data(self, data):
        """Text inside of it is the sentence's."""
        if self.inside:
            self.found[self.line] += data


def check_html(dossier, data):
    """The web page says the sentences of dossier.json, and no others."""
    page = Sentences()
    page.feed(data.decode("utf-8", "replace"))
    told = {line["id"]: line["text"] for line in dossier["lines"]}
    for key in sorted(told.keys() | page.found.keys()):
        if " ".join(told.get(key, "").split()) != " ".join(page.found.get(key, "").split()):
            problem("dossier.html says another sentence than dossier.json at %s" % key)


def check_docx(dossier, data):
    """The Word file says each sentence of dossier.json."""
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as part:
            text = part.read(LARGEST).decode("utf-8")
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        zlib.error,
    ) as error:
        problem("dossier.docx cannot be read: %s" % error)
        return
    for line in dossier["lines"]:
        if "whereas_" + line["id"] not in text or ">%s<" % escape(line["text"]) not in text:
            problem("dossier.docx does not say sentence %d of dossier.json" % line["number"])


def check_pdf(manifest, data):
    """The PDF holds dossier.json, byte for byte, among its streams."""
    at = 0
    while True:
        at = data.find(b"stream", at)
        if at < 0:
            problem("dossier.pdf does not hold this dossier.json")
            return
        start = at + 6
        start += 2 if data[start : start + 2] == b"\r\n" else 1
        if data[start : start + len(manifest)] == manifest:
            return
        try:
            if zlib.decompressobj().decompress(memoryview(data)[start:], len(manifest) + 1) == manifest:
                return
        except zlib.error:
            pass
        at += 6


def check_renderings(folder, dossier, manifest):
    """That the readable files say what dossier.json says."""
    for name, check in (("dossier.html", check_html), ("dossier.docx", check_docx), ("dossier.pdf", None)):
        if not os.path.isfile(os.path.join(folder, name)):
            unchecked("%s is not in this folder" % name)
            continue
        data = read(folder, name)
        if data is not None and check is not None:
            check(dossier, data)
        elif data is not None:
            check_pdf(manifest, data)
            unchecked("dossier.pdf: the words on its pages; it holds the dossier.json that was checked")


def check_stamps(folder, dossier, roots):
    """Time stamps, with openssl and the roots the reader trusts."""
    for one in dossier["exhibits"]:
        for told in one["stamps"]:
            fits(told, [TEXT], "a time stamp of %s" % one["short"])
            if len(told) != 3:
                raise UnreadableError("a time stamp of %s has %d parts" % (one["short"], len(told)))
            state, _time, token = told
            name = "the time stamp (%s) of %s" % (state, one["title"])
            hexed(token, 32)
            data = read(folder, "exhibits/" + token)
            if data is None:
                continue
            if sha256(data) != token:
                problem(name + ": the token is altered")
            elif not roots:
                unchecked(name + ": give --roots with the root certificates you trust")
            else:
                check_stamp(name, os.path.join(folder, "exhibits", token), one["sha256"], state, roots)


def check_stamp(name, token, digest, state, roots):
    """One token: a response or the bare token, over the exhibit's digest."""
    for bare in ([], ["-token_in"]):
        call = ["openssl", "ts", "-verify", "-digest", digest, "-in", token, "-CAfile", roots, *bare]
        try:
            done = subprocess.run(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired):
            unchecked(name + ": openssl is not there")
            return
        if done.returncode == 0:
            return
    if state == "stamped":
        problem(name + " does not verify with these roots")
    else:
        unchecked(name + " does not verify with these roots, and the dossier does not say that it does")


def check_dossier(folder, roots):
    """All that dossier.json leads to."""
    data = read(folder, "dossier.json")
    if data is None:
        return
    dossier = of_json(data, "dossier.json")
    fits(dossier, DOSSIER, "dossier")
    if dossier["format"] != "whereas-dossier/1":
        raise UnreadableError(
            "dossier.json is of the format %r, which this script does not know" % dossier["format"][:80]
        )
    held = {}
    for one in dossier["exhibits"]:
        found = check_exhibit(folder, dossier, one)
        if found is not None:
            held[one["short"]] = found
    check_links(dossier, held)
    check_renderings(folder, dossier, data)
    check_stamps(folder, dossier, roots)
    print("%s copy of a dossier on %s" % (printable(dossier["copy"]), printable(dossier["caption"])))
    print("SHA-256 %s: hold it against one that was told you elsewhere" % sha256(data))
    counts = (len(dossier["lines"]), len(dossier["propositions"]), len(dossier["exhibits"]), len(held))
    print("%d sentences, %d propositions, %d exhibits, %d held here" % counts)
    for line in dossier["non_claims"]:
        print("  not proved: " + printable(line))


def main():
    """Prints what holds, what does not and what was not looked at; exit code 1 if something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--roots", default="", help="PEM file of root certificates for time stamps")
    options = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    for check in (lambda: check_release(options.folder), lambda: check_dossier(options.folder, options.roots)):
        try:
            check()
        except UnreadableError as error:
            problem(str(error))
        except (MemoryError, RecursionError):
            problem("the folder holds more than this machine can look at")
    for text in UNCHECKED:
        print("not checked: " + printable(text))
    for text in PROBLEMS:
        print("BROKEN: " + printable(text))
    print("everything that could be checked holds" if not PROBLEMS else "%d problems" % len(PROBLEMS))
    return 1 if PROBLEMS else 0


if __name__ == "__main__":
    sys.exit(main())
