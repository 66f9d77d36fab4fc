"""Charts as figures: decisions, wages, and places on a map."""

from handouts.typeset.blocks.charts.amounts import set_amounts
from handouts.typeset.blocks.charts.decisions import set_flowchart
from handouts.typeset.blocks.charts.tiles import set_tile_map
from handouts.typeset.blocks.charts.wages import set_wage_chart, wage_drawing

__all__ = ["set_amounts", "set_flowchart", "set_tile_map", "set_wage_chart", "wage_drawing"]
