"""The batch: every edition of a selection, made or left as it is; what was done, in a report."""

from handouts.build.report import BuildReport, Progress
from handouts.build.run import build

__all__ = ["BuildReport", "Progress", "build"]
