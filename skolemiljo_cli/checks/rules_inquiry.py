"""Rules on the investigation and on who was heard."""

from __future__ import annotations

from skolemiljo_cli.checks.rule import Check, Kind
from skolemiljo_cli.checks.rules import inquiry
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.law import Hjemmel

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

CHECKS: tuple[Check, ...] = (
    Check(
        rule="undersokelse-ikke-startet",
        severity=_WARNING,
        kind=Kind.LOKAL,
        about="Loven sier snarest; skolens egen norm er én virkedag.",
        remedy="Start undersøkelsen, eller utsett den med en begrunnelse.",
        run=inquiry.not_begun,
        provision=Hjemmel.UNDERSOKE,
        points=(7,),
        reads=("undersokelse", "mottak", "parter"),
    ),
    Check(
        rule="undersokelse-ikke-konkludert",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about=(
            "Praksis leser uken i håndhevingsordningen som fem virkedager, og lengre tid må "
            "begrunnes."
        ),
        remedy="Konkluder, eller skriv hvorfor det tar tid.",
        run=inquiry.not_finished,
        provision=Hjemmel.UNDERSOKE,
        points=(7,),
        reads=("undersokelse", "mottak"),
    ),
    Check(
        rule="utsatt-uten-grunn",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about="Undersøkelsen skal skje snarest, og det må begrunnes at den utsettes.",
        remedy="Skriv grunnen under «begrunnelse».",
        run=inquiry.put_off_without_reason,
        provision=Hjemmel.UNDERSOKE,
        points=(7,),
        reads=("undersokelse.utsatt",),
    ),
    Check(
        rule="undersokelse-uten-innhold",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about="Problemet og tiltakene skal bygge på det som er undersøkt.",
        remedy="Før hva som er gjort, av hvem, når og hva det viste.",
        run=inquiry.no_trace,
        provision=Hjemmel.DOKUMENTERE,
        points=(7,),
        reads=("undersokelse", "logg", "parter", "melding", "aktivitetsplan", "avslutninger"),
    ),
    Check(
        rule="konklusjon-uten-grunn",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about="En konklusjon uten grunn viser ikke hva undersøkelsen fant.",
        remedy="Skriv hva som ble funnet, under «begrunnelse».",
        run=inquiry.conclusion_without_reason,
        provision=Hjemmel.DOKUMENTERE,
        points=(7,),
        reads=("undersokelse.konklusjon",),
    ),
    Check(
        rule="elev-ikke-hort",
        severity=_ERROR,
        kind=Kind.LOV,
        about="Eleven har rett til å bli hørt, og elevens egen opplevelse er avgjørende.",
        remedy="Snakk med eleven, og skriv hva eleven sa, når og til hvem.",
        run=inquiry.pupil_not_heard,
        provision=Hjemmel.MEDVIRKNING,
        points=(8,),
        reads=("melding", "undersokelse", "aktivitetsplan", "logg", "avslutninger", "parter"),
    ),
    Check(
        rule="medelever-ikke-hort",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about="Også andre elever som er direkte berørt, skal høres.",
        remedy="Snakk med hver for seg, eller skriv hvorfor ikke.",
        run=inquiry.others_unheard,
        provision=Hjemmel.MEDVIRKNING,
        points=(9,),
        reads=("undersokelse", "aktivitetsplan", "logg", "parter"),
    ),
    Check(
        rule="foresattes-syn-mangler",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about="Skolen skal samarbeide med foreldrene.",
        remedy="Skriv hva de foresatte mener, eller før samtalen i loggen.",
        run=inquiry.guardians_not_heard,
        provision=Hjemmel.SAMARBEID,
        points=(10,),
        reads=("aktivitetsplan", "undersokelse", "logg", "parter", "melding", "avslutninger"),
    ),
    Check(
        rule="elevens-beste-mangler",
        severity=_ERROR,
        kind=Kind.LOV,
        about=(
            "Elevens beste skal være et grunnleggende hensyn i alt som gjelder eleven, og det må "
            "kunne vises."
        ),
        remedy="Skriv hvilke hensyn som er veid, hva eleven mener, og hva som er best for eleven.",
        run=inquiry.best_interest_missing,
        provision=Hjemmel.ELEVENS_BESTE,
        points=(11,),
        reads=("aktivitetsplan", "undersokelse"),
    ),
    Check(
        rule="elevens-beste-standard",
        severity=_WARNING,
        kind=Kind.RAD,
        about=(
            "En vurdering som passer på hvem som helst, viser ikke at det er tenkt på denne eleven."
        ),
        remedy="Skriv hva som gjelder for akkurat denne eleven.",
        run=inquiry.best_interest_boilerplate,
        provision=Hjemmel.ELEVENS_BESTE,
        points=(11,),
        reads=("aktivitetsplan.elevens_beste", "undersokelse.konklusjon"),
    ),
    Check(
        rule="andre-instanser",
        severity=_INFO,
        kind=Kind.RAD,
        about=(
            "I alvorlige saker bør det være vurdert om barnevernet, politiet eller helsetjenesten "
            "skal vite om det."
        ),
        remedy="Skriv hva som er vurdert, også når svaret er nei.",
        run=inquiry.no_other_services,
        provision=Hjemmel.BARNEVERN,
        points=(6,),
        reads=("mottak", "logg", "parter", "undersokelse", "aktivitetsplan", "melding"),
    ),
    Check(
        rule="kartlegging-uten-grunn",
        severity=_WARNING,
        kind=Kind.LOV,
        about=(
            "En kartlegging med navn kan bare brukes i en sak når den er langvarig eller "
            "sammensatt og annet er prøvd."
        ),
        remedy="Skriv hva som er prøvd før, under «formal».",
        run=inquiry.survey_without_reason,
        provision=Hjemmel.KARTLEGGING,
        points=(7,),
        reads=("parter",),
    ),
)
