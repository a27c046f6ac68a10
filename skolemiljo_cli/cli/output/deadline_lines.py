"""Deadlines and cases in the words a person reads on a terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from skolemiljo_cli.calendar.deadline import FristPaDag, Grunnlag, Tilstand
from skolemiljo_cli.cli.output.reply import Table
from skolemiljo_cli.model.dates import weekday_name
from skolemiljo_cli.model.vocab import label

_NUMBER = re.compile(r"(?=.*[0-9])[A-Za-z0-9_.:/-]{1,40}")
FRIST_HEADINGS = ("Dato", "Når", "Frist", "Sak", "Ansvarlig", "Grunnlag")


def is_number(text: str | None) -> bool:
    """Tell whether a reference is a number in another system: any other words may be a name."""
    return text is not None and _NUMBER.fullmatch(text) is not None


def short_day(day: date) -> str:
    """Return `2026-11-27 fre`."""
    return f"{day.isoformat()} {weekday_name(day)[:3]}"


def when(deadline: FristPaDag) -> str:
    """Return how near a deadline is: `forfalt 3 virkedager`, `i dag`, `om 2 virkedager`."""
    days = abs(deadline.virkedager_igjen)
    unit = "virkedag" if days == 1 else "virkedager"
    if deadline.tilstand is Tilstand.FORFALT:
        return f"forfalt {days} {unit}"
    if deadline.tilstand is Tilstand.I_DAG:
        return "i dag"
    return f"om {days} {unit}"


def responsible(deadline: FristPaDag) -> str:
    """Return whom it falls on by key and role, or by role alone."""
    frist = deadline.frist
    if len(frist.roller) != len(frist.ansvarlige):
        return frist.ansvarlig
    pairs = zip(frist.ansvarlige, frist.roller, strict=True)
    return ", ".join(
        label(key) if key == rolle else f"{key} {label(rolle)}" for key, rolle in pairs
    )


def what(deadline: FristPaDag) -> str:
    """Return the kind of deadline, with the entry it is about."""
    frist = deadline.frist
    return f"{frist.rad.navn} {frist.gjelder}" if frist.gjelder else frist.rad.navn


def source(deadline: FristPaDag) -> str:
    """Return where the deadline comes from; only what is law is shown as law."""
    frist = deadline.frist
    provision = frist.hjemmel.replace("opplæringslova", "oppl.")
    law = frist.grunnlag is Grunnlag.LOV
    basis = f"lov: {provision}" if law else f"{frist.grunnlag.value} (til {provision})"
    return f"{basis}; {frist.merknad}" if frist.merknad else basis


def frist_table(frister: Sequence[FristPaDag]) -> Table:
    """Return the deadlines as a table."""
    rows = tuple(
        (
            short_day(deadline.frist.dato),
            when(deadline),
            what(deadline),
            deadline.frist.sak,
            responsible(deadline),
            source(deadline),
        )
        for deadline in frister
    )
    return Table(FRIST_HEADINGS, rows, tuple(deadline.tilstand.value for deadline in frister))


def frist_line(deadline: FristPaDag) -> str:
    """Return one deadline as a line."""
    frist = deadline.frist
    return f"{short_day(frist.dato)}  {when(deadline)}  {what(deadline)} ({frist.grunnlag.value})"


def frist_data(deadline: FristPaDag) -> dict[str, object]:
    """Return a deadline for programs."""
    frist = deadline.frist
    return {
        "sak": frist.sak,
        "frist": frist.frist.value,
        "dato": frist.dato.isoformat(),
        "tilstand": deadline.tilstand.value,
        "virkedager_igjen": deadline.virkedager_igjen,
        "grunnlag": frist.grunnlag.value,
        "hjemmel": frist.hjemmel,
        "ansvarlig": frist.ansvarlig,
        "gjelder": frist.gjelder,
        "fra": frist.fra.isoformat(),
        "merknad": frist.merknad,
    }
