"""Pictures made up at random: PNG, JPEG and SVG, square, very wide, very tall, in all colours."""

import io
import random
from pathlib import Path

from PIL import Image

MODES = ("RGB", "RGBA", "L", "LA", "P", "1", "CMYK", "I;16")


def write_picture(path: Path, chance: random.Random) -> str:
    """Write a picture beside others; its name, which begins as ``path`` does."""
    kind = chance.choice(["png", "png", "jpg", "svg", "svg"])
    wide, high = chance.choice(
        [(40, 30), (300, 80), (600, 30), (900, 9), (9, 300), (1, 1), (1, 200), (700, 700), (64, 64)]
    )
    data = _drawing(wide, high, chance) if kind == "svg" else _pixels(kind, (wide, high), chance)
    path = path.with_suffix(f".{kind}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path.name


def _pixels(kind: str, size: tuple[int, int], chance: random.Random) -> bytes:
    modes = [m for m in MODES if (m == "CMYK") <= (kind == "jpg")]
    mode = chance.choice(
        [m for m in modes if m in {"RGB", "L", "CMYK"}] if kind == "jpg" else modes
    )
    made = Image.effect_noise(size, chance.choice([5, 60]))
    made = made.convert("I").convert("I;16") if mode == "I;16" else made.convert(mode)
    if mode in {"RGBA", "LA"}:
        made.putalpha(chance.randrange(256))
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = chance.choice([1, 1, 3, 6])
    if kind == "jpg":
        made.save(out, "JPEG", quality=80, exif=exif)
    else:
        made.save(
            out, "PNG", **({"transparency": 0} if mode == "P" and chance.random() < 0.5 else {})
        )
    return out.getvalue()


def _drawing(wide: int, high: int, chance: random.Random) -> bytes:
    box = f'viewBox="0 0 {wide} {high}"'
    named = f'width="{wide}" height="{high}"'
    head = chance.choice([box, named, f"{box} {named}"])
    shapes = "".join(_shape(wide, high, chance) for _ in range(chance.randint(1, 12)))
    return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{shapes}</svg>'.encode()


def _shape(wide: int, high: int, chance: random.Random) -> str:
    x, y = (round(chance.uniform(-0.5, 1.2) * side, 2) for side in (wide, high))
    w, h = (round(chance.uniform(0, 1.5) * side, 2) for side in (wide, high))
    fill = chance.choice(["#0F4C5C", "none", "rgb(10, 200, 30)", "red", "#fff"])
    paint = f'fill="{fill}"' + (f' stroke="#111" stroke-width="{w / 9:.2f}"' if chance.random() < 0.4 else "")  # fmt: skip
    turn = chance.choice(["", "", f' transform="rotate({chance.randrange(360)})"', ' transform="scale(-1 2)"'])  # fmt: skip
    return chance.choice(
        [
            f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{h / 4:.2f}" {paint}{turn}/>',
            f'<circle cx="{x}" cy="{y}" r="{w / 3:.2f}" {paint}{turn}/>',
            f'<path d="M{x} {y}L{w} {h}Q{x} {h} {w} {y}c1 2 3 4 5 6a4 5 6 0 1 {w} {h}z" {paint}{turn}/>',
            f'<polygon points="{x},{y} {w},{h} {h},{w}" {paint}{turn}/>',
            f'<line x1="{x}" y1="{y}" x2="{w}" y2="{h}" stroke="#333"/>',
        ]
    )
