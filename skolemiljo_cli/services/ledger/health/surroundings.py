"""Checks around the cases: configuration, links, .gitignore, editor schemas, cloud folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from skolemiljo_cli.errors import LedgerError, Severity
from skolemiljo_cli.services.ledger.health import basis
from skolemiljo_cli.services.ledger.health.basis import Check, Fix, Ground, Trouble
from skolemiljo_cli.services.ledger.start import IGNORE_FILE, IGNORED, schema_texts
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases import attic, drafts
from skolemiljo_cli.store.cases.ledger import CONFIG, MACHINERY
from skolemiljo_cli.store.cases.templates import TEMPLATES
from skolemiljo_cli.store.create import add_lines, with_lines
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.git import runner

_CLOUD = re.compile(
    r"onedrive.*|dropbox.*|google ?drive|my drive|min disk|icloud ?drive|icloud~.*|mobile documents"
    r"|nextcloud|owncloud|box|box sync|sync\.com|pcloud ?drive|jottacloud.*|cloudstorage"
    r"|mega(?:sync)?|proton ?drive.*|sharepoint.*",
    re.IGNORECASE,
)
# Only as files: the folder `~/.dropbox` has Dropbox's settings, and its parent is not synced.
_MARKS = (".dropbox", ".owncloudsync.log", ".nextcloudsync.log", ".sync/ID")
_NOT_FOR_GIT = (f"{MACHINERY}/{drafts.FOLDER}", f"{MACHINERY}/las", ":(glob)**/.skriver-*")
_MARK_FOLDERS = (".dropbox.cache", ".tmp.driveupload")


def _config(ground: Ground) -> Iterator[Trouble]:
    error = ground.config_fault
    if error is not None:
        yield basis.of_error(error, error.file or CONFIG)


def _ignored(ground: Ground) -> Iterator[Trouble]:
    if ground.repo is None:
        return
    yield from lacking_lines(
        ground, IGNORE_FILE, IGNORED, "Dokumenter, midlertidige filer og låsen kan komme med i git."
    )
    ran = runner.run(ground.root, "ls-files", "-z", "--", *_NOT_FOR_GIT, literal=False)
    if ran.ok and ran.out:
        yield Trouble(
            "Utkast, låsen eller midlertidige filer er lagt inn i git, og blir sendt til de andre.",
            f"Ta dem ut, og la filene ligge: git rm --cached -r {MACHINERY}/{drafts.FOLDER}. Det "
            "som er lagt inn, står fortsatt i historikken.",
            file=f"{MACHINERY}/{drafts.FOLDER}",
        )


def lacking_lines(ground: Ground, name: str, wanted: str, message: str) -> Iterator[Trouble]:
    """Report lines that one of git's files lacks, with the fix that adds them."""
    path = ground.root / name
    present = _read(path)
    complete = with_lines(present or b"", wanted)
    if complete == present:
        return

    def work() -> None:
        if present is None:
            files.create(path, complete)
        else:
            add_lines(path, wanted)

    yield Trouble(
        message, "Legg til linjene som mangler, med --fix.", file=name,
        fix=Fix("\n".join(basis.diff(name, present or b"", complete)), work),
    )  # fmt: skip


def _schema(ground: Ground) -> Iterator[Trouble]:
    for name, text in schema_texts().items():
        yield from _as_generated(ground, name, text.encode())


def _as_generated(ground: Ground, name: str, wanted: bytes) -> Iterator[Trouble]:
    path = ground.root / name
    present = _read(path)
    if present is not None and present.replace(b"\r\n", b"\n") == wanted:
        return

    def work() -> None:
        no_links.refuse_links(ground.root, path)
        if present is None:
            files.make_folders(path.parent)
            files.create(path, wanted)
        else:
            files.replace(path, wanted, expected=files.sha256(present))

    message = (
        "Skjemaet for editorer er fra en annen utgave."
        if present
        else "Skjemaet for editorer mangler."
    )
    yield Trouble(
        message, "Lag det på nytt med --fix.", file=name,
        fix=Fix(f"{name}: skriver skjemaet for denne utgaven av skolemiljo", work),
    )  # fmt: skip


def _cloud(ground: Ground) -> Iterator[Trouble]:
    here = ground.root.resolve()
    synced = next((folder for folder in (here, *here.parents) if is_synced(folder)), None)
    if synced is not None:
        yield Trouble(
            "Saksarkivet ligger i en mappe som synkroniseres til en skytjeneste. To maskiner kan "
            "da skrive over hverandre, og innholdet ligger hos leverandøren.",
            "Flytt det ut, og del det med git i stedet (skolemiljo sync). Må det ligge der, så la "
            "bare én maskin skrive om gangen.",
            file="./",
        )


def is_synced(folder: Path) -> bool:
    """Tell whether a folder's name or content shows that a cloud service syncs it."""
    if _CLOUD.fullmatch(folder.name):
        return True
    return any(os.path.isfile(folder / mark) for mark in _MARKS) or any(  # noqa: PTH113
        os.path.isdir(folder / mark)  # noqa: PTH112 - never raises, also without access
        for mark in _MARK_FOLDERS
    )


def _links(ground: Ground) -> Iterator[Trouble]:
    """Report links in folders that commands write in, and among the school's own templates."""
    for name in (MACHINERY, f"{MACHINERY}/{drafts.FOLDER}", f"{MACHINERY}/{attic.FOLDER}"):
        if (ground.root / name).is_symlink():
            yield Trouble(
                "Mappen er en lenke til et annet sted. Kommandoer som skriver, stopper.",
                "Flytt innholdet inn i saksarkivet, og ta lenken bort.",
                Severity.ERROR,
                file=name,
            )
    own = ground.root / TEMPLATES
    for path in (own, *(() if own.is_symlink() else own.rglob("*"))):
        if path.is_symlink():
            yield Trouble(
                "Lenken blir ikke fulgt: malene som følger med, blir brukt i stedet.",
                "Legg skolens egne maler i templates/ som vanlige filer.",
                file=TEMPLATES,
            )


def _read(path: Path) -> bytes | None:
    try:
        return files.read_bytes(path)
    except LedgerError:
        return None


CHECKS = (
    Check(
        "oppsett", "skolemiljo.yaml som ikke kan brukes.",
        "Uten oppsettet stopper alle andre kommandoer.",
        _config,
    ),
    Check(
        "lenker", "Mapper skolemiljo skriver i, og egne maler, som er lenker til et annet sted.",
        "skolemiljo følger aldri en lenke: den kan lede ut av saksarkivet.",
        _links,
    ),
    Check(
        "gitignore", "Linjer som mangler i .gitignore.",
        "Dokumenter, utkast, midlertidige filer og låsen hører ikke hjemme i git.",
        _ignored, cures=True,
    ),
    Check(
        "skjema", "Skjemaene som gir editorer forslag og røde streker.",
        "Et skjema fra en annen utgave merker riktige nøkler som feil.",
        _schema, cures=True,
    ),
    Check(
        "skymappe", "Saksarkivet ligger i OneDrive, Dropbox eller lignende.",
        "Slike programmer kjenner ikke låsen, og lager kopier når to maskiner skriver samtidig.",
        _cloud,
    ),
)  # fmt: skip
