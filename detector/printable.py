"""What may be shown on a terminal: text, and nothing that the terminal would act on.

An article, a name of a file or a model may hold sequences that clear the screen, set the clipboard
or the title, hide a line or turn its order around.
"""

import codecs
import io
import re
from typing import Any, BinaryIO, cast

# Control characters but tab and newline; what reorders a line (UAX #9) and hides its true order.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SURROGATE = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """Return the text without what a terminal would act on; lone surrogates become U+FFFD."""
    return SURROGATE.sub("\ufffd", UNPRINTABLE.sub("", text))


def on_one_line(text: str) -> str:
    """Return printable text with every run of white space made one space."""
    return printable(" ".join(text.split()))


def shown(stream: BinaryIO) -> BinaryIO:
    """Return a stream that shows data on a terminal as printable text; any other stream as it is.

    Whoever wants the data as they are has them in a file or a pipe.
    """
    return cast(BinaryIO, _Shown(stream)) if stream.isatty() else stream


class _Shown(io.RawIOBase):
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._text = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Show what is whole characters, and keep the rest for the next time."""
        left = memoryview(printable(self._text.decode(bytes(data))).encode())
        while left:
            left = left[self._stream.write(left) :]
        return len(data)
