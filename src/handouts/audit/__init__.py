"""Commands that look and write nothing: all faults of a project, its coverage, one edition as data."""
