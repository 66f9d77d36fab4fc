"""Set strips to finished pages: items in their places, running lines, notices, packets."""
