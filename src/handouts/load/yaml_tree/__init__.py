"""YAML as a tree of nodes with their places: read, never constructed."""
