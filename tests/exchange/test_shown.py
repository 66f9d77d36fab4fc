"""What a cell shows: values by their formats, checked by hand and with SheetJS's SSF where that rounds as Excel does."""

import contextlib
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.exchange.tables.shown import UnknownFormatError, shown

ACCOUNTING = '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)'
PHONE = "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####"
MARCH = datetime(2026, 3, 4, 20, 5, 9)


def text(value: object, code: str) -> str:
    return " ".join(shown(value, code).split())


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (1250.5, "General", "1250.5"),
        (12.0, "General", "12"),
        (1 / 3, "General", "0.333333333"),
        (0.1 + 0.2, "General", "0.3"),
        (12345.678912345, "General", "12345.67891"),
        (0.00001, "General", "0.00001"),
        (0.0000123456, "General", "1.23456E-05"),
        (123456789012345, "General", "123456789012345"),
        (2.675, "0.00", "2.68"),
        (1.005, "0.00", "1.01"),
        (-0.5, "0", "-1"),
        (1234567.5, "#,##0", "1,234,568"),
        (12, "#,##0", "12"),
        (999.995, "#,##0.00", "1,000.00"),
        (5, "#,##0.00", "5.00"),
        (1250.5, '"$"#,##0.00', "$1,250.50"),
        (-1250.5, '"$"#,##0.00', "-$1,250.50"),
        (1250.5, "[$$-409]#,##0.00", "$1,250.50"),
        (1250.5, "[$€-2] #,##0.00", "€ 1,250.50"),
        (1250.5, "#,##0.00\\ [$€-407]", "1,250.50 €"),
        (1250.5, "[$USD] 0", "USD 1251"),
        (-1250.5, "$#,##0_);[Red]($#,##0)", "($1,251)"),
        (1250.5, ACCOUNTING, "$1,250.50"),
        (-1250.5, ACCOUNTING, "$(1,250.50)"),
        (0, ACCOUNTING, "$-"),
        ("none", ACCOUNTING, "none"),
        (0.375, "0%", "38%"),
        (0.375, "0.0%", "37.5%"),
        (1234, "00000", "01234"),
        (12345678, "00000\\-0000", "01234-5678"),
        (123456789, "000-00-0000", "123-45-6789"),
        (5550100, PHONE, "555-0100"),
        (5550100199, PHONE, "(555) 010-0199"),
        (5550100199, "+1 (000) 000-0000", "+1 (555) 010-0199"),
        (98765432109, "(###) ###-####", "(9876) 543-2109"),
        (0.5, "#.##", ".5"),
        (2.0, "0.##", "2."),
        (5.25, ".00", "5.25"),
        (1234567, '0.0,,"M"', "1.2M"),
        (1234567, "#,##0,", "1,235"),
        (0, '0;-0;"none"', "none"),
        (-3, '"gain "0;"loss "0', "loss 3"),
        (3, ";;;", ""),
        ("x", ";;;", ""),
        (7, '[<10]0" (few)";0', "7 (few)"),
        (70, '[<10]0" (few)";0', "70"),
        (12345, "0.00E+00", "1.23E+04"),
        (9.999, "0.0E+0", "1.0E+1"),
        (1.25, "# ?/?", "1 1/4"),
        (0.5, "# ?/8", "4/8"),
        (12, '"No. "@', "No. 12"),
        ("Rivera", '"Ms. "@', "Ms. Rivera"),
        ("Rivera", "0.00", "Rivera"),
        (True, "General", "TRUE"),
        (None, "0", ""),
    ],
)
def test_numbers_and_texts(value: object, code: str, expected: str) -> None:
    assert text(value, code) == expected


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (MARCH, "m/d/yyyy", "3/4/2026"),
        (MARCH, "mm-dd-yy", "3/4/2026"),
        (MARCH, "mm\\-dd\\-yy", "03-04-26"),
        (MARCH, "yyyy-mm-dd", "2026-03-04"),
        (MARCH, "d-mmm-yy", "4-Mar-26"),
        (MARCH, "[$-409]mmmm\\ d\\,\\ yyyy;@", "March 4, 2026"),
        (MARCH, "[$-en-US]dddd, mmmm dd", "Wednesday, March 04"),
        (MARCH, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "Wednesday, March 4, 2026"),
        (MARCH, "mmmmm", "M"),
        (MARCH, "dd.mm.yyyy", "04.03.2026"),
        (MARCH, "[$-407]dd.mm.yyyy", "04.03.2026"),
        (MARCH, "h:mm AM/PM", "8:05 PM"),
        (MARCH, "h:mm:ss", "20:05:09"),
        (MARCH, "m/d/yy h:mm", "3/4/2026 20:05"),
        (MARCH, 'hh "hours"', "20 hours"),
        (datetime(2026, 1, 1, 0, 0), "h AM/PM", "12 AM"),
        (datetime(2026, 1, 1, 23, 59, 59, 600_000), "h:mm:ss", "0:00:00"),
        (datetime(2026, 1, 1, 23, 59, 59, 600_000), "mm:ss.0", "59:59.6"),
        (date(2026, 3, 4), "d mmmm", "4 March"),
        (time(8, 30), "h:mm", "8:30"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (timedelta(minutes=90), "[mm]:ss", "90:00"),
    ],
)
def test_days_and_times(value: object, code: str, expected: str) -> None:
    assert text(value, code) == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (5, "[DBNum1]0"),
        (5, "[$-D000409]0"),
        (5, "0*-"),
        (5, "0 x"),
        (5, "0;0;0;@;0"),
        (5, "##0.0E+0"),
        (0.1, "# ?/?"),
        (50, "[<10]0;[>100]0"),
        (10**15, "General"),
        (MARCH, "[$-407]d. mmmm"),
        (MARCH, "ggge"),
        (MARCH, "yyyy 0"),
        (MARCH, "[>40000]yyyy;h:mm"),
        (datetime(1900, 2, 1), "m/d/yyyy"),
        (time(8, 30), "m/d/yyyy"),
        (timedelta(days=-1), "[h]:mm"),
    ],
)
def test_what_is_not_known_is_refused(value: object, code: str) -> None:
    with pytest.raises(UnknownFormatError):
        shown(value, code)


@given(
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text('0#?.,%;@"$-() E+/[]<', max_size=9),
)
def test_no_format_fails_otherwise(value: float, code: str) -> None:
    with contextlib.suppress(UnknownFormatError):
        shown(value, code)


@given(st.datetimes(), st.text("ymdhs:/.0 -AMP[]", max_size=9))
def test_no_format_of_days_fails_otherwise(value: datetime, code: str) -> None:
    with contextlib.suppress(UnknownFormatError):
        shown(value, code)
