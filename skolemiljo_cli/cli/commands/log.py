"""`log` (`logg`): add an entry of what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from skolemiljo_cli.cli.asking import questions
from skolemiljo_cli.cli.asking.draft_notice import kept_when_stopped
from skolemiljo_cli.cli.changing import fields, parse
from skolemiljo_cli.cli.changing.change_command import change_case
from skolemiljo_cli.cli.changing.fields import MANY, Field, with_fields
from skolemiljo_cli.cli.framework import completion
from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import SakArgument, flag, option, shared
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import LedgerError, UsageFault
from skolemiljo_cli.model.vocab import Delplikt, Kanal, Loggtype

if TYPE_CHECKING:
    from skolemiljo_cli.services.casework.entry_said import Enighet, Fil

HELP = """
Innføringer legges til og endres aldri. Er noe blitt feil, skriv en ny innføring som retter den
gamle: --corrects h-7k3q, og bare det som er feil. Alt annet følger med fra den gamle; --uten sted
lar noe være. Skriv {e1} i stedet for navn i teksten.

Teksten kommer fra --tekst, fra en fil eller stdin (--from), fra teksteditoren (--editor), eller
fra spørsmål på en terminal. Personer nevnes med nøkkel (a1) eller rolle (rektor). Sies det ikke
hvem teksten er om (--om), er det elevene som er med eller nevnt, og ellers eleven saken gjelder.
Den eleven og de foresatte kan få innføringen.

Står det et navn i teksten, blir du på en terminal spurt om det skal byttes ut med nøkkelen. Med
--bytt-navn gjøres det uten å spørre; med --corrects h-7k3q --bytt-navn skrives hele den gamle
innføringen på nytt, med nøkler for navnene.

Kan det skade eleven at noen får vite det som står i innføringen (samtaler om hjemmet, kontakt med
barnevernet), hold den unna dem: --ikke-til f1. Med --corrects h-7k3q --ikke-til f1 gjelder det en
innføring som er skrevet.
"""
EXAMPLES = """
Eksempler:
  skolemiljo log k3fq --type elevsamtale --av a1 --med e1 --tekst "{e1} fortalte om storefri."
  skolemiljo log k3fq --type mote --med f1,a1 --from referat.txt \\
      --avtale "Ny samtale | a1 | fredag"
  skolemiljo log k3fq --type gjennomforing --tiltak t-9xk2 --av a1 --tekst "Voksen var med."
  skolemiljo log k3fq --corrects h-7k3q --tekst "Samtalen var i lunsjen."
