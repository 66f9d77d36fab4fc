"""Real logos, drawn by us and by Chromium, pixel by pixel: ``python -m tests.soak.logos [COUNT]``.

The logos are those of two npm packages, fetched by ``npm pack`` into a temporary folder and not kept;
the browser is Debian's ``chromium``. Where one is missing nothing is measured, and the run says so.

How two pictures of a drawing may differ: both smooth the edges of shapes, each in its own way, so a
pixel on an edge may be anything between its neighbors, but not beyond them. A pixel counts as wrong if
it lies out of the range of the nine pixels about it in the other picture, by more than ``LEVELS``.
"""

import argparse
import base64
import json
import random
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter, ImageOps

from handouts.drawings import Vector
from handouts.images.faults import PictureError
from handouts.images.svg import read_drawing
from tests.support.drawings import drawn

PACKAGES = ("devicon@2.17.0", "@iconify-json/logos@1.2.19")
SEED = 9
SIDE = 256
FINER = 4
"""Both draw so many times as fine, and the mean is compared: of two shapes that touch, one renderer
lets through more of what lies behind than the other, and rectangles it moves to whole pixels."""

ACROSS = 3
"""Logos in a row of a sheet, which the browser shows at once."""

LEVELS = 24
"""Of 255: a gradient is a table of steps in one renderer and a formula in the other."""

MOST_WRONG = 0.002
"""Of the pixels of a logo: a dot of 10 by 13 pixels of 256 by 256. What is left of touching edges is
under half of it."""

MOST_REFUSED = 0.05


class Verdict(NamedTuple):
    """A logo: why it was refused, or what part of it is wrong."""

    name: str
    refused: str = ""
    wrong: float = 0.0


def logos(folder: Path) -> dict[str, bytes]:
    """All logos of the packages, by name."""
    found: dict[str, bytes] = {}
    for package in PACKAGES:
        command = ["npm", "pack", "--silent", "--pack-destination", str(folder), package]
        name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[
            -1
        ]
        with tarfile.open(folder / name) as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isfile() else None
                if file is not None and member.name.endswith(".svg"):
                    found[member.name.removeprefix("package/icons/")] = file.read()
                elif file is not None and member.name == "package/icons.json":
                    found.update(_of_iconify(json.load(file)))
    return found


def _of_iconify(collection: dict[str, object]) -> Iterator[tuple[str, bytes]]:
    icons = collection["icons"]
    assert isinstance(icons, dict)
    for name, icon in icons.items():
        known = {"left": 0, "top": 0, "width": 16, "height": 16, **collection, **icon}
        box = " ".join(str(known[side]) for side in ("left", "top", "width", "height"))
        head = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        yield f"logos/{name}.svg", f'<svg {head} viewBox="{box}">{icon["body"]}</svg>'.encode()


