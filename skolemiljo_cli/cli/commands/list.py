"""`list` (`liste`): all cases with phase and next deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from skolemiljo_cli.cli.changing import parse
from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import option, shared
from skolemiljo_cli.cli.output import deadline_lines, terminal
from skolemiljo_cli.cli.output.reply import Reply, Table
from skolemiljo_cli.errors import ExitCode
from skolemiljo_cli.model.vocab import Fase, label

if TYPE_CHECKING:
    from skolemiljo_cli.services.overview.cases import CaseRow

HELP = """
Fasen og fristen regnes ut av det som står i saken. Ingen navn vises.
"""
EXAMPLES = """
Eksempler:
  skolemiljo list
  skolemiljo list --phase evaluering
  skolemiljo list --json
"""


@shared
def command(
    settings: Settings,
    phase: Annotated[
        list[str] | None, option("--phase", "FASE", f"Bare saker her: {', '.join(Fase)}.")
    ] = None,
) -> Reply:
    """Show all cases."""
    from skolemiljo_cli.services.overview.cases import listing

    phases = parse.several("--phase", phase, Fase)
    report = listing(settings.open_ledger(), settings.today, phases, terminal.watched)
    rows = report.rows
    data = {"saker": [_data(row) for row in rows]}
    code = ExitCode.DATA if report.findings else ExitCode.OK
    if not rows:
        calm = "Ingen saker å vise. Registrer en med: skolemiljo new-case"
        return Reply(data, notes=(calm,), findings=report.findings, exit_code=code)
    headings = ("Sak", "Type", "Trinn", "Fase", "Neste frist")
    table = Table(headings, tuple(map(_cells, rows)), tuple(map(_mark, rows)))
    return Reply(data, (table,), findings=report.findings, exit_code=code)


def _cells(row: CaseRow) -> tuple[str, ...]:
    if row.fase is None or row.type is None:
        return (row.id, "", "", "ligger feil sted" if row.misplaced else "kan ikke leses", "")
    return (
        row.id,
        label(row.type.value),
        row.trinn or "uavklart",
        label(row.fase.value) + _remark(row),
        deadline_lines.frist_line(row.neste) if row.neste else "ingen",
    )


def _remark(row: CaseRow) -> str:
    if row.undecided:
        return " (ikke ferdig slått sammen)"
    return "" if row.whole else " (feil i filen)"


def _mark(row: CaseRow) -> str | None:
    if row.fase is None or row.undecided:
        return "uleselig"
    return row.neste.tilstand.value if row.neste else None


def _data(row: CaseRow) -> dict[str, object]:
    return {
        "id": row.id,
        "type": row.type.value if row.type else None,
        "fase": row.fase.value if row.fase else None,
        "trinn": row.trinn,
        "neste_frist": row.neste.frist.dato.isoformat() if row.neste else None,
        "neste_frist_type": row.neste.frist.frist.value if row.neste else None,
        "neste_frist_tilstand": row.neste.tilstand.value if row.neste else None,
        "lesbar": row.whole,
        "uavgjort": row.undecided,
    }
