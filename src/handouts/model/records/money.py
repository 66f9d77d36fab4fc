"""How amounts of a currency are written: its sign, as CLDR has it for the country that reads it."""

from decimal import Decimal
from typing import Final

from handouts.characters import NO_BREAK
from handouts.kept import kept

_AT_HOME: Final = {("USD", "US"): "$"}
"""Signs that need no look into CLDR, whose tables take longer to load than a sheet to make."""


@kept(most=64)
def sign_of(currency: str, country: str) -> str:
    """The sign that stands before an amount, for English readers of a country: `$`, `CA$`, `CHF `.

    ``currency`` is an ISO 4217 code, ``country`` an ISO 3166 code; of a country that CLDR does not
    know the signs are those of English in general. A sign that ends in a letter keeps a blank after
    it (CLDR, "currencySpacing").
    """
    if known := _AT_HOME.get((currency, country)):
        return known
    from babel.core import Locale, UnknownLocaleError

    try:
        locale = Locale("en", country) if country else Locale("en")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    sign: str = locale.currency_symbols.get(currency, currency)
    return f"{sign}{NO_BREAK}" if sign[-1].isalpha() else sign


def written(value: Decimal, sign: str) -> str:
    """With separators, and cents where there are any: `$45,690`."""
    digits = f"{abs(value):,.2f}" if value != value.to_integral_value() else f"{abs(value):,.0f}"
    return f"{'−' if value < 0 else ''}{sign}{digits}"