def theirs(drawings: dict[str, tuple[bytes, Vector]], folder: Path) -> dict[str, Image.Image]:
    """The drawings as the browser shows them, at the same size."""
    tiles = []
    for index, (data, drawing) in enumerate(drawings.values()):
        scale = SIDE / max(drawing.width, drawing.height)
        left, top = index % ACROSS * SIDE, index // ACROSS * SIDE
        tiles.append(
            f'<image x="{left}" y="{top}" width="{drawing.width * scale}" '
            f'height="{drawing.height * scale}" preserveAspectRatio="none" '
            f'href="data:image/svg+xml;base64,{base64.b64encode(data).decode()}"/>'
        )
    wide, high = ACROSS * SIDE, -(-len(drawings) // ACROSS) * SIDE
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">{"".join(tiles)}</svg>'
    page, shot = folder / "sheet.html", folder / "sheet.png"
    page.write_text(f'<!doctype html><body style="margin:0">{svg}</body>', encoding="utf-8")
    options = [
        "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--force-device-scale-factor={FINER}",
        "--force-color-profile=srgb", f"--window-size={wide},{high}", f"--screenshot={shot}", "--virtual-time-budget=20000",
        f"--user-data-dir={folder / 'profile'}",
    ]  # fmt: skip
    browser = shutil.which("chromium")
    assert browser is not None
    try:
        subprocess.run(
            [browser, *options, page.as_uri()], check=True, capture_output=True, timeout=60
        )
    except subprocess.TimeoutExpired:  # it hangs at times, and not again
        subprocess.run(
            [browser, *options, page.as_uri()], check=True, capture_output=True, timeout=60
        )
    with Image.open(shot) as sheet:
        whole = sheet.convert("RGB").reduce(FINER)
    corners = ((i % ACROSS * SIDE, i // ACROSS * SIDE) for i in range(len(drawings)))
    return {
        name: whole.crop((x, y, x + SIDE, y + SIDE))
        for name, (x, y) in zip(drawings, corners, strict=True)
    }


def wrong_pixels(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where a pixel of one picture is like none of those about it in the other."""
    # beyond the edge of a picture lies white paper, between which and the last pixel it may be too
    mine, shown = (ImageOps.expand(picture, 1, "white") for picture in (one, other))
    return ImageOps.crop(ImageChops.lighter(_beyond(mine, shown), _beyond(shown, mine)), 1)


def _beyond(one: Image.Image, other: Image.Image) -> Image.Image:
    over = ImageChops.subtract(one, other.filter(ImageFilter.MaxFilter(3)))
    under = ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), one)
    red, green, blue = ImageChops.lighter(over, under).split()
    worst = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return worst.point(lambda level: 255 if level > LEVELS else 0)


def judged(chosen: dict[str, bytes], folder: Path, keep: Path | None) -> Iterator[Verdict]:
    """A verdict on each logo, the refused first; pictures of the wrong ones go to ``keep``."""
    read: dict[str, tuple[bytes, Vector]] = {}
    for name, data in chosen.items():
        try:
            read[name] = data, read_drawing(data)
        except PictureError as fault:
            yield Verdict(name, fault.fault)
    names = list(read)
    for start in range(0, len(names), ACROSS * ACROSS):
        part = {name: read[name] for name in names[start : start + ACROSS * ACROSS]}
        for name, shown in theirs(part, folder).items():
            mine = drawn(part[name][1], SIDE, FINER).reduce(FINER)
            marked = wrong_pixels(mine, shown)
            if marked.histogram()[255] > MOST_WRONG / 10 * SIDE**2:
                # of a large sheet the browser at times leaves squares white
                shown = theirs({name: part[name]}, folder)[name]
                marked = wrong_pixels(mine, shown)
            share = marked.histogram()[255] / SIDE**2
            if keep is not None and share > MOST_WRONG / 4:
                row = Image.new("RGB", (3 * SIDE, SIDE))
                for place, picture in enumerate((mine, shown, marked)):
                    row.paste(picture, (place * SIDE, 0))
                row.save(keep / f"{share:.4f}-{name.replace('/', '-')}.png")
            yield Verdict(name, wrong=share)


def main(arguments: list[str]) -> int:
    """Measure; 1 when too many are refused or one is drawn wrongly."""
    reader = argparse.ArgumentParser(prog="python -m tests.soak.logos")
    reader.add_argument("count", nargs="?", type=int, default=500)
    reader.add_argument("--keep", type=Path, help="a folder for pictures of what differs")
    options = reader.parse_args(arguments)
    missing = [name for name in ("npm", "chromium") if shutil.which(name) is None]
    if missing:
        print(f"logos: not measured, there is no {' and no '.join(missing)}")
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        try:
            every = logos(folder)
        except subprocess.CalledProcessError:
            print("logos: not measured, npm does not reach its registry")
            return 0
        names = sorted(random.Random(SEED).sample(sorted(every), min(options.count, len(every))))
        if options.keep is not None:
            options.keep.mkdir(parents=True, exist_ok=True)
        verdicts = list(judged({n: every[n] for n in names}, folder, options.keep))
    refused = [verdict for verdict in verdicts if verdict.refused]
    wrong = sorted((v for v in verdicts if v.wrong > MOST_WRONG), key=lambda v: -v.wrong)
    for verdict in refused:
        print(f"refused {verdict.name}: {verdict.refused}")
    for verdict in wrong:
        print(f"wrong {verdict.name}: {verdict.wrong:.2%} of its pixels")
    worst = Counter(round(verdict.wrong * 1000) for verdict in verdicts if not verdict.refused)
    print(
        "pixels wrong, in thousandths: " + ", ".join(f"{k}: {n}" for k, n in sorted(worst.items()))
    )
    print(f"{len(names)} logos of {len(every)}: {len(refused)} refused, {len(wrong)} drawn wrongly")
    return int(bool(wrong) or len(refused) > MOST_REFUSED * len(names))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
