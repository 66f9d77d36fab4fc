"""Layouts read against the types of what they will see, before anything is composed."""

from handouts.compose.checking.layouts import LayoutFaults, faults_of

__all__ = ["LayoutFaults", "faults_of"]
