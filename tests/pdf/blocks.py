"""The blocks of the samples: between them every kind that there is."""

from handouts.document import (
    Block,
    Callout,
    Cell,
    Columns,
    Document,
    FillIn,
    FillInField,
    Flowchart,
    Heading,
    ListBlock,
    ListItem,
    PageFormat,
    Paragraph,
    Row,
    Run,
    RunningText,
    SourceEntry,
    SourceList,
    Table,
    TableColumn,
)

ADDRESS = "https://health.example.org/phlebotomy?state=CA&page=1"


def document(*body: Block, foot: tuple[Block, ...] = (), **changed: str) -> Document:
    """A document with everything around its body filled in."""
    words = {
        "title": "Medical assistant or phlebotomist?",
        "language": "en-US",
        "publisher": "Lakeside Career Center",
        "subject": "Two roles, side by side",
        "date": "2026-11-24",
    } | changed
    return Document(
        title=words["title"],
        language=words["language"],
        publisher=words["publisher"],
        subject=words["subject"],
        date=words["date"],
        page=PageFormat(612, 792, 45, 45, 45, 45),
        style="base",
        pages=None,
        smallest=None,
        span=None,
        header=RunningText(),
        footer=RunningText(),
        body=body,
        foot=foot,
    )


TITLE = Heading(
    id="b1",
    text=(Run("Medical assistant (or) phlebotomist? \\ Wide – or deep"),),
    level=1,
    note=(Run("Comparison sheet · California"),),
)
LEAD = Paragraph(
    id="b2",
    text=(
        Run("Both work "),
        Run("with people", bold=True),
        Run(" and "),
        Run("with care", italic=True),
        Run(". The rules differ: see what "),
        Run("the health department of the state writes about ", link=ADDRESS),
        Run("certificates for phlebotomy", bold=True, link=ADDRESS),
        Run(", before you pay for a class. You’ll need “CPT I” – it’s not optional, AVATAR."),
    ),
)
STEPS = ListBlock(
    id="b3",
    items=tuple(
        ListItem(id=f"b3.{n}", label=f"{n}.", text=(Run(words),))
        for n, words in enumerate(("Ask a school.", "Look at hours and pay.", "Decide."), 1)
    ),
    numbering="decimal",
)
DASHES = ListBlock(
    id="b4",
    items=(
        ListItem(id="b4.1", label="", text=(Run("Draws blood"),)),
        ListItem(id="b4.2", label="", text=(Run("Labels tubes"),)),
    ),
)
CHART = Flowchart(
    id="b5",
    alternative="Two questions lead to one of two roles; the steps follow in words.",
    nodes=(),
    edges=(),
)
COLUMNS = Columns(
    id="b6",
    columns=(
        (
            Heading(id="b7", text=(Run("Where they overlap"),), level=2),
            Paragraph(id="b8", text=(Run("Both meet patients all day and keep records."),)),
        ),
        (
            Heading(id="b9", text=(Run("Where they differ"),), level=2),
            Paragraph(id="b10", text=(Run("One does many things, one does one thing well."),)),
        ),
    ),
    widths=(1, 1),
)
CALLOUT = Callout(
    id="b11",
    blocks=(
        Paragraph(
            id="b12",
            text=(
                Run("Keep in mind. ", bold=True),
                Run("Settings and duties differ by employer and state. Ask "),
                Run("the board", link="https://board.example.org/"),
                Run(" for what is true of yours; call "),
                Run("555-0100", link="tel:+1-555-0100"),
                Run(" or write."),
            ),
        ),
    ),
)


def _row(number: int, place: str, name: str, pay: str, rows: int = 1) -> Row:
    cells = [Cell(id=f"b13.{number}.1", text=(Run(place),)), Cell(id=f"b13.{number}.2", text=(Run(pay),))]  # fmt: skip
    if name:
        cells.insert(
            0, Cell(id=f"b13.{number}.0", text=(Run(name),), header="row", strong=True, rows=rows)
        )
    return Row(cells=tuple(cells))


TABLE = Table(
    id="b13",
    columns=(TableColumn(width=160), TableColumn(width=120), TableColumn(width=80, align="right")),
    head=(
        Row(
            cells=(
                Cell(id="b13.h0", text=()),
                Cell(id="b13.h1", text=(Run("Place"),), header="column"),
                Cell(id="b13.h2", text=(Run("Half earn less than"),), header="column"),
            )
        ),
    ),
    rows=(
        _row(1, "California", "Medical assistant", "$45,690", 2),
        _row(2, "United States", "", "$42,000"),
        _row(3, "California", "Phlebotomist", "$52,060", 2),
        _row(4, "United States", "", "not published"),
    ),
    summary="Median pay of two roles in two places",
)
FILL_IN = FillIn(
    id="b14",
    label=(Run("My next step"),),
    hint=(Run("One thing, this week"),),
    lines=2,
    fields=(FillInField("Name"), FillInField("Date", 0.5, "2 May")),
)
SPLIT = Paragraph(
    id="b15",
    text=(
        Run("This paragraph begins on one page and ends on the next, and so does "),
        Run(
            "the address that it names in its middle and that takes more than a line",
            link="https://split.example.org/a(b)",
        ),
        Run(", which shows that text, tags and links go over a page’s end."),
    ),
)
SOURCES = SourceList(
    id="b16",
    title="Sources",
    entries=(
        SourceEntry("oews", (Run("[1] "), Run("OEWS, May 2025", link="https://bls.example.gov/oes"))),
        SourceEntry("cdph", (Run("[2] CDPH, read as of November 2026"),)),
    ),
    closing="Nothing reported is not “none needed”.",
)  # fmt: skip
