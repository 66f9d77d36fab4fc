"""veraPDF, started once for all files of a run."""

from collections.abc import Callable
from functools import lru_cache

import pytest

from tests.support import verapdf

Failures = Callable[[bytes, str], tuple[str, ...]]


@pytest.fixture(scope="session")
def failures() -> Failures:
    """The rules that a file breaks; kept by the bytes of the file."""
    return lru_cache(verapdf.failures)
