"""What holds for all tests."""

from hypothesis import settings

# speed is measured in benchmarks, as ratios: a test that fails on a busy machine tells nothing
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
