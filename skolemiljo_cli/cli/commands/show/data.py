"""One case as data: where it stands and what it holds, without texts and, unless asked, names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from skolemiljo_cli.cli.output.deadline_lines import frist_data, is_number
from skolemiljo_cli.model.derived.agreements import agreements
from skolemiljo_cli.model.derived.heard import corrections
from skolemiljo_cli.model.derived.measures import plan_version, rounds, statuses
from skolemiljo_cli.model.derived.phase import phase
from skolemiljo_cli.services.overview.cases import year_of
from skolemiljo_cli.services.overview.duties import duties

if TYPE_CHECKING:
    from skolemiljo_cli.calendar.deadline import FristPaDag
    from skolemiljo_cli.model.sak.case import Sak


def case_data(
    sak: Sak, file: str, frister: Sequence[FristPaDag], *, names: bool
) -> dict[str, object]:
    """Return the case for programs."""
    return {
        "id": sak.id,
        "type": sak.type.value,
        "fase": phase(sak).value,
        "trinn": year_of(sak),
        "fil": file,
        "saksansvarlig": sak.saksansvarlig,
        "arkivreferanse": sak.arkivreferanse if is_number(sak.arkivreferanse) else None,
        "koblet": list(sak.koblet),
        "parter": [
            {"part": key, "rolle": part.rolle.value, "navn": part.navn if names else None}
            for key, part in sak.parter.items()
        ],
        "frister": [frist_data(frist) for frist in frister],
        "delplikter": [
            {
                "steg": row.steg.value,
                "tilstand": row.tilstand.value,
                "dato": row.dato,
                "frist": row.frist.frist.frist.value if row.frist else None,
            }
            for row in duties(sak, frister)
        ],
        "plan_versjon": plan_version(sak),
        "tiltak": _measures(sak),
        "evalueringer": [
            {key: getattr(round_, key) for key in ("id", "dato", "trygt_og_godt", "neste")}
            for round_ in rounds(sak)
        ],
        "avtaler": [
            {
                "id": row.avtale.id,
                "hvem": list(row.avtale.hvem),
                "frist": row.avtale.frist,
                "oppfylt": row.oppfylt_av,
            }
            for row in agreements(sak)
        ],
        "logg": _log(sak),
    }


def _measures(sak: Sak) -> list[dict[str, object]]:
    plan, status = sak.aktivitetsplan, statuses(sak)
    return [
        {
            "id": measure.id,
            "status": status[measure.id],
            "fra": measure.fra,
            "til": measure.til,
            "evalueres": measure.evalueres,
            "ansvarlige": list(measure.gjennomfores_av),
        }
        for measure in (plan.tiltak if plan else ())
    ]


def _log(sak: Sak) -> list[dict[str, object]]:
    corrected = corrections(sak)
    return [
        {
            "id": entry.id,
            "tid": entry.tid,
            "type": entry.type,
            "av": entry.av,
            "med": list(entry.med),
            "om": list(entry.om),
            "rettet_av": corrected.get(entry.id),
        }
        for entry in sak.logg
    ]
