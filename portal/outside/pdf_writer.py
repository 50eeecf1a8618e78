"""A PDF written object by object: nothing but the file itself, and where its objects lie, is held in memory.

Small objects are packed into object streams (ISO 32000-1, 7.5.7); a cross-reference stream (7.5.8) ends it.
"""

import io
import struct
import zlib

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PLACE = struct.Struct(">BIH")
FREE, PLAIN, PACKED = range(3)
TOGETHER = 200


class Writer:
    """A file that grows by numbered objects, in any order."""

    def __init__(self) -> None:
        self._file = io.BytesIO()
        self._file.write(HEAD)
        self._places = bytearray(PLACE.pack(FREE, 0, 65535))
        self._waiting: list[tuple[int, bytes]] = []

    def number(self) -> int:
        """Return the number of an object that is to be added."""
        self._places += PLACE.pack(FREE, 0, 0)
        return len(self._places) // PLACE.size - 1

    def add(self, number: int, body: bytes) -> None:
        """Add an object that is no stream, as PDF writes it."""
        self._waiting.append((number, body))
        if len(self._waiting) == TOGETHER:
            self._pack()

    def add_stream(self, number: int, head: bytes, body: bytes) -> None:
        """Add a stream: its dictionary as PDF writes it, which says the length, and its bytes."""
        self._note(number, PLAIN, self._file.tell(), 0)
        whole = b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, head, body)
        self._file.write(whole)

    def finish(self, *, root: int, info: int, id: bytes) -> bytes:
        """Return the whole file, whose catalog is `root`; the same objects and `id` give the same bytes."""
        self._pack()
        number, place = self.number(), self._file.tell()
        self._note(number, PLAIN, place, 0)
        said = b"/Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]"
        facts = said % (number + 1, root, info, id.hex().encode(), id.hex().encode())
        self._add_deflated(number, facts, bytes(self._places))
        end = b"startxref\n%d\n%%%%EOF\n" % place
        self._file.write(end)
        return self._file.getvalue()

    def _pack(self) -> None:
        if not self._waiting:
            return
        holder, index, length = self.number(), [], 0
        for place, (number, body) in enumerate(self._waiting):
            index.append(b"%d %d" % (number, length))
            length += len(body) + 1
            self._note(number, PACKED, holder, place)
        first = b" ".join(index) + b"\n"
        facts = b"/Type /ObjStm /N %d /First %d" % (len(index), len(first))
        self._add_deflated(holder, facts, first + b"\n".join(body for _number, body in self._waiting))
        self._waiting = []

    def _add_deflated(self, number: int, facts: bytes, body: bytes) -> None:
        packed = zlib.compress(body)
        head = b"<< %s /Filter /FlateDecode /Length %d >>" % (facts, len(packed))
        self.add_stream(number, head, packed)

    def _note(self, number: int, kind: int, where: int, which: int) -> None:
        PLACE.pack_into(self._places, number * PLACE.size, kind, where, which)
