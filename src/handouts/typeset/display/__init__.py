"""Blocks that are seen before they are read, as the pieces of a column."""
