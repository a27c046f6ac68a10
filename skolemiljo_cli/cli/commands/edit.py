"""`edit` (`rediger`): the case file in a text editor, checked before it is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from skolemiljo_cli.cli.asking.draft_notice import kept_when_stopped
from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import SakArgument, flag, shared
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import ExitCode, Unreadable
from skolemiljo_cli.model import ids
from skolemiljo_cli.store.yaml.values import dotted

if TYPE_CHECKING:
    from skolemiljo_cli.errors import Finding
    from skolemiljo_cli.services.casework.edit import Draft, Verdict
    from skolemiljo_cli.services.changes.record import Version
    from skolemiljo_cli.store.cases.ledger import Ledger

HELP = """
Åpner en kopi av saksfilen i teksteditoren (VISUAL eller EDITOR). Når editoren lukkes, sjekkes
teksten. Er noe galt, åpnes editoren igjen på det du skrev, med beskjed om hva som må rettes.
Det du har skrevet, kastes aldri: går det ikke inn, sies det hvor kopien ligger.

Står det navn i det du skrev, blir du spurt om de skal byttes ut med nøklene. --bytt-navn gjør det
i alle tekster i saken som kan endres, uten å åpne editoren.

Kan det skade eleven at noen får vite det som står, skriv «ikke_til: [f1]» i meldingen, mottaket,
undersøkelsen, planen, tiltaket, evalueringen, avslutningen, innføringen eller vedlegget. Da er det
ikke med i noe til dem.

Skal noe i loggen rettes, så skriv heller en ny innføring: skolemiljo log SAK --corrects h-…
"""
EXAMPLES = """
Eksempler:
  skolemiljo edit k3fq
  EDITOR=nano skolemiljo edit k3fq
"""


@shared
def command(
    settings: Settings,
    sak: SakArgument,
    bytt_navn: Annotated[
        bool, flag("--bytt-navn", "Skriv nøkler for navn i tekstene, uten å åpne editoren.")
    ] = False,
) -> Reply:
    """Edit a case as text."""
    from skolemiljo_cli.services.casework import edit

    ledger = settings.open_ledger()
    if bytt_navn:
        return _names_exchanged(settings, ledger, sak)
    draft = edit.begin(ledger, sak)
    with kept_when_stopped(settings, draft.path, draft.before):
        return _rounds(settings, draft)


def _names_exchanged(settings: Settings, ledger: Ledger, part: str) -> Reply:
    """Write keys for names in the texts of a case that may be changed; entries are left."""
    from skolemiljo_cli.services.casework.names_as_keys import in_case
    from skolemiljo_cli.services.changes.change import change

    changed = change(ledger, part, settings.today, in_case, settings.verb)
    places = ", ".join(dotted(change.path) for change in changed.work.changes)
    told = (f"Skrev nøkler for navn i {places}.",)
    return _reply(changed.sak.id, changed.file, changed.findings, changed.version, told)


def _rounds(settings: Settings, draft: Draft) -> Reply:
    """Open the editor until the text can be taken in, or the person has had enough."""
    from skolemiljo_cli.cli.asking.editor import run_editor
    from skolemiljo_cli.services.casework import edit
    from skolemiljo_cli.store import files
    from skolemiljo_cli.store.cases import drafts

    ledger = settings.open_ledger()
    while True:
        run_editor(draft.path, settings.environ)
        data = files.read_bytes(draft.path)
        if data == draft.before:
            drafts.discard(draft.path)
            return _reply(draft.case_id, draft.file, (), None)
        data = _with_keys(settings, draft, data)
        verdict = edit.judge(ledger, draft, data, settings.today)
        if not verdict.stops and _agreed(settings, verdict):
            version = edit.take_in(ledger, draft, data, settings.verb)
            return _reply(draft.case_id, draft.file, verdict.others, version)
        if not _again(settings, verdict):
            raise _refused(verdict)


def _agreed(settings: Settings, verdict: Verdict) -> bool:
    """Ask before entries that were written earlier are changed; a correction is a new entry."""
    if not verdict.rewritten:
        return True
    listed = ", ".join(verdict.rewritten)
    terminal.say(
        f"Merk: dette endrer det som er ført før ({listed}). {_instead(verdict.rewritten)}"
    )
    if not settings.asks:
        return True
    from skolemiljo_cli.cli.asking import prompts

    return prompts.yes_no("Vil du likevel endre det som er ført?") is True


def _instead(rewritten: Sequence[str]) -> str:
    """Say how to do it without changing what is written."""
    measures = [entry_id for entry_id in rewritten if entry_id.startswith(f"{ids.MEASURE}-")]
    ways = []
    if measures:
        ways.append(f"Et tiltak får en ny utgave: skolemiljo measure change SAK --id {measures[0]}")
    if len(measures) < len(rewritten):
        ways.append("En retting er en ny innføring: skolemiljo log SAK --corrects h-…")
    return " ".join(ways)


def _again(settings: Settings, verdict: Verdict) -> bool:
    """Show what is wrong, and ask whether the editor shall open again."""
    terminal.say(*terminal.finding_lines(verdict.stops))
    if not settings.asks:
        return False
    from skolemiljo_cli.cli.asking import prompts

    return prompts.yes_no("Åpne editoren igjen på det du skrev?") is not False


def _refused(verdict: Verdict) -> Unreadable:
    if not verdict.stops:
        return Unreadable("Endringen er ikke tatt inn.", "Saken er som før.")
    first, said = verdict.stops[0], "Teksten er ikke tatt inn; saken er som før."
    return Unreadable(said, file=first.file, line=first.line, key=first.key)


def _with_keys(settings: Settings, draft: Draft, data: bytes) -> bytes:
    """Offer to write keys for names in what was typed; without a terminal `check` tells of them."""
    from skolemiljo_cli.services.casework.names_as_keys import exchanged, typed

    rows = typed(draft.before, data, settings.today) if settings.asks else []
    if not rows:
        return data
    from skolemiljo_cli.cli.asking.offer_keys import answered

    answer = answered(settings, [named for _, _, called in rows for named in called], None)
    terminal.say(*answer.notes)
    return exchanged(data, rows, answer.choose)


def _reply(
    case_id: str,
    file: str,
    findings: tuple[Finding, ...],
    version: Version | None,
    told: tuple[str, ...] = (),
) -> Reply:
    """Return what came of it; `version` is None when nothing was changed."""
    changed = version is not None
    said = f"Skrev sak {case_id}." if changed else f"Sak {case_id} er ikke endret."
    data = {
        "sak": case_id,
        "fil": file,
        "endret": changed,
        "commit": version.commit if version else None,
    }
    notes = (said, *told, *(version.notes if version else ()))
    return Reply(data, notes=notes, findings=findings, exit_code=ExitCode.OK)
