"""`show` (`vis`): one case, to be grasped on one screen."""

from __future__ import annotations

from typing import Annotated

from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import SakArgument, flag, shared
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import ExitCode

HELP = """
Hvor saken står, plikt for plikt: gjort, i gang, forfalt, venter eller uavklart (ingen har skrevet
det ned). Så eleven, planen, det som står for tur, og det siste som har skjedd.

Parter vises med nøkkel og rolle. Med --names vises navnene også, men bare på en skjerm. Det som går
til en fil eller et annet program, er uten navn, og uten det som står i tekstene: der kan noen ha
skrevet navn.
"""
EXAMPLES = """
Eksempler:
  skolemiljo show k3fq
  skolemiljo show k3fq --all                    hele tidslinjen og meldingen
  skolemiljo show 2026-11-22-k3fq --names
"""

_UNDECIDED = (
    "IKKE FERDIG SLÅTT SAMMEN: to versjoner av saken sier ulike ting, og den ene vises her.\n"
    "Se hva det gjelder, og gjør det ferdig: skolemiljo sync"
)


@shared
def command(
    settings: Settings,
    sak: SakArgument,
    names: Annotated[bool, flag("--names", "Vis navnene, på en skjerm.")] = False,
    everything: Annotated[bool, flag("--all", "Vis hele tidslinjen.")] = False,
) -> Reply:
    """Show one case."""
    from skolemiljo_cli.cli.commands.show.data import case_data
    from skolemiljo_cli.cli.commands.show.lines import case_lines
    from skolemiljo_cli.services.changes.read_one import readable
    from skolemiljo_cli.services.overview.cases import standing
    from skolemiljo_cli.store.git.merge_state import undecided_cases

    shown = names and terminal.may_show_names()
    ledger = settings.open_ledger()
    case, value, findings = readable(ledger, sak)
    frister = standing(value, ledger, settings.today)
    lines = case_lines(
        value, frister, names=shown, everything=everything, texts=terminal.may_show_names()
    )
    undecided = case.id in undecided_cases(ledger.root)
    warning = (_UNDECIDED, "") if undecided else ()
    return Reply(
        {**case_data(value, case.file, frister, names=shown), "uavgjort": undecided},
        ("\n".join((*warning, *lines)),),
        notes=(terminal.NO_NAMES,) if names and not shown else (),
        findings=findings,
        exit_code=ExitCode.DATA if findings else ExitCode.OK,
    )
