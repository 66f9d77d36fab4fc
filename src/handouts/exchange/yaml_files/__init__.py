"""YAML files of the project, written and changed in as few lines as can be."""
