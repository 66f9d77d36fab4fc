"""Every state's rule reads as easily as the sheets that print it may."""

from handouts.audit.reading.rules import rule_readings
from handouts.model.library import Library


def test_no_rule_reads_harder_than_the_lowest_limit_of_the_project(library: Library) -> None:
    levels = [one.reading_level for one in library.audiences.values() if one.reading_level]
    grades = {(one.place, one.role): one.count.grade or 0.0 for one in rule_readings(library, {})}
    assert min(levels) == 8
    assert {rule: grade for rule, grade in grades.items() if grade > min(levels)} == {}
