"""Flowcharts, measured, laid out and drawn in a column."""
