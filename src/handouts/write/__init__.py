"""Bytes → files: written whole or not at all, and remembered in ``manifest.json``."""

from handouts.write.files import (
    LEFTOVERS,
    Stamp,
    digest_of,
    is_inside,
    refuse_nowhere,
    stamp_of,
    within,
    write,
)
from handouts.write.interning import Interner
from handouts.write.journal import append, fold, forget
from handouts.write.lock import locked
from handouts.write.manifest import MANIFEST, Manifest, read_manifest, read_records, write_manifest
from handouts.write.provenance import (
    PROVENANCE,
    CitedSource,
    PrintedFact,
    Provenance,
    as_line,
    explained,
    read_provenance,
    write_provenance,
)
from handouts.write.record import Entry, Record, whole
from handouts.write.state import read_editions, read_memory, write_state

__all__ = [
    "LEFTOVERS",
    "MANIFEST",
    "PROVENANCE",
    "CitedSource",
    "Entry",
    "Interner",
    "Manifest",
    "PrintedFact",
    "Provenance",
    "Record",
    "Stamp",
    "append",
    "as_line",
    "digest_of",
    "explained",
    "fold",
    "forget",
    "is_inside",
    "locked",
    "read_editions",
    "read_manifest",
    "read_memory",
    "read_provenance",
    "read_records",
    "refuse_nowhere",
    "stamp_of",
    "whole",
    "within",
    "write",
    "write_manifest",
    "write_provenance",
    "write_state",
]
