"""Each kind of block as the pieces of a column."""
