"""`init` (`start`): a new ledger, asked for or from options, never over an old one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from skolemiljo_cli.cli.asking import prompts
from skolemiljo_cli.cli.changing import parse
from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import argument, flag, option, shared
from skolemiljo_cli.cli.output.reply import Reply

if TYPE_CHECKING:
    from skolemiljo_cli.services.ledger.start import School, Started

HELP = """
Lager skolemiljo.yaml (oppsettet), cases/ (sakene) og skjemaet for editorer. Rører aldri et
saksarkiv som finnes fra før, men gjør ferdig et som ble avbrutt.

Ligger mappen i git, settes sammenslåingen av saker opp, og det foreslås at hver endring blir en
versjon (commit) for seg. Uten git virker alt det andre.
"""
EXAMPLES = """
Eksempler:
  skolemiljo init                                  spør om det som trengs
  skolemiljo init saker --no-input                 lager det uten å spørre
  skolemiljo init --skole "Eksempel skole" --skoleeier "Eksempel kommune"
  skolemiljo init ../skjermet --skjermet           saksarkivet for saker som skal skjermes
  skolemiljo init --ikke-commit                    i git, men uten en versjon for hver endring
"""


@shared
def command(
    settings: Settings,
    mappe: Annotated[str, argument("[MAPPE]", "Hvor saksarkivet skal ligge; ellers her.")] = ".",
    skole: Annotated[str | None, option("--skole", "NAVN", "Skolens navn.")] = None,
    skoleeier: Annotated[str | None, option("--skoleeier", "NAVN", "Skoleeierens navn.")] = None,
    kalles: Annotated[
        str | None,
        option("--kalles", "ORD", "Hva skoleeieren kalles: kommune, fylkeskommune eller styre."),
    ] = None,
    malform: Annotated[str | None, option("--malform", "nb|nn", "Målform i dokumentene.")] = None,
    skjermet: Annotated[
        bool, flag("--skjermet", "Et skjermet saksarkiv: § 12-5 og strengt fortrolig adresse.")
    ] = False,
    commit: Annotated[
        bool | None,
        flag(
            "--commit/--ikke-commit",
            "Lagre hver endring som en versjon i git; ellers ja når mappen ligger i git.",
        ),
    ] = None,
) -> Reply:
    """Make a new ledger."""
    from skolemiljo_cli.model.config import EierKalles, Malform
    from skolemiljo_cli.services.ledger import start

    root = settings.cwd / mappe
    start.refuse_finished(root)
    school = start.School(
        skole=parse.one_line("--skole", skole),
        skoleeier=parse.one_line("--skoleeier", skoleeier),
        kalles=parse.word("--kalles", kalles, EierKalles) or EierKalles.KOMMUNE,
        malform=parse.word("--malform", malform, Malform) or Malform.BOKMAL,
        commit=start.in_repository(root) if commit is None else commit,
        skjermet=skjermet,
    )
    if settings.asks and not start.is_begun(root):
        school = _ask(
            school, kalles_given=kalles is not None, about_git=commit is None and school.commit
        )
    made = start.start_ledger(root, school, settings.verb)
    next_step = _NEXT_SHIELDED if school.skjermet else _next(elsewhere=root != settings.cwd)
    return _reply(settings.shown(root), made, next_step, commits=school.commit)


def _next(*, elsewhere: bool) -> str:
    there = "gå til mappen, " if elsewhere else ""
    return (
        f"Neste: {there}se over skolemiljo.yaml, og registrer en melding med: skolemiljo new-case"
    )


_NEXT_SHIELDED = (
    "Neste: la bare dem som skal se sakene, få tilgang til mappen. Skriv «skjermet_ledger: …», med "
    "stien hit, i skolemiljo.yaml i det vanlige saksarkivet; da legges nye saker som skal "
    "skjermes, her."
)


_BEGUN = (
    "Gjorde ferdig saksarkivet som var begynt her. skolemiljo.yaml er som den var: rett den for "
    "hånd hvis noe skal være annerledes."
)


def _reply(shown: str, made: Started, next_step: str, *, commits: bool) -> Reply:
    return Reply(
        data={
            "mappe": shown,
            "filer": list(made.files),
            "git": {"sammenslaing": made.driver, "commit": made.version.commit},
        },
        body=(shown,),
        notes=(
            _BEGUN if made.was_begun else f"Laget et saksarkiv: {', '.join(made.files)}",
            *_about_git(made, commits=commits),
            next_step,
        ),
    )


def _about_git(made: Started, *, commits: bool) -> Iterator[str]:
    if made.driver:
        yield "Satte opp sammenslåing av saker i git."
    if made.version.commit:
        yield "Hver endring blir en versjon i git (git.commit i skolemiljo.yaml)."
    if commits:
        yield from made.version.notes


def _ask(school: School, *, kalles_given: bool, about_git: bool) -> School:
    from dataclasses import replace

    from skolemiljo_cli.model.config import EierKalles

    skole = school.skole or prompts.line("Skolens navn")
    eier = school.skoleeier or prompts.line("Skoleeierens navn")
    kalles = school.kalles
    if not kalles_given:
        kalles = prompts.word("Hva kalles skoleeieren?", EierKalles, default=school.kalles)
    commit = school.commit
    if about_git:
        commit = prompts.yes_no("Skal hver endring bli en versjon i git (anbefales)?") is not False
    return replace(school, skole=skole, skoleeier=eier, kalles=kalles, commit=commit)
