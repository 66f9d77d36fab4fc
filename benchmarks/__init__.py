"""Measured against what people would use instead, on one sheet, in one run (``python -m benchmarks``)."""
