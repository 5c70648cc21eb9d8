#!/usr/bin/env python3
"""Checks a dossier's folder on any machine: Python 3.8 or newer and nothing else; openssl for time stamps.

Usage: python3 verify_dossier.py [FOLDER] [--roots ROOTS.pem]

It checks that every file is as it was released, that every exhibit has the digests the dossier gives, that each was
in the ledger's log under the root the dossier names (RFC 9162), that every sentence leads down to a quotation, that
quotations stand in exhibits of plain text, and, with --roots, time stamps (RFC 3161).
It imports nothing of the program that made the dossier, on purpose: read it, it is short.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile

PROBLEMS = []
UNCHECKED = []


def problem(text):
    """Something that does not hold."""
    PROBLEMS.append(text)


def unchecked(text):
    """Something this script could not look at."""
    UNCHECKED.append(text)


def read(folder, *parts):
    """The bytes of a file inside the folder, or None; names that lead out of it are refused."""
    path = os.path.normpath(os.path.join(folder, *parts))
    if not os.path.realpath(path).startswith(os.path.realpath(folder) + os.sep):
        problem("a name leads out of the folder: %r" % (parts,))
        return None
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        problem("%s cannot be read: %s" % (os.path.join(*parts), error.strerror))
        return None


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
    """Every file against RELEASE.json."""
    data = read(folder, "RELEASE.json")
    if data is None:
        return
    for name, told in sorted(json.loads(data)["files"].items()):
        held = read(folder, *name.split("/"))
        if held is not None and hashlib.sha256(held).hexdigest() != told["sha256"]:
            problem("%s is not as it was released" % name)


def check_exhibit(folder, dossier, one):
    """Digests, size and place in the log of one exhibit; returns its bytes where they are there."""
    name = "%s (%s)" % (one["title"], one["sha256"][:12])
    entry = one["log_entry"].encode("utf-8")
    proof = [bytes.fromhex(step) for step in one["log_proof"]]
    if not included(entry, one["log_number"], dossier["ledger_size"], proof, bytes.fromhex(dossier["ledger_root"])):
        problem("%s: its capture is not under the ledger's root" % name)
    elif json.loads(entry)["body"]["sha256"] != one["sha256"]:
        problem("%s: the log speaks of another exhibit" % name)
    if one["disclosure"] != "open":
        unchecked("%s: withheld (%s)" % (name, one["withheld"] or "no reason given"))
        return None
    data = read(folder, "exhibits", one["sha256"])
    if data is None:
        return None
    if hashlib.sha256(data).hexdigest() != one["sha256"] or hashlib.sha3_512(data).hexdigest() != one["sha3_512"]:
        problem("%s: the bytes are altered" % name)
        return None
    if len(data) != one["size"]:
        problem("%s: %d bytes, told are %d" % (name, len(data), one["size"]))
    return data


def check_links(dossier, held):
    """From each sentence down to a quotation, and each quotation of plain text in its exhibit."""
    propositions = {one["short"]: one for one in dossier["propositions"]}
    exhibits = {one["sha256"]: one for one in dossier["exhibits"]}
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
        for place in one["spans"]:
            if place["exhibit"] not in exhibits:
                problem("%s cites an exhibit that the dossier does not list" % one["short"])
            elif place["exhibit"] in held and exhibits[place["exhibit"]]["name"].lower().endswith((".txt", ".md")):
                text = held[place["exhibit"]].decode("utf-8", "replace").split()
                if " ".join(place["quote"].split()) not in " ".join(text):
                    problem("%s: “%s” does not stand in %s" % (one["short"], place["quote"], place["title"]))
            elif place["exhibit"] in held:
                unchecked("%s: %s has no plain text; look at %s" % (one["short"], place["title"], place["locator"]))


def check_stamps(folder, dossier, roots):
    """Time stamps, with openssl and the roots the reader trusts."""
    for one in dossier["exhibits"]:
        for state, _time, token in one["stamps"]:
            name = "the time stamp (%s) of %s" % (state, one["title"])
            data = read(folder, "exhibits", token)
            if data is None or not roots:
                unchecked(name + ": give --roots with the root certificates you trust")
                continue
            with tempfile.NamedTemporaryFile(delete=False) as file:
                file.write(data)
            call = ["openssl", "ts", "-verify", "-digest", one["sha256"], "-in", file.name, "-CAfile", roots]
            try:
                good = subprocess.run(call, capture_output=True, timeout=60, check=False).returncode == 0
            except (OSError, subprocess.TimeoutExpired):
                unchecked(name + ": openssl is not there")
                continue
            finally:
                os.unlink(file.name)
            if not good and state == "stamped":
                problem(name + " does not verify with these roots")


def main():
    """Prints what holds, what does not and what was not looked at; exit code 1 if something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--roots", default="", help="PEM file of root certificates for time stamps")
    options = parser.parse_args()
    check_release(options.folder)
    data = read(options.folder, "dossier.json")
    if data is not None:
        dossier = json.loads(data)
        held = {}
        for one in dossier["exhibits"]:
            found = check_exhibit(options.folder, dossier, one)
            if found is not None:
                held[one["sha256"]] = found
        check_links(dossier, held)
        check_stamps(options.folder, dossier, options.roots)
        print("dossier %s on %s" % (hashlib.sha256(data).hexdigest()[:16], dossier["caption"]))
        print(
            "%d sentences, %d propositions, %d exhibits, %d held here"
            % (len(dossier["lines"]), len(dossier["propositions"]), len(dossier["exhibits"]), len(held))
        )
        for line in dossier["non_claims"]:
            print("  not proved: " + line)
    for text in UNCHECKED:
        print("not checked: " + text)
    for text in PROBLEMS:
        print("BROKEN: " + text)
    print("everything that could be checked holds" if not PROBLEMS else "%d problems" % len(PROBLEMS))
    return 1 if PROBLEMS else 0


if __name__ == "__main__":
    sys.exit(main())
