"""Packets: what they bind."""

from handouts.load.checks.references import References, repeated
from handouts.load.records.findings import Findings, quoted
from handouts.model.base import Text
from handouts.model.records import Handout, Project


def check_packets(project: Project, references: References, findings: Findings) -> None:
    """Packets bind handouts that exist, each once, that are no packets, and fit their states.

    A packet that binds a faulty handout shares its faults; called after all handouts were checked.
    """
    for name, handout in project.handouts.items():
        for bound in handout.bind:
            if references.check(("handouts", name), "handouts", bound, bound.span):
                _check_bound(name, handout, bound, project, findings)
        for i in repeated(handout.bind):
            findings.error(
                ("handouts", name),
                "bound-twice",
                f"{quoted(handout.bind[i])} is bound twice",
                "Take one of the two out",
                handout.bind[i].span,
            )


def _check_bound(
    name: str, packet: Handout, bound: Text, project: Project, findings: Findings
) -> None:
    key = ("handouts", name)
    findings.blame(*key, *findings.of("handouts", str(bound)))
    other = project.handouts.get(str(bound))
    if other is None:
        return
    if other.bind:
        findings.error(
            key,
            "packet-in-packet",
            f"{quoted(bound)} is a packet itself",
            f"Name the handouts that it binds: {', '.join(other.bind)}",
            bound.span,
        )
    elif other.per == "state" and packet.per == "nation":
        findings.error(
            key,
            "packet-without-state",
            f"{quoted(bound)} is made for each state, and the packet is not",
            "Write `per: state` for the packet too, or bind another handout",
            bound.span,
        )
