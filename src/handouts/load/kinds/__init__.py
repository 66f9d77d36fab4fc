"""Values of a kind: a project's dimensions, and the records of its own collections."""
