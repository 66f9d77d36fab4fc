"""What some sheets say, where it stands and how it is tagged, as text: see ``test_goldens``."""
