"""Numbers by a section: digits in their places, grouped, scaled, as shares, powers of ten, fractions."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final

from handouts.exchange.tables.shown.sections import Section, Token, UnknownFormatError

_WIDTH: Final = 11
"""Characters of a number without a format, as Excel shows it: the point among them."""

_WHOLE: Final = 15
"""Digits that a spreadsheet program keeps of a number."""

_EMPTY: Final = {"0": "0", "#": "", "?": " "}
"""What a place shows that has no digit."""

_ROUNDING: Final = Context(prec=400, rounding=ROUND_HALF_UP)
"""With room for all digits of the largest number, and all places that a format has."""

_EXACT: Final = Fraction(1, 10**9)
_FRACTION: Final = re.compile(r"(?:(?P<whole>[#0?]+) +)?(?P<top>[#0?]+)/(?P<below>[#0?]+|[0-9]+)")


def general(value: Decimal) -> str:
    """A number without a format; a whole one with all its digits.

    Excel shows ``1.23457E+11`` of twelve digits or more: of an account number, that is not what was meant.

    Raises:
        UnknownFormatError: when it has more digits than the program keeps.
    """
    if value == value.to_integral_value():
        _refuse_long(value)
        return f"{value:.0f}"
    size = value.adjusted()
    if size > _WIDTH - 1:
        return _power(value)
    places = _WIDTH - 2 - max(size, 0)
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_ROUNDING)
    if size < -4 and rounded != value:
        return _power(value)
    return _bare(f"{rounded:f}")


def _refuse_long(value: Decimal) -> None:
    if abs(value) >= Decimal(10) ** _WHOLE:
        raise UnknownFormatError("spreadsheet programs keep 15 digits of a number, and it has more")


def _bare(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _power(value: Decimal) -> str:
    mantissa, _, power = f"{value:.5E}".partition("E")
    return f"{_bare(mantissa)}E{power[0]}{power[1:]:0>2}"


def number_by(section: Section, value: Decimal) -> str:
    """A number by a section of its own.

    Raises:
        UnknownFormatError: when what it shows is not known.
    """
    sign = "-" if value < 0 else ""
    tokens, value = section.tokens, abs(value)
    if any(token.kind == "exponent" for token in tokens):
        return sign + _with_exponent(tokens, value)
    written = "".join(t.literal for t in tokens if t.kind == "digit" or t.is_typed).strip()
    if "/" in written and any(token.kind == "digit" for token in tokens):
        return sign + _fraction(tokens, written, value)
    return sign + _decimal(tokens, value)


def _decimal(tokens: Sequence[Token], value: Decimal) -> str:
    kinds = [token.kind for token in tokens]
    digits = [at for at, kind in enumerate(kinds) if kind == "digit"]
    if not digits:
        return "".join(token.literal for token in tokens)
    point = kinds.index("point") if "point" in kinds else len(kinds)
    before = [at for at in digits if at < point]
    after = [at for at in digits if at > point]
    commas = [at for at, kind in enumerate(kinds) if kind == "comma" and at > digits[0]]
    scaling = [at for at in commas if at > digits[-1] or (before and before[-1] < at < point)]
    grouped = any(at < before[-1] for at in commas) if before else False
    value = value.scaleb(2 * kinds.count("percent") - 3 * len(scaling))
    _refuse_long(value)
    rounded = value.quantize(Decimal(1).scaleb(-len(after)), context=_ROUNDING)
    whole, _, part = f"{rounded:f}".partition(".")
    whole = whole.lstrip("0")
    placed = dict(zip(before, _whole_places(tokens, before, whole, grouped=grouped), strict=True))
    placed |= zip(after, _part_places(tokens, after, part), strict=True)
    if not before and point < len(kinds):
        placed[point] = f"{whole}."
    hidden = {at for at in commas if at in scaling or grouped}
    return "".join(
        placed.get(at, "" if at in hidden else token.literal) for at, token in enumerate(tokens)
    )


def _whole_places(
    tokens: Sequence[Token], places: Sequence[int], digits: str, *, grouped: bool
) -> Iterator[str]:
    """What stands at each place before the point; the first takes the digits that have none."""
    missing = len(places) - len(digits)
    begun = False
    for number, at in enumerate(places):
        if number < missing:
            text = _EMPTY[tokens[at].literal]
        else:
            first = 0 if number == 0 else number - missing
            text = digits[first : number - missing + 1]
        begun = begun or bool(text.strip())
        yield _grouped(text, len(places) - 1 - number) if grouped and begun else text


def _grouped(digits: str, following: int) -> str:
    """The digits with a comma before each three that follow to the point."""
    count = len(digits)
    pieces = (
        digit + ("," if (rest := count - 1 - at + following) and rest % 3 == 0 else "")
        for at, digit in enumerate(digits)
    )
    return "".join(pieces)


def _part_places(tokens: Sequence[Token], places: Sequence[int], digits: str) -> Iterator[str]:
    filled = len(digits.rstrip("0"))
    for number, at in enumerate(places):
        yield digits[number] if number < filled else _EMPTY[tokens[at].literal]


def _with_exponent(tokens: Sequence[Token], value: Decimal) -> str:
    at = next(n for n, token in enumerate(tokens) if token.kind == "exponent")
    mantissa, sign, power = tokens[:at], tokens[at].literal[1], tokens[at + 1 :]
    kinds = [token.kind for token in mantissa]
    whole = kinds[: kinds.index("point")] if "point" in kinds else kinds
    if whole.count("digit") != 1 or any(t.kind not in {"digit", "literal"} for t in power):
        raise UnknownFormatError("its power of ten is not known here")
    places = kinds.count("digit") - 1
    size = value.adjusted() if value else 0
    scaled = value.scaleb(-size).quantize(Decimal(1).scaleb(-places), context=_ROUNDING)
    if scaled >= 10:
        size, scaled = size + 1, scaled / 10
    shown = "-" if size < 0 else "+" if sign == "+" else ""
    return f"{_decimal(mantissa, scaled)}E{shown}{_decimal(power, Decimal(abs(size)))}"


def _fraction(tokens: Sequence[Token], written: str, value: Decimal) -> str:
    """Such as `# ?/?`; words around it stay."""
    form = _FRACTION.fullmatch(written)
    others = [token.literal for token in tokens if token.kind == "literal" and not token.is_typed]
    if form is None or any(text.strip() for text in others):
        raise UnknownFormatError("its fraction is not known here")
    below = form["below"]
    exact = Fraction(value)
    if below.strip("0#?"):
        near = Fraction(round(exact * int(below)), int(below))
        bottom = int(below)
    else:
        near = exact.limit_denominator(10 ** len(below) - 1)
        bottom = near.denominator
        if abs(near - exact) > _EXACT:  # which of two near ones a program takes is not written down
            raise UnknownFormatError("its fraction does not come out even")
    whole = int(near) if form["whole"] else 0
    top = (near - whole) * bottom
    if top == 0 and form["whole"]:
        return str(whole)
    return f"{whole} {top}/{bottom}" if whole else f"{top}/{bottom}"
