"""Values that templates see: roles, what a project chooses for its sheets, what the pay says."""
