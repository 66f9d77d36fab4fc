"""The two-page sheet that every tool sets: 51 states, four audiences. Its figures are made up.

The wording is that of the peer comparison made before the project began. No figure describes anything
real: each is worked out from the state's place in the alphabet.
"""

from dataclasses import dataclass
from typing import Final

PLACES: Final = (
    ("AL", "Alabama"), ("AK", "Alaska"), ("AZ", "Arizona"), ("AR", "Arkansas"),
    ("CA", "California"), ("CO", "Colorado"), ("CT", "Connecticut"), ("DE", "Delaware"),
    ("DC", "District of Columbia"), ("FL", "Florida"), ("GA", "Georgia"), ("HI", "Hawaii"),
    ("ID", "Idaho"), ("IL", "Illinois"), ("IN", "Indiana"), ("IA", "Iowa"), ("KS", "Kansas"),
    ("KY", "Kentucky"), ("LA", "Louisiana"), ("ME", "Maine"), ("MD", "Maryland"),
    ("MA", "Massachusetts"), ("MI", "Michigan"), ("MN", "Minnesota"), ("MS", "Mississippi"),
    ("MO", "Missouri"), ("MT", "Montana"), ("NE", "Nebraska"), ("NV", "Nevada"),
    ("NH", "New Hampshire"), ("NJ", "New Jersey"), ("NM", "New Mexico"), ("NY", "New York"),
    ("NC", "North Carolina"), ("ND", "North Dakota"), ("OH", "Ohio"), ("OK", "Oklahoma"),
    ("OR", "Oregon"), ("PA", "Pennsylvania"), ("RI", "Rhode Island"), ("SC", "South Carolina"),
    ("SD", "South Dakota"), ("TN", "Tennessee"), ("TX", "Texas"), ("UT", "Utah"),
    ("VT", "Vermont"), ("VA", "Virginia"), ("WA", "Washington"), ("WV", "West Virginia"),
    ("WI", "Wisconsin"), ("WY", "Wyoming"),
)  # fmt: skip

AUDIENCES: Final = {
    "student": (
        "A comparison for high-school students",
        "You can start either course after graduation, and some high schools offer a first module.",
    ),
    "changer": (
        "A comparison for career changers",
        "Ask how much of your earlier training counts before you pay for a full course.",
    ),
    "parent": (
        "A comparison for returning parents",
        "Evening and weekend sections exist for both, so compare the timetable as well as the fee.",
    ),
    "adviser": (
        "A comparison for workforce advisers",
        "Use the sheet with a client: the questions are ordered from daily work to pay.",
    ),
}

TITLE: Final = "Medical assistant or phlebotomist?"
HEAD: Final = ("Dimension", "Medical assistant", "Phlebotomist")
ROWS: Final = (
    ("day", "Typical day",
     "Rooms patients, takes vital signs, updates charts, gives injections when a clinician orders them, and keeps the front desk moving between visits.",
     "Draws blood from many patients an hour, labels each tube at the chair, and hands the samples to the laboratory with a clean chain of custody."),
    ("setting", "Setting",
     "Mostly outpatient: family practice, specialist offices and urgent care clinics with regular weekday hours.",
     "Hospitals, laboratories, donor centers and mobile drives; early mornings, some nights and weekends."),
    ("training", "Training",
     "Usually nine to twelve months in a certificate program, with classroom hours and a supervised placement in a clinic.",
     "Usually four to eight months, with a classroom part and a fixed number of successful draws under supervision."),
    ("credential", "Credential",
     "Several national certificates are accepted; many employers ask for one within the first year of work.",
     "A national certificate is widely expected, and a few states require a license before the first draw."),
    ("contact", "Patient contact",
     "Long and varied. You meet the same people again and explain what happens next in plain words.",
     "Short and intense. You calm nervous people, find the vein, and are done in about five minutes."),
    ("demands", "Physical demands",
     "On your feet for most of the day; some lifting and turning, plus a fair amount of computer work.",
     "Standing, walking and fine hand work all day; close contact with blood and strict glove discipline."),
    ("next", "Next steps",
     "Lead assistant, office manager, or a bridge course toward practical or registered nursing.",
     "Lead phlebotomist, donor services, or a technician course for the medical laboratory."),
)  # fmt: skip
"""Id, label and what it says of either role; the eighth row is the state's pay."""

CALLOUT_TITLE: Final = "Before you decide"
WAGE_HEAD: Final = (
    "Level", "Assistant, hourly", "Assistant, yearly", "Phlebotomist, hourly", "Phlebotomist, yearly",
)  # fmt: skip
LEVELS: Final = ("Entry (10th)", "Lower (25th)", "Median", "Upper (75th)", "Top (90th)")
STEPS: Final = (0.74, 0.86, 1.0, 1.17, 1.34)
CHART_TITLE: Final = "Which one fits you?"
CHART_TEXT: Final = (
    "Decision flowchart with seven nodes: start, three yes-or-no questions, and three results."
)
QR_TEXT: Final = "QR code with the address of this sheet"


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the chart; centre and size in points from the canvas' top left."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of the chart: its corners, its label and where that stands."""

    corners: tuple[tuple[float, float], ...]
    label: str = ""
    label_x: float = 0.0
    label_y: float = 0.0
    dashed: bool = False

    @property
    def head(self) -> tuple[tuple[float, float], ...]:
        """The arrow head: 6 points long, 5.6 wide; every last segment runs along an axis."""
        (x0, y0), (x1, y1) = self.corners[-2:]
        along_x, along_y = (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)
        x, y = x1 - 6.0 * along_x, y1 - 6.0 * along_y
        dx, dy = 2.8 * along_y, 2.8 * along_x
        return ((x1, y1), (x - dx, y + dy), (x + dx, y - dy))


