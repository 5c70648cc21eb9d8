#!/bin/sh
# Builds the image and holds it to what it promises: it serves without root, without network, on a file system that is
# only read; it prints the link of the first start, answers its health check, and ends within ten seconds of SIGTERM.
#
#   deploy/try.sh [ENGINE [ARGUMENTS OF RUN]]      podman, else docker; BASE names another image to build on, and
#                                                  IMAGE one that is built already
set -eu
cd "$(dirname "$0")/.."
engine=${1:-$(command -v podman || command -v docker)}
[ $# -gt 0 ] && shift
image=${IMAGE:-whereas-try}
name=whereas-try-$$
fail() { echo "deploy/try.sh: $*" >&2; "$engine" logs "$name" >&2 || true; exit 1; }

if [ -z "${IMAGE:-}" ]; then
  format=$("$engine" build --help | grep -q -- '--format' && echo "--format docker" || true)
  # shellcheck disable=SC2086 # two words, or none
  "$engine" build $format ${BASE:+--build-arg "BASE=$BASE"} -f deploy/Containerfile -t "$image" .
fi
trap '"$engine" rm --force --volumes "$name" >/dev/null 2>&1 || true' EXIT
"$engine" run --detach --name "$name" --network none --read-only --cap-drop all --security-opt no-new-privileges \
  --tmpfs /tmp --volume "$name:/home/whereas/data" "$@" "$image" >/dev/null

tries=60
check="import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health', timeout=4)"
until "$engine" exec "$name" python -c "$check" 2>/dev/null; do
  tries=$((tries - 1))
  [ $tries -gt 0 ] || fail "it does not answer"
  sleep 1
done
"$engine" logs "$name" 2>/dev/null | grep -q "http://127.0.0.1:8000/first-start/" || fail "no link of the first start"
[ "$("$engine" exec "$name" python -c 'import os; print(os.getuid())')" = 10001 ] || fail "it does not run as 10001"
for place in /opt/whereas /home/whereas /etc; do
  "$engine" exec "$name" touch "$place/x" 2>/dev/null && fail "$place can be written to"
done
"$engine" exec "$name" sh -c 'test "$(stat -c %a /home/whereas/data/web-secret)" = 600' || fail "the secret is open"

began=$(date +%s)
"$engine" stop --time 30 "$name" >/dev/null
[ $(($(date +%s) - began)) -le 10 ] || fail "it took longer than ten seconds to end"
[ "$("$engine" inspect --format '{{.State.ExitCode}}' "$name")" = 0 ] || fail "it did not end in order"
"$engine" volume rm --force "$name" >/dev/null
echo "the image serves as deploy/Containerfile says"
