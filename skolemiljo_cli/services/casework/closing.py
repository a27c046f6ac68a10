"""Close a case when the pupil is safe and well, and open it again when not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model import ids
from skolemiljo_cli.model.derived.phase import last_closing
from skolemiljo_cli.model.vocab import Rolle, Sakstype, Sluttgrunn, Svar
from skolemiljo_cli.services.changes.change import Before, Work
from skolemiljo_cli.services.changes.entry_ids import taken
from skolemiljo_cli.services.changes.people import People
from skolemiljo_cli.services.changes.plain import plain_values, said_by_name
from skolemiljo_cli.store.yaml.writer import Append


@dataclass(frozen=True, slots=True)
class Avsluttet:
    """What was said of the closing; None where nothing was said."""

    dato: date | None = None
    av: str | None = None
    grunnlag: str | None = None
    elevens_svar: str | None = None
    uten_elevens_svar: str | None = None
    trygt_og_godt: str | None = None
    foresattes_syn: str | None = None
    begrunnelse: str | None = None
    gjenstar: str | None = None
    oppfolging: date | None = None
    oppfolging_av: str | None = None
    gjenapnes_hvis: str | None = None
    arkivert: str | None = None
    arkivert_dato: date | None = None
    ikke_til: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gjenapnet:
    """What was said of the reopening."""

    dato: date | None = None
    av: str | None = None
    begrunnelse: str | None = None


def close(said: Avsluttet, before: Before) -> Work:
    """Return the closing to be written.

    Raises:
        UsageFault: it is closed, the pupil's answer is missing without a reason, or the pupil is
            not safe and well and no other reason to close is given.
    """
    if last_closing(before.sak):
        raise UsageFault(
            "Saken er allerede avsluttet.", "Åpne den igjen med: skolemiljo reopen SAK"
        )
    _refuse_too_early(said)
    people = People(before.sak, before.oppsett)
    by = people.one("--av", said.av)
    if before.sak.type is Sakstype.LEDELSE and people.role(by) is Rolle.REKTOR:
        # oppl. § 12-5 second paragraph: the case goes past rektor, to its end
        raise UsageFault(
            "Rektor kan ikke avslutte en sak som gjelder ledelsen.",
            "Saken avsluttes av skoleeier: --av skoleeier",
        )
    new = ids.mint_entry_id(ids.CLOSING, taken(before.values))
    safe = said.trygt_og_godt == Svar.JA.value
    values = {
        "id": new,
        **said_by_name(said),
        "dato": said.dato or before.today,
        "av": by,
        "grunnlag": said.grunnlag or (Sluttgrunn.TRYGT.value if safe else None),
        "trygt_og_godt": said.trygt_og_godt or Svar.UAVKLART.value,
        "oppfolging_av": people.one("--oppfolging-av", said.oppfolging_av),
        "arkivert_dato": said.arkivert_dato or (before.today if said.arkivert else None),
        "ikke_til": people.several("--ikke-til", said.ikke_til),
    }
    return Work((*people.changes, Append(("avslutninger",), plain_values(values))), new)


def _refuse_too_early(said: Avsluttet) -> None:
    if not said.elevens_svar and not said.uten_elevens_svar:
        raise UsageFault(
            "Saken kan ikke avsluttes uten elevens eget svar. Plikten varer til eleven har det "
            "trygt og godt.",
            'Spør eleven, og skriv svaret: --elevens-svar "…". Går det ikke, skriv hvorfor: '
            '--uten-elevens-svar "…".',
        )
    if said.trygt_og_godt == Svar.JA.value:
        return
    other = said.grunnlag in (Sluttgrunn.FLYTTET.value, Sluttgrunn.ANNET.value)
    if not (other and said.begrunnelse):
        raise UsageFault(
            "Plikten varer til eleven har det trygt og godt. Det er ikke sagt at eleven har det.",
            "Skriv --trygt-og-godt ja, eller hvorfor saken likevel avsluttes: --grunnlag flyttet "
            '(eller annet) og --begrunnelse "…".',
        )


def reopen(said: Gjenapnet, before: Before) -> Work:
    """Return the reopening to be written.

    Raises:
        UsageFault: the case is open, or no reason is given.
    """
    if last_closing(before.sak) is None:
        raise UsageFault("Saken er åpen.", "Skriv det som har skjedd i loggen: skolemiljo log SAK")
    if not said.begrunnelse:
        raise UsageFault(
            "Det er ikke sagt hvorfor saken åpnes igjen.", 'Skriv det med --begrunnelse "…".'
        )
    people = People(before.sak, before.oppsett)
    new = ids.mint_entry_id(ids.REOPENING, taken(before.values))
    values = {
        "id": new,
        **said_by_name(said),
        "dato": said.dato or before.today,
        "av": people.one("--av", said.av),
    }
    return Work((*people.changes, Append(("gjenapninger",), plain_values(values))), new)
