"""Write the set of icons from Lucide's own drawings: ``python docs/icons.py FOLDER/package``.

The folder is what ``npm pack lucide-static`` brings, unpacked. The set and its licence are written into
``src/handouts/images/icons``. Nothing of this is needed to make handouts.
"""

import json
import re
import sys
from pathlib import Path

HOME = Path(__file__).parents[1] / "src" / "handouts" / "images" / "icons"

NAMES = [
    "activity",
    "apple",
    "atom",
    "baby",
    "badge-check",
    "bandage",
    "bed",
    "bike",
    "bone",
    "book-open",
    "brain",
    "briefcase",
    "building",
    "bus",
    "calculator",
    "calendar",
    "camera",
    "car",
    "chef-hat",
    "circle-check",
    "circle-dollar-sign",
    "circle-help",
    "clipboard-list",
    "clock",
    "code",
    "cog",
    "cpu",
    "database",
    "door-open",
    "droplet",
    "factory",
    "file-text",
    "flask-conical",
    "folder-open",
    "footprints",
    "gavel",
    "globe",
    "graduation-cap",
    "hammer",
    "hand-helping",
    "handshake",
    "hard-hat",
    "headphones",
    "heart-handshake",
    "heart-pulse",
    "house",
    "info",
    "keyboard",
    "landmark",
    "languages",
    "laptop",
    "leaf",
    "lightbulb",
    "list-checks",
    "lock",
    "mail",
    "map-pin",
    "megaphone",
    "message-circle",
    "microscope",
    "monitor",
    "mouse-pointer-click",
    "music",
    "package",
    "paint-roller",
    "paintbrush",
    "palette",
    "paw-print",
    "pencil",
    "phone",
    "phone-call",
    "pill",
    "plane",
    "plug",
    "refresh-cw",
    "ruler",
    "scale",
    "school",
    "scissors",
    "search",
    "shield",
    "shirt",
    "shopping-cart",
    "smartphone",
    "smile",
    "sparkles",
    "sprout",
    "star",
    "stethoscope",
    "sun",
    "syringe",
    "tag",
    "target",
    "test-tube",
    "thermometer",
    "tractor",
    "tree-pine",
    "trending-up",
    "triangle-alert",
    "truck",
    "user",
    "user-check",
    "users",
    "utensils",
    "wallet",
    "wifi",
    "wrench",
    "zap",
]

_ROOT = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_FRAME = (
    'xmlns="http://www.w3.org/2000/svg"', 'width="24"', 'height="24"', 'viewBox="0 0 24 24"',
    'fill="none"', 'stroke="currentColor"', 'stroke-width="2"', 'stroke-linecap="round"',
    'stroke-linejoin="round"',
)  # fmt: skip
"""What is the same in every drawing of the set, and so is not kept with each."""


def inside(svg: str, name: str) -> str:
    """What is drawn within the frame that all drawings share."""
    found = _ROOT.search(svg)
    missing = [part for part in _FRAME if part not in svg]
    if found is None or missing:
        raise SystemExit(f"{name}: the frame is another one, without {', '.join(missing)}")
    return "".join(re.sub(r"\s*/>", "/>", line.strip()) for line in found[1].splitlines())


def main(package: Path) -> None:
    """Write the set."""
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    icons = {
        name: inside((package / "icons" / f"{name}.svg").read_text(encoding="utf-8"), name)
        for name in sorted(NAMES)
    }
    made = {
        "from": f"{about['name']} {about['version']}",
        "licence": about["license"],
        "icons": icons,
    }
    (HOME / "lucide.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    licence = (package / "LICENSE").read_text(encoding="utf-8")
    (HOME / "LICENSE-lucide.txt").write_text(licence, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
