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
from handouts.write.journal import Journal, fold, forget, journals_in
from handouts.write.json_stream import compact
from handouts.write.lock import locked
from handouts.write.manifest import (
    MANIFEST,
    Manifest,
    read_manifest,
    read_records,
    remembered_in,
    write_manifest,
)
from handouts.write.provenance import (
    PROVENANCE,
    CitedSource,
    Provenance,
    read_provenance,
    with_facts,
    write_provenance,
)
from handouts.write.record import Entry, PrintedFact, Record, whole
from handouts.write.state import read_editions, read_memory, read_reads, write_state

__all__ = [
    "LEFTOVERS",
    "MANIFEST",
    "PROVENANCE",
    "CitedSource",
    "Entry",
    "Interner",
    "Journal",
    "Manifest",
    "PrintedFact",
    "Provenance",
    "Record",
    "Stamp",
    "compact",
    "digest_of",
    "fold",
    "forget",
    "is_inside",
    "journals_in",
    "locked",
    "read_editions",
    "read_manifest",
    "read_memory",
    "read_provenance",
    "read_reads",
    "read_records",
    "refuse_nowhere",
    "remembered_in",
    "stamp_of",
    "whole",
    "with_facts",
    "within",
    "write",
    "write_manifest",
    "write_provenance",
    "write_state",
]