"""


def _agreements(option: str, given: Iterable[str] | None, today: date) -> tuple[Enighet, ...]:
    """Return `Hva | hvem | frist` as agreements; who and when may be left out."""
    from skolemiljo_cli.services.casework.entry_said import Enighet

    found = []
    for text in given or ():
        what, *rest = [part.strip() for part in text.split("|")]
        who, when, *more = [*rest, "", ""][: max(2, len(rest))]
        if not what or more:
            raise UsageFault(
                f"{option} skal være hva, hvem og frist med loddrett strek mellom.",
                f'For eksempel: {option} "Ny samtale med eleven | a1 | 2026-12-04"',
            )
        due = parse.planned_day(option, when or None, today)
        found.append(Enighet(parse.one_line(option, what) or "", who or None, due))
    return tuple(found)


def _ask_agreements(asked: fields.Asked) -> tuple[Enighet, ...]:
    from skolemiljo_cli.cli.asking import prompts

    if asked.said.get("type") not in (Loggtype.MOTE.value, Loggtype.SAMTALE.value):
        return ()
    lines = prompts.paragraphs("Avtaler, én på hver linje: hva | hvem | frist", needed=False)
    return _agreements(parse.ANSWER, (lines or "").splitlines(), asked.today)


FIELDS: tuple[Field, ...] = (
    fields.word(
        "type", f"Hva slags (ellers notat, med --tiltak gjennomforing): {', '.join(Loggtype)}.",
        Loggtype, ask=questions.word("Hva slags innføring?", Loggtype),
    ),
    fields.moment(
        "tid", "Når det skjedde (ellers i dag): i går kl. 10.15.",
        ask=questions.moment("Når skjedde det?"),
    ),
    fields.word("delplikt", f"Delplikten den hører til: {', '.join(Delplikt)}.", Delplikt),
    fields.who("av", "Hvem som fører inn.", ask=questions.person("Ført av?")),
    fields.whom("med", "Hvem det var med (flere med komma).", ask=questions.people("Med hvem?")),
    fields.whom("om", "Hvem teksten er om; avgjør hvem som kan se den."),
    Field(
        "tekst", "Hva som skjedde.",
        ask=questions.text("Hva skjedde? Skriv {e1} i stedet for navn", needed=True),
    ),
    fields.word("kanal", f"Hvordan: {', '.join(Kanal)}.", Kanal),
    Field("sted", "Hvor det var.", fields.line, "STED"),
    fields.whom("fravaerende", "Hvem som ikke kom."),
    Field("formal", "Hva møtet eller samtalen var til."),
    Field(
        "elevens_ord", "Elevens egne ord.",
        ask=questions.when(
            lambda a: a.said.get("type") == Loggtype.ELEVSAMTALE.value,
            questions.text("Elevens egne ord"),
        ),
    ),
    Field("onsker", "Hva eleven ønsker."),
    Field("kan_deles", "Hva som kan deles, og med hvem."),
    Field(
        "uten", "Det en rettelse ikke skal ha med fra den gamle: sted, godkjent.", fields.parts,
        "ORD", MANY,
    ),
    fields.whom(
        "ikke_til", "Hvem innføringen ikke skal vises for.",
        ask=questions.kept_from(
            lambda a: a.said.get("type") in (Loggtype.ELEVSAMTALE.value, Loggtype.EKSTERN.value)
        ),
    ),
    fields.yes_no(
        "trygg_voksen", "--trygg-voksen/--ikke-trygg-voksen",
        "Samtalen var med en voksen eleven er trygg på.",
    ),
    fields.yes_no(
        "rammer_forklart", "--rammer-forklart/--rammer-ikke-forklart",
        "Eleven fikk vite hva samtalen var til.",
    ),
    fields.yes_no(
        "lest_for_eleven", "--lest-for-eleven/--ikke-lest-for-eleven",
        "Referatet er lest for eleven.",
    ),
    Field(
        "synspunkter", 'Synet til en part: "f1: vil ha tettere kontakt".', fields.pairs,
        "HVEM: TEKST", MANY, option="--synspunkt",
    ),
    Field("oppsummering", "Hva møtet eller samtalen kom fram til."),
    Field(
        "avtaler", 'En avtale: "hva | hvem | frist" (flere ganger går).', _agreements, "AVTALE",
        MANY, ask=_ask_agreements, option="--avtale",
    ),
    Field(
        "oppfyller", "Avtalen dette gjennomfører: a-7k3q.", fields.parts, "ID", MANY,
        complete=completion.entries("a"),
    ),
    fields.whom("orienteres", "Hvem som skal orienteres."),
    fields.planned("neste_mote", "Neste møte."),
    fields.day("godkjent", "Referatet er godkjent denne dagen."),
    Field(
        "tiltak", "Tiltaket som er gjennomført (da er typen gjennomforing): t-9xk2.", fields.parts,
        "ID", MANY, complete=completion.entries("t"),
    ),
    Field(
        "retter", "Innføringen denne retter: h-7k3q.", fields.line, "ID",
        complete=completion.entries("h"), option="--corrects,--retter",
    ),
    Field("vedlegg_beskrivelse", "Hva vedleggene er.", fields.line),
    Field(
        "part", "Legg til en part først: foresatt, eller foresatt=Navn.", fields.new_parties,
        "ROLLE[=NAVN]", MANY,
    ),
)  # fmt: skip


@shared
@with_fields(FIELDS)
def command(
    settings: Settings,
    sak: SakArgument,
    source: Annotated[
        str | None, option("--from", "FIL|-", "Les teksten fra en fil, eller stdin (-).")
    ] = None,
    editor: Annotated[bool, flag("--editor", "Skriv teksten i teksteditoren ($EDITOR).")] = False,
    vedlegg: Annotated[
        list[str] | None, option("--vedlegg", "FIL", "Ta inn en fil (flere ganger går).")
    ] = None,
    bytt_navn: Annotated[
        bool | None,
        flag(
            "--bytt-navn/--behold-navn",
            "Skriv nøkler for navn i teksten, uten å spørre; eller la dem stå.",
        ),
    ] = None,
    **given: Any,  # noqa: ANN401 - what was typed, by field
) -> Reply:
    """Add an entry."""
    from skolemiljo_cli.services.casework.entry_said import Innforing
    from skolemiljo_cli.services.casework.log_entry import log
    from skolemiljo_cli.store import files

    if sum((given["tekst"] is not None, source is not None, editor)) > 1:
        raise UsageFault("Teksten er gitt på flere måter.", "Velg --tekst, --from eller --editor.")
    attached = tuple(_attached(settings, *file) for file in enumerate(vedlegg or (), 1))

    def write() -> Reply:
        return change_case(
            settings,
            sak,
            FIELDS,
            given,
            lambda said: partial(log, Innforing(**said, vedlegg=attached)),
            lacks=lambda said: _says_nothing(said) and not _corrects(said, bytt_navn),
            review=lambda said: _with_keys(settings, sak, said, bytt_navn),
        )

    if editor:
        return _from_editor(settings, given, write)
    if source is not None:
        data = terminal.read_all() if source == "-" else files.read_bytes(settings.cwd / source)
        given["tekst"] = _decoded(data)
    return write()


def _says_nothing(said: dict[str, Any]) -> bool:
    return not any(said[key] for key in ("tekst", "elevens_ord", "synspunkter", "avtaler"))


def _corrects(said: dict[str, Any], bytt_navn: bool | None) -> bool:  # noqa: FBT001, RUF100
    """Tell whether an entry is corrected, and it is said in what: nothing more is asked for."""
    given = [name for name, value in said.items() if value not in (None, ()) and name != "retter"]
    return bool(said["retter"] and (given or bytt_navn))


def _with_keys(
    settings: Settings,
    part: str,
    said: dict[str, Any],
    bytt_navn: bool | None,  # noqa: FBT001, RUF100
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what was said with keys for names, as far as it is wanted, and what to tell of it."""
    from skolemiljo_cli.cli.asking.offer_keys import answered
    from skolemiljo_cli.services.casework.correction import said_again
    from skolemiljo_cli.services.casework.entry_said import Innforing, texts_of, with_texts
    from skolemiljo_cli.services.changes.read_one import as_written
    from skolemiljo_cli.sharing.name_search.names_to_keys import named_in, with_keys

    entry = Innforing(**said)
    again = bool(bytt_navn and said["retter"])
    if not again and not texts_of(entry):
        return said, ()
    try:
        _, sak, _ = as_written(settings.open_ledger(), part)
    except LedgerError:  # told by what writes it, which keeps what was said
        return said, ()
    if again:
        entry = said_again(sak, entry, anew=True)
    texts = texts_of(entry)
    called = named_in(texts, sak.parter)
    answer = answered(settings, [named for those in called for named in those], bytt_navn)
    rows = iter(zip(texts, called, strict=True))
    new = with_texts(entry, lambda _text: with_keys(*next(rows), answer.choose))
    nothing_else = not any(v for name, v in said.items() if name != "retter")
    if again and nothing_else and texts_of(new) == texts:
        raise UsageFault(
            "Innføringen nevner ingen ved navn slik at det er sikkert hvem det er.",
            "Skriv rettelsen selv: skolemiljo log SAK --corrects h-… --tekst …",
        )
    return {name: getattr(new, name) for name in said}, answer.notes


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageFault(
            "Filen er ikke tekst i UTF-8.", "Lagre den som UTF-8, og prøv igjen."
        ) from error
    if not text.strip():
        raise UsageFault("Teksten er tom. Ingenting er skrevet.")
    return text


