"""What holds for all tests."""

import os

import pytest
from hypothesis import settings

# speed is measured in benchmarks, as ratios: a test that fails on a busy machine tells nothing
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# the bundled facts expire one after the other; programs that tests start take it from here, too
os.environ["HANDOUTS_TODAY"] = "2026-11-30"
# nothing is stored in the cache folder of who runs the tests; tests of the store name one
os.environ.setdefault("HANDOUTS_STORE", "")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden``: see ``tests/golden``."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew")
