"""Why a picture cannot be printed, in words for those who chose it."""

from typing import Self

from handouts.diagnostics import Diagnostic, HandoutsError, Span


class PictureError(Exception):
    """What is wrong with a picture, and what to do."""

    def __init__(self, fault: str, remedy: str, code: str = "unusable-picture") -> None:
        super().__init__(fault)
        self.fault = fault
        self.remedy = remedy
        self.code = code
        self._placed = False

    def at(self, place: str) -> Self:
        """The same, with the place in the picture's own file; the first that is told is kept."""
        if not self._placed:
            self._placed = True
            self.fault = f"{self.fault} ({place} of it)"
            self.args = (self.fault,)
        return self


def refused(file: str, fault: PictureError, span: Span | None) -> HandoutsError:
    """The diagnostic for a file, under its name in the project."""
    message = f"the picture `{file}` cannot be printed: {fault.fault}"
    return HandoutsError(Diagnostic(fault.code, message, fault.remedy, span))
