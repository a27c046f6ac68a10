"""What lies around the cases: configuration, editor schema, permissions, cloud, own forms."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path

from skolemiljo_cli.errors import LedgerError, Severity
from skolemiljo_cli.services.health.ground import Check, Fix, Ground, Trouble, entries
from skolemiljo_cli.services.start import IGNORE_FILE, IGNORED, SCHEMA_FILE, schema_text
from skolemiljo_cli.store import files
from skolemiljo_cli.store.ledger import CASE_FILE, CASES, CONFIG
from skolemiljo_cli.store.new import add_lines, with_lines
from skolemiljo_cli.store.templates import TEMPLATES, packaged_names

_CLOUD = re.compile(
    r"onedrive.*|dropbox.*|google ?drive|my drive|min disk|icloud ?drive|icloud~.*|mobile documents"
    r"|nextcloud|owncloud|box|box sync|sync\.com|pcloud ?drive|jottacloud.*|cloudstorage",
    re.IGNORECASE,
)
_MARKS = (".dropbox", ".dropbox.cache", ".owncloudsync.log", ".sync", ".tmp.driveupload")
# What the act of 1998 called things, and what was renamed since (law.md 1.5).
_OLD_WORDS = re.compile(
    r"(opplæringslov[ae]n? )?§+ ?9 ?a(-[0-9]+)?\b|kapittel 9 ?a\b|\b9 ?a-[0-9]+|fylkesmann\w*"
    r"|ordensreglement\w*|varslingsplikt\w*",
    re.IGNORECASE,
)


def _config(ground: Ground) -> Iterator[Trouble]:
    error = ground.config_fault
    if error is not None:
        yield Trouble(
            error.message,
            error.hint,
            Severity.ERROR,
            None,
            error.file or CONFIG,
            error.line,
            error.key,
        )


def _ignored(ground: Ground) -> Iterator[Trouble]:
    if ground.repo is None:
        return
    yield from _lacking_lines(
        ground, IGNORE_FILE, IGNORED, "Midlertidige filer og låsen kan komme med i git."
    )


def _lacking_lines(ground: Ground, name: str, wanted: str, message: str) -> Iterator[Trouble]:
    path = ground.root / name
    there = _read(path)
    whole = with_lines(there or b"", wanted)
    if whole == there:
        return

    def work() -> None:
        if there is None:
            files.create(path, whole)
        else:
            add_lines(path, wanted)

    yield Trouble(
        message, "Legg til linjene som mangler, med --fix.", file=name,
        fix=Fix(_diff(name, there or b"", whole), work),
    )  # fmt: skip


lacking_lines = _lacking_lines


def _schema(ground: Ground) -> Iterator[Trouble]:
    path = ground.root / SCHEMA_FILE
    there, wanted = _read(path), schema_text().encode()
    if there is not None and there.replace(b"\r\n", b"\n") == wanted:
        return

    def work() -> None:
        if there is None:
            files.make_folders(path.parent)
            files.create(path, wanted)
        else:
            files.replace(path, wanted, expected=files.sha256(there))

    message = (
        "Skjemaet for editorer er fra en annen utgave."
        if there
        else "Skjemaet for editorer mangler."
    )
    yield Trouble(
        message, "Lag det på nytt med --fix.", file=SCHEMA_FILE,
        fix=Fix(f"{SCHEMA_FILE}: skriver skjemaet for denne utgaven av skolemiljo", work),
    )  # fmt: skip


def _permissions(ground: Ground) -> Iterator[Trouble]:
    if os.name == "nt":  # who may read is inherited from the folder there
        return
    wide = [path for path in _private(ground) if _mode(path) & 0o077]
    if not wide:
        return
    shown = "\n".join(
        f"{path.relative_to(ground.root).as_posix()}: {_mode(path):o} → {_mode(path) & 0o700:o}"
        for path in wide[:20]
    )
    more = f"\n… og {len(wide) - 20} til" if len(wide) > 20 else ""
    yield Trouble(
        f"{_how_many(wide)} kan leses av andre brukere på maskinen.",
        "La bare deg selv lese dem, med --fix. Deler flere brukere mappen, så la det stå.",
        file=CASES,
        fix=Fix(shown + more, _narrower(wide)),
    )


def _how_many(paths: list[Path]) -> str:
    return "Én fil eller mappe" if len(paths) == 1 else f"{len(paths)} filer og mapper"


def _private(ground: Ground) -> Iterator[Path]:
    cases = ground.root / CASES
    yield cases
    for seen in ground.cases:
        folder = cases / seen.folder
        if folder.is_symlink():
            continue
        yield folder
        for name in (CASE_FILE, "vedlegg", "dokumenter"):
            path = folder / name
            if path.is_symlink() or not path.exists():
                continue
            yield path
            if path.is_dir():
                yield from (one for one in entries(path) if not one.is_symlink())


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.lstat().st_mode)
    except OSError:
        return 0


def _narrower(paths: list[Path]) -> Callable[[], None]:
    def work() -> None:
        for path in paths:
            files.narrow(path, _mode(path) & 0o700)

    return work


def _cloud(ground: Ground) -> Iterator[Trouble]:
    here = ground.root.resolve()
    synced = next((one for one in (here, *here.parents) if _is_synced(one)), None)
    if synced is not None:
        yield Trouble(
            "Saksarkivet ligger i en mappe som synkroniseres til en skytjeneste. To maskiner kan "
            "da skrive over hverandre, og innholdet ligger hos leverandøren.",
            "Flytt det ut, og del det med git i stedet (skolemiljo sync). Må det ligge der, så la "
            "bare én maskin skrive om gangen.",
            file="./",
        )


def _is_synced(folder: Path) -> bool:
    if _CLOUD.fullmatch(folder.name):
        return True
    return any((folder / mark).exists() for mark in _MARKS)


def _own_forms(ground: Ground) -> Iterator[Trouble]:
    known = {name for folder in ("nb",) for name in packaged_names(folder)}
    folder = ground.root / TEMPLATES
    if folder.resolve() == _packaged():
        return
    for path in _below(folder):
        name = path.relative_to(folder).as_posix()
        text = (_read(path) or b"").decode("utf-8", "replace")
        for number, line in enumerate(text.splitlines(), 1):
            if found := _OLD_WORDS.search(line):
                yield Trouble(
                    f"Malen bruker et ord fra den gamle loven: «{found[0]}».",
                    "Skriv det som opplæringslova av 2023 bruker (kapittel 12; statsforvalteren; "
                    "skolereglar; melde fra).",
                    file=f"{TEMPLATES}/{name}",
                    line=number,
                )
        if name.startswith("nb/") and name not in known:
            yield Trouble(
                "Malen har et navn som ingen dokumenter bruker.",
                "Se navnene med: skolemiljo render --help",
                Severity.INFO,
                file=f"{TEMPLATES}/{name}",
            )


def _packaged() -> Path:
    from skolemiljo_cli.store.templates import packaged_folder

    return packaged_folder().resolve()


def _below(folder: Path) -> Iterator[Path]:
    for one in entries(folder):
        if one.is_symlink() or one.name.startswith("."):
            continue
        if one.is_dir():
            yield from _below(one)
        elif one.suffix == ".j2":
            yield one


def _read(path: Path) -> bytes | None:
    try:
        return files.read_bytes(path)
    except LedgerError:
        return None


def _diff(name: str, before: bytes, after: bytes) -> str:
    old, new = (one.decode("utf-8", "replace").splitlines() for one in (before, after))
    rows = unified_diff(old, new, f"{name} (nå)", f"{name} (etter)", lineterm="", n=0)
    return "\n".join(rows)


CHECKS = (
    Check(
        "oppsett", "skolemiljo.yaml som ikke kan brukes.",
        "Uten oppsettet stopper alle andre kommandoer.",
        _config,
    ),
    Check(
        "gitignore", "Linjer som mangler i .gitignore.",
        "Midlertidige filer, utkast og låsen hører ikke hjemme i git.",
        _ignored, cures=True,
    ),
    Check(
        "skjema", "Skjemaet som gir editorer forslag og røde streker.",
        "Et skjema fra en annen utgave merker riktige nøkler som feil.",
        _schema, cures=True,
    ),
    Check(
        "tilgang", "Filer som andre brukere på maskinen kan lese.",
        "Sakene handler om barn. Bare den som arbeider med dem, skal kunne lese dem.",
        _permissions, cures=True,
    ),
    Check(
        "skymappe", "Saksarkivet ligger i OneDrive, Dropbox eller lignende.",
        "Slike programmer kjenner ikke låsen, og lager kopier når to maskiner skriver samtidig.",
        _cloud,
    ),
    Check(
        "maler", "Ord fra den gamle loven i skolens egne maler.",
        "Dokumentene skal vise til loven som gjelder på sakens dato.",
        _own_forms,
    ),
)  # fmt: skip
