"""Facts written once, printed as accessible handouts for every audience and state."""

__version__ = "0.1.0"

PROJECT_FILE = "handouts.yaml"
"""The file that makes a folder a project."""
