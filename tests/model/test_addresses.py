"""Addresses that a QR code cannot lead to."""

from handouts.model.addresses import refused_address


def test_a_blank_in_an_address_is_named() -> None:
    fault = refused_address("https://example.org/open house", None)
    assert "there is a blank in it" in fault.message
    assert "`https://example.org/open%20house`" in fault.remedy
    assert "blank" not in refused_address("our web site", None).message
