"""Facts in and out: importers, exporters and new files; each first says what it would change."""
