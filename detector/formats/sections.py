"""An output in sections: each ends where a run could be continued, and needs none before it.

A compressed section is a member of its own (a member of gzip, a frame of zstd, a stream of bz2 or
xz), and whatever reads such a file reads them one after the other.
"""

import io
from typing import Any, BinaryIO

from detector.formats.compression import Compression


class Sections(io.RawIOBase):
    """Writes to a file that somebody else closes, compressed or not.

    A section begins with its first byte, so that none is empty, but in a file without content.
    """

    def __init__(self, file: BinaryIO, compression: Compression | None) -> None:
        self._file = file
        self._compression = compression
        self._member: Any = None
        self._begun = False

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Write the data, or as much of it as a file without a buffer takes."""
        if self._compression is None:
            return self._file.write(data)
        self._begin(self._compression)
        self._member.write(data)
        return len(data)

    def go_on(self) -> None:
        """Take the sections that stand in the file already for the first."""
        self._begun = True

    def end_section(self) -> None:
        """End the section, so that all that was written stands in the file."""
        member, self._member = self._member, None
        if member is not None:
            member.close()
        self._file.flush()

    def finish(self) -> None:
        """End the last section; a compressed file without content has a member, too."""
        if self._compression is not None and not self._begun:
            self._begin(self._compression)
        self.end_section()

    def _begin(self, compression: Compression) -> None:
        if self._member is None:
            self._member = compression.write(self._file)
            self._begun = True
