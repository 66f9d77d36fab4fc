"""``explain``."""

from handouts.cli import console, documents
from handouts.cli.running import FINE


def explain(code: str | None, *, as_json: bool) -> int:
    """One code in full, or all of them, a line each."""
    from handouts.audit.explanations import explain as explanation_of
    from handouts.audit.explanations import explanations

    if code is None:
        found = list(explanations().values())
        if as_json:
            documents.show({"codes": [documents.explanation(e) for e in found]})
        else:
            width = max(len(e.code) for e in found)
            for one in found:
                console.result(f"{one.code:{width}}  {one.what.partition('. ')[0].rstrip('.')}")
        return FINE
    one = explanation_of(code)
    if as_json:
        documents.show(documents.explanation(one))
        return FINE
    lines = [one.code, "", one.what, "", f"Why: {one.why}", "", f"Mend: {one.mend}"]
    if one.example:
        lines += ["", *(f"    {line}" for line in one.example)]
    console.result("\n".join(lines))
    return FINE
