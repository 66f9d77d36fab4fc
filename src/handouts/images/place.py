"""Where a picture may lie: within the project's own folders, reached without links."""

from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError, Span

_FOLDERS: Final = ("data", "layouts")
"""Files elsewhere would not be known to belong to the project, and changes to them not be seen."""


def beside(folder: Path, file: str) -> Path | None:
    """The path of a file that is named from a folder and lies in it; none where there is no such file.

    People on Windows write its name with backslashes.
    """
    name = PurePosixPath(file.replace("\\", "/"))
    if not name.parts or name.is_absolute() or ".." in name.parts or ":" in file:
        return None
    path = folder / name
    if not path.is_file() or path.resolve() != folder.resolve() / name:
        return None
    return path


def located(root: Path, file: str, span: Span | None, suffixes: tuple[str, ...]) -> Path:
    """The path of a picture that exists and may be read.

    Raises:
        HandoutsError: when it is named wrongly, missing, or outside the project.
    """
    name = PurePosixPath(file)
    windows = PureWindowsPath(file)
    if name.is_absolute() or windows.is_absolute() or windows.drive or ".." in windows.parts:
        raise _outside(file, span)
    if not name.parts or name.parts[0] not in _FOLDERS:
        raise _outside(file, span)
    if name.suffix.lower() not in suffixes:
        raise HandoutsError(
            Diagnostic(
                "unknown-picture",
                f"`{file}` is no kind of picture that can be printed",
                "Use a file that ends in `.png`, `.jpg`, `.jpeg`, `.webp`, `.gif` or `.svg`",
                span,
            )
        )
    path = root / name
    if not path.is_file():
        raise HandoutsError(
            Diagnostic(
                "missing-picture",
                f"there is no picture `{file}`; looked for `{path.absolute()}`",
                "Correct the name, which starts at the project's folder, or add the file",
                span,
            )
        )
    if path.resolve() != root.resolve() / name:
        raise _outside(file, span)
    return path


def _outside(file: str, span: Span | None) -> HandoutsError:
    return HandoutsError(
        Diagnostic(
            "picture-outside",
            f"the picture `{file}` does not lie in the project",
            "Copy it into `data/images` and name it from the project's folder, such as "
            "`data/images/logo.svg`",
            span,
        )
    )
