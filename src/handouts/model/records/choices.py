"""What a project chooses for its sheets: their rows, what they ask, and sentences that many print."""

from handouts.model.base import DimensionSlug, Record, Text

Rows = dict[str, tuple[DimensionSlug, ...]]
"""Sheet → the dimensions that stand on it, in their order."""


class Questions(Record):
    """What sheets ask their readers."""

    which: Text = Text("Which one sounds like you?")
    """Over the boxes to tick for each role."""
    which_short: Text = Text("Which one is you?")
    """The same where there is little room."""
    employers: Text | None = None
    """What to ask employers."""


class Notes(Record):
    """Sentences that many sheets print, each written once; one that is not given prints nowhere."""

    duties: Text | None = None
    """That settings and duties differ; where a comparison has a caveat of its own, that stands."""
    rules: Text | None = None
    """That rules change."""
    fees: Text | None = None
    """That fees change."""
    training: Text | None = None
    """What to ask before training for a role."""
    pay: Text | None = None
    """What the figures of pay do not take into account."""
    tasks: Text | None = None
    """From where tasks are typical."""
    places: Text | None = None
    """Which places a sheet for the whole covers, and which not."""
