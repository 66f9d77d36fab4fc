"""Tasks, settings and interests from the O*NET database."""