def _from_editor(settings: Settings, given: dict[str, Any], write: Callable[[], Reply]) -> Reply:
    """Let the text be written in the editor; it is kept if it cannot be taken in."""
    from skolemiljo_cli.cli.asking.editor import run_editor
    from skolemiljo_cli.store import files
    from skolemiljo_cli.store.cases import drafts

    draft = drafts.make(settings.open_ledger().root, "logg", b"", ".txt")
    with kept_when_stopped(settings, draft, b""):
        run_editor(draft, settings.environ)
        given["tekst"] = _decoded(files.read_bytes(draft))
        reply = write()
    drafts.discard(draft)
    return reply


def _attached(settings: Settings, number: int, name: str) -> Fil:
    """Return the file to attach; errors give its number, since its name may be a person's."""
    from skolemiljo_cli.model.messages import sentence
    from skolemiljo_cli.services.casework.log_entry import attachment
    from skolemiljo_cli.store import files
    from skolemiljo_cli.store.cases.ledger import MAX_ATTACHMENT

    path = settings.cwd / Path(name)
    try:
        data = files.read_bytes(path, max_bytes=MAX_ATTACHMENT)
    except LedgerError as error:
        told = error.message.replace(error.file or name, f"vedlegg nr. {number}")
        raise error.with_(message=sentence(told), file=None) from error
    return attachment(path.suffix, data)
