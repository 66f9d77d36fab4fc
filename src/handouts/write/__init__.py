"""Bytes → files: written whole or not at all, and remembered in ``manifest.json``."""

from handouts.write.files import LEFTOVERS, Stamp, digest_of, is_inside, stamp_of, within, write
from handouts.write.journal import append, fold, forget
from handouts.write.lock import locked
from handouts.write.manifest import (
    MANIFEST,
    Entry,
    Record,
    read_manifest,
    read_state,
    whole,
    write_manifest,
    write_state,
)

__all__ = [
    "LEFTOVERS",
    "MANIFEST",
    "Entry",
    "Record",
    "Stamp",
    "append",
    "digest_of",
    "fold",
    "forget",
    "is_inside",
    "locked",
    "read_manifest",
    "read_state",
    "stamp_of",
    "whole",
    "within",
    "write",
    "write_manifest",
    "write_state",
]
