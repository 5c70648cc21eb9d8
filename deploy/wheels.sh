#!/bin/sh
# All that a machine without network needs to install Whereas: wheels in one folder, each held against its digest.
#
#   deploy/wheels.sh FOLDER        (PYTHON=python3.12 names another Python; it must be that of the other machine)
set -eu
[ $# = 1 ] || { echo "usage: deploy/wheels.sh FOLDER" >&2; exit 2; }
project=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"${PYTHON:-python3}" -m venv "$scratch/venv"
pip() { "$scratch/venv/bin/python" -m pip --disable-pip-version-check --no-cache-dir "$@"; }

pip install --quiet --require-hashes --only-binary :all: -r "$project/requirements/build.txt"
# The publisher of bagit offers no wheel of this version: it is built here, of plain Python, from an archive with a
# known digest. Nothing else is built, and nothing is compiled.
pip wheel --quiet --require-hashes --only-binary :all: --no-binary bagit --no-build-isolation --wheel-dir "$out" \
  -r "$project/requirements/run.txt"
pip wheel --quiet --no-index --no-deps --no-build-isolation --wheel-dir "$scratch/own" "$project"
# A tool that builds says nothing of files that it leaves out, and the pages would miss them later.
"$scratch/venv/bin/python" - "$project/src" "$scratch"/own/*.whl <<'PYTHON'
import pathlib, sys, zipfile
source, held = pathlib.Path(sys.argv[1]), set(zipfile.ZipFile(sys.argv[2]).namelist())
files = (one for one in source.joinpath("whereas").rglob("*") if one.is_file() and "__pycache__" not in one.parts)
lost = sorted(name for one in files if (name := one.relative_to(source).as_posix()) not in held)
sys.exit(f"the wheel lacks {len(lost)} files, the first is {lost[0]}" if lost or not held else 0)
PYTHON
mv "$scratch"/own/*.whl "$out"
cd "$out"
sha256sum -- *.whl >SHA256SUMS
echo "$(wc -l <SHA256SUMS) wheels in $out; their digests are in SHA256SUMS"
