"""The sources of the forms: the school's own version first, then the packaged one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import skolemiljo_cli
from skolemiljo_cli.errors import NotFound
from skolemiljo_cli.store import files

TEMPLATES = "templates"


def packaged_folder() -> Path:
    """Return where the packaged forms lie: in the wheel, else beside the package (editable)."""
    package = Path(skolemiljo_cli.__file__).resolve().parent
    inside = package / TEMPLATES
    return inside if inside.is_dir() else package.parent / TEMPLATES


def loader(root: Path | None) -> Callable[[str], str | None]:
    """Return what finds a template's text by name, the ledger's `templates/` before our own."""
    own = root / TEMPLATES if root else None
    # a link to a folder of forms is followed no more than a link to one of them
    folders = [*([own] if own and not own.is_symlink() else []), packaged_folder()]

    def load(name: str) -> str | None:
        for folder in folders:
            text = _read(folder, name)
            if text is not None:
                return text
        return None

    return load


def _read(folder: Path, name: str) -> str | None:
    """Return the text of a template below `folder`; names never lead out of it, links neither."""
    parts = PurePosixPath(name).parts
    if not parts or any(part in ("..", "/") or "\\" in part for part in parts):
        return None
    path = folder.joinpath(*parts)
    if any(one.is_symlink() for one in (path, *path.parents) if folder in one.parents):
        return None
    try:
        return files.read_bytes(path).decode("utf-8-sig")
    except NotFound:
        return None


def packaged_text(name: str) -> str:
    """Return the text of a file that comes with the program.

    Raises:
        NotFound: the installation lacks it.
    """
    text = _read(packaged_folder(), name)
    if text is None:
        raise NotFound(f"Programmet mangler filen {name}.", "Installer skolemiljo på nytt.")
    return text


def packaged_names(folder: str) -> list[str]:
    """Return the names of the files in a folder that comes with the program, sorted."""
    place = packaged_folder() / folder
    return sorted(f"{folder}/{one.name}" for one in place.iterdir() if one.is_file())
