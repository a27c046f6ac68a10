"""Rules on the closing in force: the duty lasts until the pupil is safe and well at school."""

import re
from collections.abc import Iterator

from skolemiljo_cli.checks.file_position import Place
from skolemiljo_cli.checks.phrases import listed
from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, Subject, is_blank, sound
from skolemiljo_cli.checks.when import has_role
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.derived.phase import last_closing, last_evaluation
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.sak.case import Avslutning, Sak
from skolemiljo_cli.model.vocab import Rolle, Sluttgrunn, Svar

_NOTHING_SEEN = re.compile(
    r"ingen (nye |flere )*(hendelser|episoder|krenkelser|observasjoner|meldinger)|"
    r"(perioden|planen|tiden) (er|har) (over|omme|slutt|utløpt|gått ut)|planperioden|"
    r"skoleåret er|skoleslutt|sommerferie",
    re.I,
)

_PUPIL = re.compile(
    r"eleven (selv )?(sier|sa|forteller|fortalte|opplever|har det)|\{e[0-9]+\}|trygt"
)


def _current(subject: Subject) -> Iterator[tuple[Place, Avslutning]]:
    latest = last_closing(subject.sak)
    for place, closing in sound(subject, ("avslutninger",), subject.sak.avslutninger):
        if closing is latest:
            yield place, closing


def _another_reason(closing: Avslutning) -> bool:
    """Tell whether the case was closed for another reason than safety, and says why."""
    other = closing.grunnlag in (Sluttgrunn.FLYTTET, Sluttgrunn.ANNET)
    return other and not is_blank(closing.begrunnelse)


@rule(
    "avsluttet-utrygg",
    Severity.ERROR,
    Kind.LOV,
    about="Plikten varer til eleven har et trygt og godt skolemiljø.",
    remedy="Åpne saken igjen, eller skriv hva eleven selv sier nå.",
    provision=Hjemmel.RETTEN,
    lints=("L19",),
    points=(19,),
    reads=("avslutninger", "gjenapninger", "aktivitetsplan.evalueringer"),
)
def unsafe(subject: Subject) -> Iterator[Hit]:
    """Closed although the pupil is not said to be safe and well."""
    for place, closing in _current(subject):
        if _another_reason(closing) or _is_safe(subject.sak, closing):
            continue
        what = "Saken er avsluttet uten at eleven har det trygt og godt."
        remedy = "Åpne den igjen med «skolemiljo reopen SAK», eller spør eleven på nytt."
        yield Hit((*place, "trygt_og_godt"), f"{what} {remedy}")


def _is_safe(sak: Sak, closing: Avslutning) -> bool:
    """Tell whether the closing says that the pupil is safe, and nothing speaks against it.

    A closing without any answer is left to `avsluttet-uten-elevens-svar`.
    """
    if closing.trygt_og_godt is Svar.UAVKLART and is_blank(closing.elevens_svar):
        return True
    latest = last_evaluation(sak)
    doubted = latest is not None and latest.trygt_og_godt is Svar.NEI
    answered = not is_blank(closing.elevens_svar) or not is_blank(closing.begrunnelse)
    return closing.trygt_og_godt is Svar.JA and (answered or not doubted)


@rule(
    "avsluttet-uten-elevens-svar",
    Severity.ERROR,
    Kind.LOV,
    about="Om eleven har det trygt og godt, er det eleven selv som vet.",
    remedy="Spør eleven, eller skriv hvorfor svaret mangler.",
    provision=Hjemmel.MEDVIRKNING,
    lints=("L19",),
    points=(19,),
    reads=("avslutninger", "gjenapninger"),
)
def pupil_not_asked(subject: Subject) -> Iterator[Hit]:
    """Closed without the pupil's own answer, or the reason why it is missing."""
    for place, closing in _current(subject):
        if is_blank(closing.elevens_svar) and is_blank(closing.uten_elevens_svar):
            if _another_reason(closing):
                continue
            what = "Saken er avsluttet uten elevens eget svar."
            remedy = "Spør eleven og skriv svaret, eller skriv hvorfor under «uten_elevens_svar»."
            yield Hit((*place, "elevens_svar"), f"{what} {remedy}")


@rule(
    "avsluttet-pa-dato",
    Severity.WARNING,
    Kind.RAD,
    about="At tiden er gått, eller at ingen har sett noe, viser ikke at eleven har det trygt.",
    remedy="Skriv hva eleven selv sier.",
    provision=Hjemmel.RETTEN,
    lints=("L20",),
    points=(19,),
    reads=("avslutninger", "gjenapninger"),
)
def by_date(subject: Subject) -> Iterator[Hit]:
    """Closed because time ran out, or because nobody saw anything."""
    for place, closing in _current(subject):
        reason = closing.begrunnelse or ""
        if _NOTHING_SEEN.search(reason) and not _PUPIL.search(reason):
            what = "Saken er avsluttet fordi tiden er gått eller ingen har sett noe."
            remedy = "Det avgjørende er hva eleven selv sier: skriv det i begrunnelsen."
            yield Hit((*place, "begrunnelse"), f"{what} {remedy}")


@rule(
    "avsluttet-uten-oppfolging",
    Severity.INFO,
    Kind.RAD,
    about="Plikten til å følge med varer, og en dato gjør at noen spør igjen.",
    remedy="Skriv en dato under «oppfolging».",
    provision=Hjemmel.GRIPE_INN,
    lints=("L21",),
    points=(19,),
    reads=("avslutninger", "gjenapninger"),
)
def no_follow_up(subject: Subject) -> Iterator[Hit]:
    """Closed without a date for a follow-up."""
    for place, closing in _current(subject):
        if closing.oppfolging is None and closing.grunnlag is not Sluttgrunn.FLYTTET:
            what = "Avslutningen har ingen dato for oppfølging."
            remedy = "Skriv under «oppfolging» når dere spør eleven igjen."
            yield Hit((*place, "oppfolging"), f"{what} {remedy}")


@rule(
    "avsluttet-uten-foresatte",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Skolen skal samarbeide med foreldrene, også om å avslutte.",
    remedy="Skriv hva de foresatte mener, under «foresattes_syn».",
    provision=Hjemmel.SAMARBEID,
    points=(19,),
    reads=("avslutninger", "gjenapninger", "parter"),
)
def guardians_not_asked(subject: Subject) -> Iterator[Hit]:
    """Closed without the guardians' view."""
    for place, closing in _current(subject):
        if is_blank(closing.foresattes_syn) and has_role(subject.sak, Rolle.FORESATT):
            what = "Avslutningen sier ikke hva de foresatte mener."
            yield Hit((*place, "foresattes_syn"), f"{what} Skriv det under «foresattes_syn».")


@rule(
    "avsluttet-uten-beslutning",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Det må kunne vises hvem som avsluttet saken, og hvorfor.",
    remedy="Skriv hvem under «av», og hvorfor under «begrunnelse».",
    provision=Hjemmel.DOKUMENTERE,
    points=(19,),
    reads=("avslutninger", "gjenapninger"),
)
def nobody_decided(subject: Subject) -> Iterator[Hit]:
    """Closed without who decided it, or why."""
    for place, closing in _current(subject):
        lacks = [
            name
            for said, name in (
                (closing.av, "hvem som avsluttet"),
                (not is_blank(closing.begrunnelse), "hvorfor"),
            )
            if not said
        ]
        if lacks:
            key = "begrunnelse" if closing.av else "av"
            what = f"Avslutningen sier ikke {listed(lacks)}."
            yield Hit((*place, key), f"{what} Skriv det under «av» og «begrunnelse».")
