"""A column of elastic pieces, how it is broken over pages, and what is drawn in it."""
