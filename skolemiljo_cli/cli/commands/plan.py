"""`plan` (`plan`): the written plan around the measures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.cli.asking import questions
from skolemiljo_cli.cli.changing import fields
from skolemiljo_cli.cli.changing.change_command import case_command
from skolemiljo_cli.cli.changing.fields import Field

if TYPE_CHECKING:
    from skolemiljo_cli.cli.changing.change_command import Said
    from skolemiljo_cli.services.changes.change import Changed, Plan

HELP = """
Planen sier hvilke problemer tiltakene skal løse (a), og tiltakene sier hva, når, hvem og når de
evalueres (b–e): skolemiljo measure add SAK. Endres planen senere, blir det en ny versjon; det
som sto der før, tas vare på under «revidert».

Kan det skade eleven at noen får vite det som står i planen, hold den unna dem: --ikke-til f1. Et
enkelt tiltak holdes unna for seg (measure add SAK --ikke-til f1).
"""
EXAMPLES = """
Eksempler:
  skolemiljo plan k3fq --problem "{e1} holdes utenfor leken i storefri, særlig ved ballbingen."
  skolemiljo plan k3fq --elevens-syn "{e1} vil ha med seg en venn." --vurdering "…"
  skolemiljo plan k3fq --problem "…" --endring "Observasjonene viste at det også skjer på bussen."
"""


def _new(name: str) -> Any:  # noqa: ANN401 - a test of what is asked
    return lambda asked: not getattr(asked.sak.aktivitetsplan, name, None)


def _text(name: str, tip: str, question: str) -> Field:
    return Field(name, tip, ask=questions.when(_new(name), questions.text(question)))


FIELDS: tuple[Field, ...] = (
    _text(
        "problem", "a) Hvilke problemer tiltakene skal løse.",
        "a) Hvilke problemer skal tiltakene løse? Hva skjer, hvor, og hva holder det ved like",
    ),
    _text("mal", "Hva planen skal føre til.", "Hva skal planen føre til"),
    _text("elevens_syn", "Elevens syn på planen.", "Elevens syn på planen"),
    _text("foresattes_syn", "De foresattes syn på planen.", "De foresattes syn på planen"),
    _text(
        "kommunikasjon", "Oppsummering av kommunikasjonen med elever og foreldre.",
        "Oppsummering av kommunikasjonen med elever og foreldre",
    ),
    _text("vurdering", "Skolens vurdering.", "Skolens vurdering av saken"),
    _text(
        "elevens_beste", "Vurderingen av elevens beste (§ 10-1).",
        "Elevens beste: hva er vurdert",
    ),
    Field("senskade", "Oppfølging mot senskade."),
    fields.whom("ikke_til", "Hvem planen ikke skal vises for.", ask=questions.kept_from()),
    fields.who("av", "Hvem som skriver planen."),
    fields.day("dato", "Dagen (ellers i dag)."),
    Field("endring", "Hva som er endret, og hvorfor."),
)  # fmt: skip


def _plan(said: Said) -> Plan:
    from skolemiljo_cli.services.casework.plan import Planlagt, plan

    return lambda before: plan(Planlagt(**said), before)


def _about_plan(changed: Changed) -> Iterator[str]:
    """Say which version this is, and what the statute still wants in it."""
    from skolemiljo_cli.calendar.five_points import POINTS, lacks_of_plan
    from skolemiljo_cli.model.derived.measures import plan_version

    tail = changed.sak.id[-4:]
    yield f"Planen er versjon {plan_version(changed.sak)}."
    lacking = lacks_of_plan(changed.sak.aktivitetsplan)
    if lacking:
        listed = ", ".join(f"{POINTS[point]} ({point})" for point in lacking)
        yield f"Planen mangler: {listed}. Tiltak: skolemiljo measure add {tail}"
    else:
        yield f"Skriv den ut: skolemiljo render {tail} aktivitetsplan -o plan.html"


command = case_command(FIELDS, _plan, notes=_about_plan)
