"""`init` (`start`): a new ledger, asked for or from options, never over an old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from skolemiljo_cli.cli import ask, typed
from skolemiljo_cli.cli.options import shared
from skolemiljo_cli.cli.reply import Reply
from skolemiljo_cli.cli.settings import Settings

if TYPE_CHECKING:
    from skolemiljo_cli.services.start import School

HELP = """
Lager skolemiljo.yaml (oppsettet), cases/ (sakene) og skjemaet for editorer. Rører aldri et
saksarkiv som finnes fra før.
"""
EXAMPLES = """
Eksempler:
  skolemiljo init                                  spør om det som trengs
  skolemiljo init saker --no-input                 lager det uten å spørre
  skolemiljo init --skole "Eksempel skole" --skoleeier "Eksempel kommune"
"""


@shared
def command(
    settings: Settings,
    mappe: Annotated[
        str, typer.Argument(metavar="[MAPPE]", help="Hvor saksarkivet skal ligge; ellers her.")
    ] = ".",
    skole: Annotated[
        str | None, typer.Option("--skole", metavar="NAVN", help="Skolens navn.")
    ] = None,
    skoleeier: Annotated[
        str | None, typer.Option("--skoleeier", metavar="NAVN", help="Skoleeierens navn.")
    ] = None,
    kalles: Annotated[
        str | None,
        typer.Option(
            "--kalles",
            metavar="ORD",
            help="Hva skoleeieren kalles: kommune, fylkeskommune eller styre.",
        ),
    ] = None,
    malform: Annotated[
        str | None, typer.Option("--malform", metavar="nb|nn", help="Målform i dokumentene.")
    ] = None,
) -> Reply:
    """Make a new ledger."""
    from skolemiljo_cli.model.config import EierKalles, Malform
    from skolemiljo_cli.services.start import School, refuse_existing, start_ledger

    root = settings.cwd / mappe
    refuse_existing(root)
    school = School(
        skole=typed.one_line("--skole", skole),
        skoleeier=typed.one_line("--skoleeier", skoleeier),
        kalles=typed.word("--kalles", kalles, EierKalles) or EierKalles.KOMMUNE,
        malform=typed.word("--malform", malform, Malform) or Malform.BOKMAL,
    )
    if settings.asks:
        school = _ask(school, kalles_given=kalles is not None)
    made = start_ledger(root, school)
    shown = settings.shown(root)
    return Reply(
        data={"mappe": shown, "filer": list(made)},
        body=(shown,),
        notes=(
            f"Laget et saksarkiv: {', '.join(made)}",
            "Neste: se over skolemiljo.yaml, og registrer en melding med: skolemiljo new-case",
        ),
    )


def _ask(school: School, *, kalles_given: bool) -> School:
    """Ask for what the options did not say."""
    from skolemiljo_cli.model.config import EierKalles
    from skolemiljo_cli.services.start import School

    skole = school.skole or ask.line("Skolens navn")
    eier = school.skoleeier or ask.line("Skoleeierens navn")
    kalles = school.kalles
    if not kalles_given:
        kalles = ask.word("Hva kalles skoleeieren?", EierKalles, default=school.kalles)
    return School(skole, eier, kalles, school.malform)
