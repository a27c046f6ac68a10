"""Check of file modes: other users who can read the cases, or change settings and templates."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from skolemiljo_cli.services.ledger.health import basis
from skolemiljo_cli.services.ledger.health.basis import Check, Fix, Ground, Trouble
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases import attic, drafts
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, CONFIG, MACHINERY
from skolemiljo_cli.store.cases.templates import TEMPLATES
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.files.no_links import entries

_LISTED = 20


def _permissions(ground: Ground) -> Iterator[Trouble]:
    if os.name == "nt":  # Windows inherits permissions from the folder
        return
    wide = [path for path in _private(ground) if _mode(path) & 0o077]
    if wide:
        yield Trouble(
            f"{_how_many(wide)} kan leses av andre brukere på maskinen.",
            "La bare deg selv lese dem, med --fix. Deler flere brukere mappen, så la det stå.",
            file=CASES,
            fix=_narrower(ground, wide, 0o700),
        )
    loose = [path for path in _steering(ground) if _mode(path) & 0o022]
    if loose:
        yield Trouble(
            f"{_how_many(loose)} som styrer saksarkivet, kan endres av andre brukere på maskinen.",
            "La bare deg selv endre dem, med --fix. Deler flere brukere mappen, så la det stå.",
            file="./",
            fix=_narrower(ground, loose, 0o755),
        )


def _how_many(paths: list[Path]) -> str:
    return "Én fil eller mappe" if len(paths) == 1 else f"{len(paths)} filer og mapper"


def _private(ground: Ground) -> Iterator[Path]:
    cases = ground.root / CASES
    if no_links.has_link(ground.root, cases):
        return
    yield cases
    yield from _recorded(ground)
    for place in (drafts.FOLDER, attic.FOLDER):
        yield from _whole(ground, ground.root / MACHINERY / place)
    for seen in (*ground.cases, *ground.odd):
        folder = cases / seen.folder
        if no_links.has_link(ground.root, folder):
            continue
        yield folder
        for name in (CASE_FILE, "vedlegg", "dokumenter"):
            yield from _whole(ground, folder / name)


def _recorded(ground: Ground) -> Iterator[Path]:
    """Yield git's folder when other users can reach it: it has every version of every case."""
    folder = ground.repo.git_dir if ground.repo else None
    if folder is not None and folder.parent == ground.root and _mode(folder.parent) & 0o077:
        yield folder


def _whole(ground: Ground, path: Path) -> Iterator[Path]:
    """Yield a file, or a folder with its content; links and missing files are left out."""
    if no_links.has_link(ground.root, path) or not os.path.lexists(path):
        return
    yield path
    for inner in entries(path) if path.is_dir() else ():
        yield from _whole(ground, inner)


def _steering(ground: Ground) -> Iterator[Path]:
    """Yield what others must not change: the ledger's folder, its settings, its templates."""
    yield ground.root
    for name in (CONFIG, MACHINERY):
        if not no_links.has_link(ground.root, ground.root / name):
            yield ground.root / name
    yield from _whole(ground, ground.root / TEMPLATES)


def _narrower(ground: Ground, paths: list[Path], kept: int) -> Fix:
    """Return the fix that removes all permissions but `kept` from the paths."""
    rows = [f"{_shown(ground, path)}: {_mode(path):o} → {_mode(path) & kept:o}" for path in paths]
    more = [f"… og {len(rows) - _LISTED} til"] if len(rows) > _LISTED else []

    def work() -> None:
        for path in paths:
            files.set_mode(path, _mode(path) & kept)

    return Fix("\n".join([*rows[:_LISTED], *more]), work)


def _shown(ground: Ground, path: Path) -> str:
    if path == ground.root:
        return "./"
    return basis.without_names(path.relative_to(ground.root).as_posix())


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.lstat().st_mode)
    except OSError:
        return 0


CHECKS = (
    Check(
        "tilgang", "Filer som andre brukere på maskinen kan lese, eller styre saksarkivet med.",
        "Sakene handler om barn. Bare den som arbeider med dem, skal kunne lese dem. Den som kan "
        "endre mappen, oppsettet eller malene, avgjør hva som blir lest og skrevet ut. På Windows "
        "bestemmer rettighetene til mappen, og de blir ikke sjekket her.",
        _permissions, cures=True,
    ),
)  # fmt: skip
