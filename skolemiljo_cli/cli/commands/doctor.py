"""`doctor` (`lege`): the health of the ledger, and cures that are shown before they are given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import flag, option, shared
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import ExitCode, LedgerError, Severity, UsageFault

if TYPE_CHECKING:
    from skolemiljo_cli.services.ledger.doctor import Ailment
    from skolemiljo_cli.services.ledger.health.basis import Check

HELP = """
Ser over saksarkivet selv: id-er, kopier fra skytjenester, rester etter programmer som stoppet,
vedlegg, tilgang, låser, git og maler. Hva sakene mangler, sier «skolemiljo check».

Sier at alt er i orden og avslutter med 0, eller lister det som bør rettes og avslutter med 1. En
sak som ikke kan leses, gir 65, og et oppsett som ikke kan brukes, 78; resten blir likevel sjekket.
Med --fix vises hva som vil bli endret, og du blir spurt for hver ting.
"""
EXAMPLES = """
Eksempler:
  skolemiljo doctor
  skolemiljo doctor --fix                 vis og rett, én ting om gangen
  skolemiljo doctor --fix --ja            rett alt som kan rettes, uten å spørre
  skolemiljo doctor --explain kopier      hva en sjekk ser etter, og hvorfor
"""


def complete_check(incomplete: str) -> list[str]:
    """Return the names of checks that begin so."""
    from skolemiljo_cli.services.ledger.doctor import CHECKS

    return [check.name for check in CHECKS if check.name.startswith(incomplete)]


@shared
def command(
    settings: Settings,
    fix: Annotated[bool, flag("--fix", "Rett det som kan rettes.")] = False,
    ja: Annotated[bool, flag("--ja", "Svar ja på alt (sammen med --fix).")] = False,
    explain: Annotated[
        str | None,
        option("--explain", "SJEKK", "Forklar en sjekk; «alle» forklarer alle.", complete_check),
    ] = None,
) -> Reply:
    """Look over the ledger."""
    if explain is not None:
        return _explained(explain)
    if ja and not fix:
        raise UsageFault("--ja hører sammen med --fix.", "Skriv: skolemiljo doctor --fix --ja")
    from skolemiljo_cli.services.ledger.doctor import examine
    from skolemiljo_cli.store.cases.ledger import find_root

    if fix and not ja and not settings.asks:
        raise UsageFault(
            "--fix spør før noe rettes, og her er det ingen å spørre.",
            "Bruk --fix --ja for å rette alt som kan rettes, uten å spørre.",
        )
    root = find_root(settings.cwd, settings.named_ledger)
    found = examine(root, terminal.watched)
    if not fix:
        return _reply(settings, found)
    tried = _cured(found, sure=ja, aloud=not settings.shared.json)
    if any(not attempt.fault for attempt in tried):
        found = examine(root, terminal.watched)
    return _reply(settings, found, tried)


@dataclass(frozen=True, slots=True)
class Tried:
    """A cure that was given: it went well, or this is why not."""

    ailment: Ailment
    fault: str | None = None


def _cured(found: tuple[Ailment, ...], *, sure: bool, aloud: bool) -> tuple[Tried, ...]:
    """Show each cure, give those that are wanted, and return what came of them."""
    from skolemiljo_cli.cli.asking import prompts

    tried = []
    for ailment in found:
        cure = ailment.trouble.fix
        if cure is None:
            continue
        if aloud:
            terminal.say(f"{ailment.check.name}: {ailment.trouble.message}")
            terminal.say(cure.shown)
        if not sure and prompts.yes_no("Rette dette?") is not True:
            continue
        try:
            cure.work()
            tried.append(Tried(ailment))
        except LedgerError as error:
            tried.append(Tried(ailment, f"{error.message} {error.hint}".strip()))
    return tuple(tried)


def _reply(settings: Settings, found: tuple[Ailment, ...], tried: tuple[Tried, ...] = ()) -> Reply:
    findings = tuple(ailment.finding for ailment in found)
    quiet = settings.shared.quiet
    shown = [finding for finding in findings if not quiet or finding.severity is not _LIGHT]
    curable = [ailment for ailment in found if ailment.trouble.fix is not None]
    failed = [_where(attempt.ailment) for attempt in tried if attempt.fault]
    left = [ailment for ailment in curable if _where(ailment) not in failed]
    return Reply(
        data={
            **_EMPTY,
            "funn": len(findings),
            "kan_rettes": len(curable),
            "rettet": [attempt.ailment.check.name for attempt in tried if not attempt.fault],
            "rettelser": [
                *map(_attempt_data, tried),
                *(_attempt_data(Tried(ailment), given=False) for ailment in left),
            ],
        },
        body=terminal.finding_lines(shown),
        notes=tuple(_summary(found, tried)),
        findings=findings,
        exit_code=_code(found),
        findings_in_body=True,
    )


_EMPTY: dict[str, object] = {
    "funn": 0, "kan_rettes": 0, "rettet": [], "rettelser": [], "sjekker": [],
}  # fmt: skip
_LIGHT = Severity.INFO


def _where(ailment: Ailment) -> tuple[str, str | None, str | None]:
    return ailment.check.name, ailment.trouble.sak, ailment.trouble.file


def _attempt_data(attempt: Tried, *, given: bool = True) -> dict[str, object]:
    """Return a cure for programs: what it changes, whether it was given, and how that went."""
    trouble = attempt.ailment.trouble
    return {
        "sjekk": attempt.ailment.check.name,
        "sak": trouble.sak,
        "fil": trouble.file,
        "endring": trouble.fix.shown if trouble.fix else "",
        "utfort": given and not attempt.fault,
        "feil": attempt.fault,
    }


def _code(found: tuple[Ailment, ...]) -> ExitCode:
    names = {ailment.check.name for ailment in found}
    if "oppsett" in names:
        return ExitCode.CONFIG
    if "uleselig" in names:
        return ExitCode.DATA
    serious = any(ailment.trouble.severity is not _LIGHT for ailment in found)
    return ExitCode.FINDINGS if serious else ExitCode.OK


def _summary(found: tuple[Ailment, ...], tried: tuple[Tried, ...]) -> Iterator[str]:
    for attempt in tried:
        if attempt.fault is not None:
            yield f"Fikk ikke rettet {attempt.ailment.check.name}: {attempt.fault}"
    done = [attempt.ailment.check.name for attempt in tried if not attempt.fault]
    if done:
        yield f"Rettet {len(done)}: {', '.join(dict.fromkeys(done))}."
    if not found:
        yield "Alt er i orden."
        return
    curable = sum(ailment.trouble.fix is not None for ailment in found)
    if curable and not done:
        yield f"{curable} av {len(found)} kan rettes med: skolemiljo doctor --fix"
    yield "Mer om en sjekk: skolemiljo doctor --explain NAVNET-I-KLAMMER"


def _explained(word: str) -> Reply:
    from skolemiljo_cli.services.ledger.doctor import CHECKS, named

    checks = CHECKS if word == "alle" else (named(word),)
    return Reply(
        data={**_EMPTY, "sjekker": [_check_data(check) for check in checks]},
        body=("\n\n".join(_text(check) for check in checks),),
    )


def _check_data(check: Check) -> dict[str, object]:
    return {
        "navn": check.name,
        "ser_etter": check.line,
        "hvorfor": check.why,
        "retter": check.cures,
    }


def _text(check: Check) -> str:
    cure = "Kan rettes med --fix." if check.cures else "Må rettes av deg."
    return f"{check.name}\n  Ser etter: {check.line}\n  Hvorfor:   {check.why}\n  {cure}"
