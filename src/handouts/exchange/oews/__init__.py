"""Wages from the workbooks of the Bureau of Labor Statistics (OEWS)."""
