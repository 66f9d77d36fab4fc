"""The strings of layouts: Jinja2, shut in and counted, then Markdown, then typography."""
