"""Text broken into lines by the metrics of its fonts."""
