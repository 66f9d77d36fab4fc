"""``requires`` in ``handouts.yaml``: which versions of the program a project is made for."""

from handouts import __version__
from handouts.diagnostics import Diagnostic
from handouts.model.base import Text
from handouts.wording import quoted

_PROGRAM = "handouts"
_EXAMPLE = f'Write it as `requires: "{_PROGRAM}>={__version__}"`'


def unmet(required: Text) -> Diagnostic | None:
    """Why this version of the program is not the one that is asked for (PEP 440 tells which is)."""
    from packaging.requirements import InvalidRequirement, Requirement

    try:
        wanted = Requirement(required)
    except InvalidRequirement:
        message = f"{quoted(required)} does not say which version of the program is needed"
        return Diagnostic("wrong-value", message, _EXAMPLE, required.span)
    if wanted.name != _PROGRAM or wanted.extras or wanted.url or wanted.marker:
        message = f"{quoted(required)} asks for more than a version of `{_PROGRAM}`"
        return Diagnostic("wrong-value", message, _EXAMPLE, required.span)
    if wanted.specifier.contains(__version__, prereleases=True):
        return None
    return Diagnostic(
        "other-version",
        f"the project needs {quoted(required)}, and this is {_PROGRAM} {__version__}",
        f'Install it with `pip install --upgrade "{required}"`',
        required.span,
    )