CANVAS: Final = (516.0, 296.0)
EDGES: Final = (
    Edge(((258, 50), (258, 74))),
    Edge(((163, 108), (110, 108), (110, 144)), "No", 134, 102),
    Edge(((353, 108), (406, 108), (406, 144)), "Yes", 382, 102),
    Edge(((82, 201), (82, 246)), "Yes", 70, 232),
    Edge(((198, 178), (228, 178), (228, 246)), "No", 212, 172),
    Edge(((434, 201), (434, 246)), "Yes", 448, 232),
    Edge(((318, 178), (288, 178), (288, 246)), "No", 304, 172),
    Edge(((258, 246), (258, 142)), "Ask again", 258, 206, dashed=True),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that one edition says."""

    slug: str
    postal: str
    audience: str
    subtitle: str
    intro: str
    rows: tuple[tuple[str, str, str], ...]
    callout: str
    source: str
    insert: str
    wages: tuple[tuple[str, str, str, str, str], ...]
    paragraph: str
    bullets: tuple[str, ...]
    nodes: tuple[Node, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What is made up for one state."""

    assistant: float
    phlebotomist: float
    assistants: int
    phlebotomists: int
    openings: int
    programs: int
    edition: str


def figures(number: int) -> Figures:
    """The figures of the state at this place of the list."""
    assistant = round(14.2 + number * 37 % 53 / 10, 2)
    return Figures(
        assistant,
        round(assistant + 0.35 + number * 17 % 29 / 20, 2),
        3100 + number * 977 % 20011,
        900 + number * 577 % 7001,
        240 + number * 131 % 1009,
        2 + number % 3,
        f"2026-{1 + number % 12:02d}",
    )


def pay(state: str, wage: float, rest: str) -> str:
    """The eighth row's text for one role."""
    return f"Median about ${wage:.2f} an hour in the synthetic {state} figures; {rest}."


PAY_RESTS: Final = ("benefits depend on the employer", "night shifts often carry a premium")


def paragraph(state: str, own: Figures) -> str:
    """The paragraph under the wages."""
    return (
        f"The figures above are synthetic. In the made-up {state} series there are "
        f"{own.assistants:,} medical assistants and {own.phlebotomists:,} phlebotomists, and "
        f"{own.openings:,} openings a year between them. Rural counties pay less than the cities, "
        "and the gap between the two jobs is smaller than the gap between employers."
    )


def source(state: str, own: Figures) -> str:
    """The footer's left side."""
    return f"Source: synthetic benchmark data, {state}, edition {own.edition}. Not real figures."


def programs(own: Figures) -> str:
    """The second bullet."""
    return f"Compare at least {own.programs} programs on price, hours and completion rate."


def sheet(number: int, audience: str) -> Sheet:
    """One edition."""
    postal, state = PLACES[number]
    own = figures(number)
    title, line = AUDIENCES[audience]
    slug = f"{state.lower().replace(' ', '-')}-{audience}"
    return Sheet(
        slug=slug,
        postal=postal,
        audience=audience,
        subtitle=f"{title} · {state}",
        intro=(
            f"Both jobs are common ways into health care in {state}. They share a uniform and a "
            "hallway, yet the working day, the length of the training and the next step on the "
            f"ladder are different. {line} Read the table across, mark the rows that matter to "
            "you, then follow the chart on page 2."
        ),
        rows=(
            *((label, one, other) for _, label, one, other in ROWS),
            (
                f"Pay in {state}",
                pay(state, own.assistant, PAY_RESTS[0]),
                pay(state, own.phlebotomist, PAY_RESTS[1]),
            ),
        ),
        callout=(
            f"Spend half a day beside someone who does the job. In {state} many clinics and "
            "laboratories welcome a visitor who asks a week ahead. If needles bother you, find out "
            "now and not in week ten of a paid course."
        ),
        source=source(state, own),
        insert=f"Place insert: {state}",
        wages=tuple(
            (
                level,
                f"${own.assistant * step:,.2f}",
                f"${own.assistant * step * 2080:,.0f}",
                f"${own.phlebotomist * step:,.2f}",
                f"${own.phlebotomist * step * 2080:,.0f}",
            )
            for level, step in zip(LEVELS, STEPS, strict=True)
        ),
        paragraph=paragraph(state, own),
        bullets=(
            f"Ask the state board in {state} whether a license applies to blood draws.",
            programs(own),
            "Check that the placement is arranged by the school and not by you.",
            "Keep every receipt: a part of the fee may be refunded by an employer.",
        ),
        nodes=_nodes(state),
        address=f"https://example.org/h/{slug}",
    )


def _nodes(state: str) -> tuple[Node, ...]:
    return (
        Node("round", 258, 26, 150, 48, ("Start here:", "what should your", "day look like?")),
        Node("diamond", 258, 108, 190, 68, ("Varied tasks and", "some desk work?")),
        Node("diamond", 110, 178, 176, 68, ("At ease with", "needles all day?")),
        Node("diamond", 406, 178, 176, 68, ("Nine months or", "more to train?")),
        Node("box", 82, 268, 136, 44, ("Phlebotomist", "4 to 8 months")),
        Node("box", 258, 268, 150, 44, ("Talk to an adviser", f"in {state}")),
        Node("box", 434, 268, 136, 44, ("Medical assistant", "9 to 12 months")),
    )


def sheets() -> list[Sheet]:
    """Every edition, audience by audience, so that neighbours are of different states."""
    return [sheet(n, audience) for audience in AUDIENCES for n in range(len(PLACES))]
