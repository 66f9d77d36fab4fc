"""New projects and new records."""
