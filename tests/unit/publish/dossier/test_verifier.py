"""The verifier runs alone, finds whatever was changed, says which it was, and never falls over a hostile folder."""

import ast
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.stamp_authority import authority, needs_openssl
from tests.unit.publish.dossier import case
from whereas.kit.stamps import request
from whereas.workbench import desk, dossiers


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both copies, and a time stamp over the State paper; not to be changed."""
    folder = tmp_path_factory.mktemp("sent")
    with case.open_bench(folder / "home") as bench:
        case.fill(bench, folder / "in")
        if shutil.which("openssl"):
            tsa = authority(folder / "tsa")
            paper = bytes.fromhex(desk.find_exhibit(bench, "media.txt").sha256)
            desk.stamp(bench, "media.txt", tsa.answer(request(paper, 7)), roots=[tsa.root])
        for copy in dossiers.COPIES:
            dossiers.send(bench, case.made(bench, copy=copy), folder / copy, audience="internal", reason="a test")
    return folder


def verify(folder: Path, *options: str) -> tuple[int, str]:
    """What the verifier of the folder says, run alone in an empty environment."""
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", folder / "verify_dossier.py", folder, *options],
        capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"}, cwd="/", check=False, timeout=120,
    )  # fmt: skip
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


@pytest.fixture(params=dossiers.COPIES)
def folder(request: pytest.FixtureRequest, folders: Path, tmp_path: Path) -> Path:
    """One copy, free to be spoilt."""
    shutil.copytree(folders / request.param, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def listing(folders: Path, tmp_path: Path) -> Path:
    """The listing copy, free to be spoilt."""
    shutil.copytree(folders / "listing", tmp_path / "copy")
    return tmp_path / "copy"


def test_a_folder_as_it_was_released_holds(folder: Path) -> None:
    code, said = verify(folder)
    assert (code, "everything that could be checked holds" in said) == (0, True), said
    assert said.count("not proved: ") >= 7


def test_it_is_python_that_has_been_read_since_3_8(folder: Path) -> None:
    text = (folder / "verify_dossier.py").read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 8))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


NAMES = ("RELEASE.json", "dossier.json", "dossier.docx", "dossier.html", "dossier.pdf", "verify_dossier.py")


@pytest.mark.parametrize("name", NAMES[1:])
def test_one_byte_changed_is_named(folder: Path, name: str) -> None:
    path = folder / name
    data = bytearray(path.read_bytes())
    at = data.rindex(b"#") if name.endswith(".py") else len(data) // 2
    data[at] ^= 1
    if name == "verify_dossier.py":
        data[at] ^= 1
        data += b"#\n"  # it must still run to say so
    path.write_bytes(bytes(data))
    code, said = verify(folder)
    assert code == 1
    assert f"BROKEN: {name} is not as it was released" in said


def test_one_byte_of_an_exhibit_changed_is_named(folder: Path) -> None:
    for path in sorted((folder / "exhibits").glob("*.txt")):
        before = path.read_bytes()
        path.write_bytes(before[:-1] + b"?")
        code, said = verify(folder)
        assert code == 1
        assert f"exhibits/{path.name} is not as it was released" in said
        assert f"the bytes of exhibits/{path.name} are altered" in said
        path.write_bytes(before)


def test_a_file_taken_away_or_added_is_named(folder: Path) -> None:
    (folder / "dossier.html").unlink()
    (folder / "exhibits/extra.txt").write_text("x")
    (folder / "link").symlink_to("/etc/passwd")
    code, said = verify(folder)
    assert code == 1
    for words in ("dossier.html is not there", "exhibits/extra.txt is not of this release",
                  "link is not of this release"):  # fmt: skip
        assert words in said


def rewritten(folder: Path, change: Callable[[Any], object]) -> None:
    """dossier.json changed, and RELEASE.json made to agree: the work of one who knows how the folder is made."""
    path = folder / "dossier.json"
    value = json.loads(path.read_bytes())
    change(value)
    data = json.dumps(value, ensure_ascii=False).encode()
    path.write_bytes(data)
    release = json.loads((folder / "RELEASE.json").read_bytes())
    release["files"]["dossier.json"] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    (folder / "RELEASE.json").write_text(json.dumps(release))


def first_quote(value: Any) -> Any:
    return next(place for one in value["propositions"] for place in one["spans"] if "account" in place["title"])


def moved(value: Any) -> None:
    place = first_quote(value)
    first, _, last = place["locator"].partition("@")[2].partition("-")
    place["locator"] = f"page:1@{int(first) + 1}-{int(last) + 1}"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d["lines"][0].update(text="He ordered it."), "dossier.html says another sentence"),
        (lambda d: d["lines"][0].update(text="He ordered it."), "dossier.docx does not say sentence 1"),
        (lambda d: d["lines"][0].update(text="He ordered it."), "dossier.pdf does not hold this dossier.json"),
        (lambda d: d["lines"].pop(), "dossier.html says another sentence"),
        (lambda d: d["lines"][0].update(claims=[]), "sentence 1 rests on nothing"),
        (lambda d: d["lines"][0].update(claims=["P99"]), "names P99, which is not there"),
        (lambda d: d["lines"][0].update(unchecked=True), "sentence 1 was changed and not checked again"),
        (lambda d: first_quote(d).update(quote="Han ordered the beatings"), "does not stand in"),
        (moved, "does not stand at page:1@"),
        (lambda d: first_quote(d).update(seal="X99"), "the dossier does not list this exhibit"),
        (lambda d: d["exhibits"][0].update(sha256="0" * 64), "are altered"),
        (lambda d: d["exhibits"][0].update(sha256="zz"), "is no digest of 32 bytes"),
        (lambda d: d["exhibits"][0].update(size=1), "told are 1"),
        (lambda d: d["exhibits"][0].update(file="../../etc/passwd"), "leads out of the folder"),
        (lambda d: d["exhibits"][0].update(file="/etc/passwd"), "leads out of the folder"),
        (lambda d: d["exhibits"][0].update(file="exhibits/\0"), "leads out of the folder"),
        (lambda d: d.update(format="other/9"), "is of the format"),
        (lambda d: d.update(lines={}), "is no list"),
        (lambda d: d.update(ledger_size="many"), "is str, not int"),
        (lambda d: d.pop("exhibits"), "has no 'exhibits'"),
        (lambda d: d["exhibits"][0].update(stamps=[["stamped"]]), "a time stamp of X1 has 1 parts"),
        (lambda d: d["exhibits"][0].update(stamps=[[1, 2, 3]]), "is int, not str"),
        (lambda d: d["propositions"][0].update(spans=[None]), "is no object"),
        (lambda d: d["lines"][0].update(number=True), "is bool, not int"),
    ],
)  # fmt: skip
def test_a_rewritten_dossier_is_found_out(folder: Path, change: Callable[[Any], object], words: str) -> None:
    rewritten(folder, change)
    code, said = verify(folder)
    assert code == 1
    assert words in said, said


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.update(ledger_root="0" * 64), "is not under the ledger's root"),
        (lambda d: d["exhibits"][0].update(log_number=10**30), "is not under the ledger's root"),
        (lambda d: d["exhibits"][0].update(log_proof=["ab"]), "is no digest"),
        (lambda d: d["exhibits"][0].update(log_entry="{"), "is not under the ledger's root"),
        (lambda d: d["exhibits"][0].update(log_entry=d["exhibits"][1]["log_entry"],
                                           log_number=d["exhibits"][1]["log_number"],
                                           log_proof=d["exhibits"][1]["log_proof"]), "the log speaks of another"),
    ],
)  # fmt: skip
def test_a_place_in_the_log_is_checked(
    folders: Path, tmp_path: Path, change: Callable[[Any], object], words: str
) -> None:
    shutil.copytree(folders / "internal", tmp_path / "copy")
    rewritten(tmp_path / "copy", change)
    assert words in verify(tmp_path / "copy")[1]


HOSTILE = {
    "no JSON": b"{",
    "no text": b"\xff\xfe",
    "deep": b"[" * 100_000,
    "nested": b'{"format":' + b"[" * 300 + b"]" * 300 + b"}",
    "a long number": b'{"format": ' + b"9" * 100_000 + b"}",
    "twice": b'{"format": "a", "format": "b"}',
    "a list": b"[]",
    "null": b"null",
    "not a number": b'{"format": NaN}',
    "empty": b"",
}


@pytest.mark.parametrize("name", ["dossier.json", "RELEASE.json"])
@pytest.mark.parametrize("story", HOSTILE)
def test_a_hostile_file_gives_a_message_and_no_traceback(listing: Path, name: str, story: str) -> None:
    (listing / name).write_bytes(HOSTILE[story])
    code, said = verify(listing)
    assert code == 1
    assert "BROKEN: " in said


def test_a_release_that_names_files_elsewhere_is_refused(listing: Path) -> None:
    release = json.loads((listing / "RELEASE.json").read_bytes())
    release["files"] |= {"../outside": {"sha256": "0", "bytes": 1}, "x": [], "/etc/passwd": {"sha256": "", "bytes": 0}}
    (listing / "RELEASE.json").write_text(json.dumps(release))
    code, said = verify(listing)
    assert code == 1
    assert "leads out of the folder" in said


def test_a_terminal_is_not_steered(listing: Path) -> None:
    rewritten(listing, lambda d: d.update(caption="Han\x1b[2J\u202e"))
    assert "\x1b" not in verify(listing)[1]


def test_what_it_cannot_look_at_is_said(listing: Path) -> None:
    said = verify(listing)[1]
    assert "only a summary is shown" in said
    assert "withheld from this copy" in said
    assert "its place in the log" in said
    assert "the words on its pages" in said


@needs_openssl
def test_a_token_put_in_the_place_of_another_is_named(folder: Path) -> None:
    dossier = json.loads((folder / "dossier.json").read_bytes())
    [(_state, _time, token)] = [stamp for one in dossier["exhibits"] for stamp in one["stamps"]]
    (folder / "exhibits" / token).write_bytes(b"another")
    release = json.loads((folder / "RELEASE.json").read_bytes())
    told = {"sha256": hashlib.sha256(b"another").hexdigest(), "bytes": 7}
    release["files"][f"exhibits/{token}"] = told
    (folder / "RELEASE.json").write_text(json.dumps(release))
    assert "the token is altered" in verify(folder)[1]


@needs_openssl
def test_time_stamps_are_held_against_the_readers_roots(folder: Path, folders: Path, tmp_path: Path) -> None:
    code, said = verify(folder, "--roots", str(folders / "tsa/root.pem"))
    assert code == 0, said
    assert "give --roots" not in said
    (tmp_path / "other.pem").write_bytes(authority(tmp_path / "tsa", name="Another").root)
    code, said = verify(folder, "--roots", str(tmp_path / "other.pem"))
    assert code == 1
    assert "does not verify with these roots" in said
    assert "give --roots" in verify(folder)[1]
