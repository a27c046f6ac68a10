"""Loading templates: the school's own first, then those packaged with the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import skolemiljo_cli
from skolemiljo_cli.errors import NotFound
from skolemiljo_cli.store import files

TEMPLATES = "templates"


def packaged_folder() -> Path:
    """Return the folder of packaged templates: in the package, or beside it when editable."""
    package = Path(skolemiljo_cli.__file__).resolve().parent
    inside = package / TEMPLATES
    return inside if inside.is_dir() else package.parent / TEMPLATES


def loader(root: Path | None) -> Callable[[str], str | None]:
    """Return a function from a template's name to its text: from the ledger, else packaged."""
    own = root / TEMPLATES if root else None
    # links are not followed: neither the folder itself nor the files in it
    folders = [*([own] if own and not own.is_symlink() else []), packaged_folder()]

    def load(name: str) -> str | None:
        for folder in folders:
            text = _read(folder, name)
            if text is not None:
                return text
        return None

    return load


def _read(folder: Path, name: str) -> str | None:
    """Return the text of a template in `folder`; None for names and links that lead out of it."""
    parts = PurePosixPath(name).parts
    if not parts or any(part in ("..", "/") or "\\" in part for part in parts):
        return None
    path = folder.joinpath(*parts)
    if any(step.is_symlink() for step in (path, *path.parents) if folder in step.parents):
        return None
    try:
        return files.read_bytes(path).decode("utf-8-sig")
    except NotFound:
        return None


def packaged_text(name: str) -> str:
    """Return the text of a packaged file; raises `NotFound` if the installation lacks it."""
    text = _read(packaged_folder(), name)
    if text is None:
        raise NotFound(f"Programmet mangler filen {name}.", "Installer skolemiljo på nytt.")
    return text


def packaged_names(folder: str) -> list[str]:
    """Return the names of the files in a packaged folder, sorted."""
    paths = (packaged_folder() / folder).iterdir()
    return sorted(f"{folder}/{path.name}" for path in paths if path.is_file())
