"""Geometry of decision charts: a graph with measured boxes in, places and lines out."""

from handouts.flowchart.fitting import NarrowAreaError, fit, lay_out
from handouts.flowchart.graph import Area, Box, Edge, Graph, Layout, Measure, Node, Route, Size
from handouts.flowchart.splitting import Connector, Part, divide, splits

__all__ = [
    "Area",
    "Box",
    "Connector",
    "Edge",
    "Graph",
    "Layout",
    "Measure",
    "NarrowAreaError",
    "Node",
    "Part",
    "Route",
    "Size",
    "divide",
    "fit",
    "lay_out",
    "splits",
]
