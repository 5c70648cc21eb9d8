"""The text of a stranger's document, with PDFs read in a process apart: bounded in memory and time, and free to die.

A PDF of six kilobytes can unpack to gigabytes, and the library that reads it is native code that ends its process when
memory runs out. In a process apart that costs one document its text, and not the command all it was doing.
"""

import subprocess
import sys
import threading
from contextlib import suppress
from types import TracebackType

import msgspec

from whereas.kit.pages import LARGEST_FILE, Page, UnreadableDocument, pages, source_kind

# The address space of the process apart, in bytes: far more than the largest file that is read needs.
LARGEST_MEMORY = 2_000_000_000
# How long one document may take, in seconds.
LONGEST = 180
_HEAD = 8
# Without the folder it runs in on the path: evidence may lie there under the name of a module.
_COMMAND = ("-P", "-c", "from whereas.kit.intake.reading import serve; serve()")
_ENDED = (
    f"the PDF asks for more than {LARGEST_MEMORY:,} bytes of memory or {LONGEST} seconds, or breaks what reads it; "
    "print it to a new PDF"
)


class _Answer(msgspec.Struct):
    """What the process apart sends back: the text of each page, or what is wrong."""

    texts: list[str] = []
    wrong: str = ""


class Reader:
    """Reads documents one after the other; the process apart begins with the first PDF and ends with the block."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def pages(self, data: bytes, name: str) -> tuple[Page, ...]:
        """All pages of a document. Raises `UnreadableDocument` as `pages` does, and for a PDF that is too much."""
        if len(data) > LARGEST_FILE or source_kind(data, name) != "pdf":
            return tuple(pages(data, name))
        answer = self._ask(data)
        if answer is None:
            raise UnreadableDocument(f"{name[:120]}: {_ENDED}")
        if answer.wrong:
            raise UnreadableDocument(answer.wrong.replace(_NAME, name[:120], 1))
        return tuple(Page(number=number, text=text) for number, text in enumerate(answer.texts, start=1))

    def _ask(self, data: bytes) -> _Answer | None:
        """The answer of the process apart; None where it ended before it gave one."""
        process = self._process or self._begin()
        assert process.stdin is not None  # noqa: S101 -- it was begun with both
        assert process.stdout is not None  # noqa: S101 -- as above
        late = threading.Timer(LONGEST, process.kill)
        late.start()
        try:
            process.stdin.write(len(data).to_bytes(_HEAD, "big"))
            process.stdin.write(data)
            process.stdin.flush()
            size = int.from_bytes(process.stdout.read(_HEAD), "big")
            return msgspec.json.decode(process.stdout.read(size), type=_Answer)
        except (OSError, msgspec.DecodeError):
            self.close()
            return None
        finally:
            late.cancel()

    def _begin(self) -> "subprocess.Popen[bytes]":
        self._process = subprocess.Popen(  # noqa: S603 -- this program's own interpreter and words
            [sys.executable, *_COMMAND], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return self._process

    def close(self) -> None:
        """End the process apart, if it was begun."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):  # what was still to be written has no reader any more
                        stream.close()
            process.wait()


_NAME = "document.pdf"


def serve() -> None:
    """The process apart: answers documents from standard input on standard output until there are no more."""
    _bound()
    given, out = sys.stdin.buffer, sys.stdout.buffer
    while head := given.read(_HEAD):
        data = given.read(int.from_bytes(head, "big"))
        try:
            answer = _Answer(texts=[page.text for page in pages(data, _NAME)])
        except UnreadableDocument as error:
            answer = _Answer(wrong=str(error))
        except MemoryError:
            answer = _Answer(wrong=f"{_NAME}: {_ENDED}")
        said = msgspec.json.encode(answer)
        out.write(len(said).to_bytes(_HEAD, "big") + said)
        out.flush()


def _bound() -> None:
    """Bound the memory of this process, where the system knows how."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
