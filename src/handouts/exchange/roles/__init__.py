"""Role files as a spreadsheet for editors, and back."""
