"""Write docs/diagnostics.md from the explanations: ``python docs/diagnostics.py``."""

from pathlib import Path

from handouts.audit.explanations import as_markdown

if __name__ == "__main__":
    (Path(__file__).parent / "diagnostics.md").write_text(as_markdown(), encoding="utf-8")
