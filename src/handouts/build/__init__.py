"""The batch: every edition of a selection is made or left as it is, and a report says which."""

from handouts.build.report import BuildReport, Progress
from handouts.build.run import build

__all__ = ["BuildReport", "Progress", "build"]
