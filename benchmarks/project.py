"""Our side's project: ``sheet/`` with the data of ``content`` written into it."""

import csv
import json
import shutil
from pathlib import Path
from typing import Final

from benchmarks import content

_TEMPLATE: Final = Path(__file__).parent / "sheet"
_ROLES: Final = (
    ("medical-assistant", "Medical assistant", "31-9092", 1),
    ("phlebotomist", "Phlebotomist", "31-9097", 2),
)
_COLUMNS: Final = (
    "prim_state", "occ_code", "release", "source_id", "tot_emp", "h_median", "a_mean",
    "a_pct10", "a_pct25", "a_median", "a_pct75", "a_pct90",
)  # fmt: skip


def write_project(root: Path) -> Path:
    """Write the project; JSON is YAML too."""
    shutil.copytree(_TEMPLATE, root, dirs_exist_ok=True)
    data = root / "data"
    for folder in ("audiences", "roles", "states", "wages"):
        (data / folder).mkdir(exist_ok=True)
    for slug, (name, line) in content.AUDIENCES.items():
        _save(
            data / "audiences" / f"{slug}.yaml",
            {"name": name, "handouts": ["sheet"], "states": "all", "notices": [line]},
        )
    labels = {id_: {"label": label} for id_, label, *_ in content.ROWS}
    _save(
        data / "dimensions.yaml",
        {**labels, "state-rule": {"label": "Pay in {place}", "from": "rule"}},
    )
    for slug, title, soc, column in _ROLES:
        _save(data / "roles" / f"{slug}.yaml", _role(title, soc, column))
    for number, (postal, name) in enumerate(content.PLACES):
        _save(data / "states" / f"{postal.lower()}.yaml", _state(number, postal, name))
    with (data / "wages" / "synthetic.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(_COLUMNS)
        for number, (postal, _) in enumerate(content.PLACES):
            own = content.figures(number)
            for (_, _, soc, _), wage in zip(_ROLES, (own.assistant, own.phlebotomist), strict=True):
                yearly = [f"{wage * step * 2080:.0f}" for step in content.STEPS]
                start = (postal, soc, "May 2025", "synthetic", 5000, wage, yearly[2])
                table.writerow((*start, *yearly))
    return root


def _role(title: str, soc: str, column: int) -> dict[str, object]:
    return {
        "title": title,
        "plural": f"{title.lower()}s",
        "soc": soc,
        "summary": title,
        "defaults": {"sources": ["synthetic"], "checked": "2026-11-24"},
        "dimensions": {row[0]: row[column + 1] for row in content.ROWS},
    }


def _state(number: int, postal: str, name: str) -> dict[str, object]:
    own = content.figures(number)
    wages = (own.assistant, own.phlebotomist)
    rules = {
        slug: {
            "credential": "unknown",
            "verdict": "unknown",
            "short": content.pay(name, wage, rest),
            "summary": content.paragraph(name, own),
            "details": [f"${wage * step:,.2f}" for step in content.STEPS],
            "citation": content.source(name, own),
            "confirm": content.programs(own),
        }
        for (slug, *_), wage, rest in zip(_ROLES, wages, content.PAY_RESTS, strict=True)
    }
    return {
        "name": name,
        "postal": postal,
        "defaults": {"sources": ["synthetic"], "checked": "2026-11-24"},
        "rules": rules,
    }


def _save(path: Path, record: dict[str, object]) -> None:
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False), encoding="utf-8")
