"""Work on a stranger's file in a process apart, bounded in memory and time: what it breaks is that process alone."""

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import msgspec

LARGEST_MEMORY = 2_000_000_000  # bytes
LONGEST = 30  # seconds
_AT_ONCE = threading.Semaphore(2)  # so many processes apart, however many ask

Answer = TypeVar("Answer")


class ApartError(ValueError):
    """What was wrong with the file, or that it asked for more than it may."""


class _Said(msgspec.Struct):
    answer: msgspec.Raw = msgspec.Raw()
    wrong: str = ""


def ask(module: str, asked: msgspec.Struct, answer: type[Answer], *, seconds: float = LONGEST) -> Answer:
    """What the `serve` of a module of this program answers, run in a process apart. Raises `ApartError`.

    The process does not have the folder it runs in on its path: evidence may lie there under the name of a module.
    """
    command = (sys.executable, "-P", "-c", f"from {module} import serve; serve()")
    with _AT_ONCE:
        try:
            ended = subprocess.run(  # noqa: S603 -- this program's own interpreter and words
                command, input=msgspec.msgpack.encode(asked), capture_output=True, timeout=seconds, check=False
            )
            said = msgspec.msgpack.decode(ended.stdout, type=_Said)
        except (OSError, subprocess.TimeoutExpired, msgspec.DecodeError):
            raise ApartError(
                f"it asks for more than {LARGEST_MEMORY:,} bytes of memory or {seconds} seconds, or breaks its reader"
            ) from None
    if said.wrong:
        raise ApartError(said.wrong)
    return msgspec.msgpack.decode(said.answer, type=answer)


Asked = TypeVar("Asked")


def answering(asked: type[Asked], work: Callable[[Asked], msgspec.Struct]) -> None:
    """In the process apart: do the work on what stands on standard input, say what came of it, and end."""
    _bound()
    try:
        done = work(msgspec.msgpack.decode(sys.stdin.buffer.read(), type=asked))
        said = _Said(answer=msgspec.Raw(msgspec.msgpack.encode(done)))
    except MemoryError:
        said = _Said(wrong=f"it asks for more than {LARGEST_MEMORY:,} bytes of memory", answer=_NOTHING)
    except ValueError as error:
        said = _Said(wrong=str(error) or "it cannot be read", answer=_NOTHING)
    sys.stdout.buffer.write(msgspec.msgpack.encode(said))


_NOTHING = msgspec.Raw(msgspec.msgpack.encode(None))


def _bound() -> None:
    """Bound the memory of this process, where the system knows how."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
