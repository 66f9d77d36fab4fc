"""The grid that a layout is planned on, before anything has a size.

Columns and the gutters beside them alternate along x, rows and the channels between them along y. A
vertex is a crossing of two such lines: odd numbers are columns and rows, even ones gutters and
channels, so that a node in column ``c`` and row ``r`` sits on vertex ``(2c + 1, 2r + 1)``.
"""

from dataclasses import dataclass

Vertex = tuple[int, int]
Way = tuple[Vertex, ...]
"""Vertices from the source's to the target's, each next to the one before."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A cell, column and row, for each node; ``wide`` is whether the start covers its gutters."""

    columns: int
    rows: int
    cells: tuple[tuple[int, int], ...]
    wide: bool = False

    def vertex(self, node: int) -> Vertex:
        """Where a node sits."""
        column, row = self.cells[node]
        return 2 * column + 1, 2 * row + 1
