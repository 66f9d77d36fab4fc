"""Geometry of decision charts: a graph with measured boxes in, places and lines out."""

from handouts.flowchart.fit import lay_out
from handouts.flowchart.graph import Area, Box, Edge, Graph, Layout, Measure, Node, Route, Size

__all__ = [
    "Area",
    "Box",
    "Edge",
    "Graph",
    "Layout",
    "Measure",
    "Node",
    "Route",
    "Size",
    "lay_out",
]
