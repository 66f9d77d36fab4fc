"""What holds for all tests."""

import pytest
from hypothesis import settings

# speed is measured in benchmarks, as ratios: a test that fails on a busy machine tells nothing
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden``: see ``tests/golden``."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew")
