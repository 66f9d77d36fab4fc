"""Each kind of block of a layout, filled from the data."""
