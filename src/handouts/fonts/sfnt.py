"""Taking a TrueType file apart into its tables, and putting it together (OpenType 1.9)."""

import struct
from typing import Final

EMBEDDED: Final = frozenset({"glyf", "head", "hhea", "hmtx", "loca", "maxp"})
"""The tables that a PDF reads, beside ``cmap``; fonts with hints would need three more."""

_CHECKSUM_ADJUSTMENT: Final = 8
"""Offset of ``checkSumAdjustment`` in ``head``."""


def split(data: bytes) -> dict[bytes, bytes]:
    """The tables of a font file by tag."""
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        tables[tag] = data[offset : offset + length]
    return tables


def join(tables: dict[bytes, bytes]) -> bytes:
    """A font file of these tables, with its checksums."""
    tables = dict(sorted(tables.items()))
    head = bytearray(tables[b"head"])
    head[_CHECKSUM_ADJUSTMENT : _CHECKSUM_ADJUSTMENT + 4] = bytes(4)
    tables[b"head"] = bytes(head)
    whole = _assembled(tables)
    struct.pack_into(">L", head, _CHECKSUM_ADJUSTMENT, (0xB1B0AFBA - _checksum(whole)) % 2**32)
    position = whole.index(tables[b"head"], 12 + 16 * len(tables))
    return whole[:position] + bytes(head) + whole[position + len(head) :]


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    span = 16 << power
    directory = struct.pack(">LHHHH", 0x00010000, count, span, power, 16 * count - span)
    offset, bodies = 12 + 16 * count, b""
    for tag, body in tables.items():
        directory += struct.pack(">4sLLL", tag, _checksum(body), offset + len(bodies), len(body))
        bodies += _padded(body)
    return directory + bodies


def _padded(body: bytes) -> bytes:
    return body + bytes(-len(body) % 4)


def _checksum(body: bytes) -> int:
    padded = _padded(body)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) % 2**32


def advances(tables: dict[bytes, bytes]) -> list[int]:
    """The advance width of every glyph in font units."""
    (long_metrics,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    (count,) = struct.unpack_from(">H", tables[b"maxp"], 4)
    widths: list[int] = [
        struct.unpack_from(">H", tables[b"hmtx"], 4 * n)[0] for n in range(long_metrics)
    ]
    return widths + widths[-1:] * int(count - long_metrics)
