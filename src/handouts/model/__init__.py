"""The records of a project, frozen and checked."""
