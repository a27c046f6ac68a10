"""Check of the shielded ledger: cases that belong in it, and whether it is kept apart (ADR 17)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from skolemiljo_cli.errors import LedgerError, Severity
from skolemiljo_cli.model.derived.shielding import lives_apart
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.services.ledger.health.basis import Check, Ground, Trouble
from skolemiljo_cli.services.shielding import is_itself, travels_with
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases import drafts
from skolemiljo_cli.store.cases.ledger import CONFIG, MACHINERY, open_ledger
from skolemiljo_cli.store.files.no_links import entries
from skolemiljo_cli.store.yaml import reader

_KEY = "skjermet_ledger"
_ANY_ID = "2000-01-01-0000"


def _apart(ground: Ground) -> Iterator[Trouble]:
    if ground.oppsett is None:
        return
    if ground.oppsett.skjermet:
        yield from _inside_another(ground)
        return
    yield from _misplaced(ground)
    yield from _left_drafts(ground)
    if ground.oppsett.skjermet_ledger is not None:
        yield from _place(ground, ground.oppsett.skjermet_ledger)


def _misplaced(ground: Ground) -> Iterator[Trouble]:
    for seen in ground.cases:
        sak = parse_case(seen.values).value if seen.values is not None else None
        if sak is not None and lives_apart(sak):
            yield Trouble(
                "Saken skal ikke ligge i dette saksarkivet, men i det skjermede.",
                "Flytt mappen dit (brukerveiledningen: «Saker som skal skjermes»). Ligger den i "
                "git, har historikken den fortsatt.",
                Severity.ERROR,
                seen.folder,
                seen.file,
            )


def _left_drafts(ground: Ground) -> Iterator[Trouble]:
    """Report drafts with text that belongs in the shielded ledger."""
    folder = ground.root / MACHINERY / drafts.FOLDER
    left = sum(_is_shielded(path) for path in entries(folder) if path.suffix == ".yaml")
    if left:
        yield Trouble(
            f"{'Ett utkast' if left == 1 else f'{left} utkast'} har tekst fra saker som skal ligge "
            "i det skjermede saksarkivet.",
            "Er det en ny sak, så lag den der («skolemiljo new-case --from UTKAST»); ellers flytt "
            "saken, og skriv det inn der. Slett så utkastet.",
            file=f"{MACHINERY}/{drafts.FOLDER}",
        )


def _is_shielded(path: Path) -> bool:
    try:
        values = reader.read(files.read_bytes(path))
    except LedgerError:
        return False
    sak = parse_case({**values, "id": _ANY_ID}).value
    return sak is not None and lives_apart(sak)


def _place(ground: Ground, named: str) -> Iterator[Trouble]:
    root = ground.root / named
    if is_itself(ground.root, named):
        yield _trouble(
            "skjermet_ledger viser til dette saksarkivet selv.",
            "Lag et for seg, med egen tilgang: skolemiljo init ../skjermet --skjermet, og vis til "
            "det.",
            Severity.ERROR,
        )
        return
    try:
        shielded = open_ledger(root)
    except LedgerError:
        yield _trouble(
            "Det skjermede saksarkivet finnes ikke, eller kan ikke leses herfra.",
            "Er det meningen at du ikke har tilgang, så er dette i orden. Ellers: skolemiljo init "
            "MAPPE --skjermet",
            Severity.INFO,
        )
        return
    if not shielded.oppsett.skjermet:
        yield _trouble(
            "Saksarkivet som skal være skjermet, er ikke satt opp slik.",
            f"Er det det rette, så skriv «skjermet: true» i {CONFIG} der.",
            Severity.ERROR,
        )
    if travels_with(ground.root, root):
        yield _trouble(
            "Det skjermede saksarkivet ligger i samme git-arkiv som dette, og blir sendt med det.",
            "Flytt det ut av git-arkivet. Historikken har det som er sendt.",
            Severity.ERROR,
        )
    elif ground.root.resolve() in root.resolve().parents:
        message = "Det skjermede saksarkivet ligger inne i dette: den som har mappen, har begge."
        yield _trouble(message, "Flytt det ut, og gi det egen tilgang.")


def _trouble(what: str, remedy: str, severity: Severity = Severity.WARNING) -> Trouble:
    return Trouble(what, remedy, severity, file=CONFIG, key=_KEY)


def _inside_another(ground: Ground) -> Iterator[Trouble]:
    if any((folder / CONFIG).is_file() for folder in ground.root.resolve().parents):
        yield Trouble(
            "Dette skjermede saksarkivet ligger inne i et annet: den som har mappen, har begge.",
            "Flytt det ut, og gi det egen tilgang.",
            file=CONFIG,
            key="skjermet",
        )


CHECKS = (
    Check(
        "skjermet", "Saker som skal ligge i det skjermede saksarkivet, og om det ligger for seg.",
        "Saker etter § 12-5 og strengt fortrolig adresse skal bare de se som trenger det. Det som "
        "ligger i samme mappe eller git-arkiv, følger med når det deles.",
        _apart,
    ),
)  # fmt: skip
