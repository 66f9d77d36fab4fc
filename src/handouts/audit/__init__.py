"""Looking without writing: every fault of a project, what it covers, one edition as data."""
