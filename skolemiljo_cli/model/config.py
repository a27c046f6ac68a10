"""The model of `skolemiljo.yaml`: the school's names, local norms and closed days."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, WithJsonSchema, model_validator
from pydantic_core import core_schema

from skolemiljo_cli.model.base import DATE_SCHEMA, Dato, Del, JaNei, Tekst
from skolemiljo_cli.model.messages import Unusable


class EierKalles(StrEnum):
    """What documents call the owner where they quote the law (privatskolelova § 2-4: `styre`)."""

    KOMMUNE = "kommune"
    FYLKESKOMMUNE = "fylkeskommune"
    STYRE = "styre"


class Malform(StrEnum):
    """The written standard of Norwegian that documents use."""

    BOKMAL = "nb"
    NYNORSK = "nn"


class Skoleeier(Del):
    """Hvem som eier skolen, og hva eieren kalles i dokumentene."""

    navn: Tekst | None = Field(None, title="Skoleeierens navn")
    kalles: EierKalles = Field(
        EierKalles.KOMMUNE, title="Kalles", description="kommune, fylkeskommune eller styre."
    )


class LukketPeriode(Del):
    """Dager da skolen er stengt."""

    fra: Dato = Field(title="Fra og med")
    til: Dato = Field(title="Til og med")
    navn: Tekst | None = Field(None, title="Navn", examples=["høstferie"])

    @model_validator(mode="after")
    def _in_order_and_short(self) -> Self:
        if self.til < self.fra:
            raise Unusable("«til» er før «fra»")
        if self.til - self.fra > timedelta(days=366):
            raise Unusable("perioden er lengre enn et år")
        return self

    def days(self) -> frozenset[date]:
        """Return every day of the period."""
        return frozenset(
            self.fra + timedelta(days=n) for n in range((self.til - self.fra).days + 1)
        )


def _to_days(value: object) -> int:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and re.fullmatch("[0-9]{1,3}", text) and int(text) <= 365:
        return int(text)
    raise Unusable("dette skal være et antall dager fra 0 til 365")


def _to_period(value: object) -> object:
    return {"fra": value, "til": value} if isinstance(value, str) else value


class EnDagEllerPeriode:
    """Marks a period that may be written as a single day."""

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """Offer both notations to editors."""
        return {"anyOf": [DATE_SCHEMA, handler(schema)]}


Dager = Annotated[
    int,
    BeforeValidator(_to_days),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 365}),
]
LukketDag = Annotated[LukketPeriode, BeforeValidator(_to_period), EnDagEllerPeriode()]


class LokaleFrister(Del):
    """Skolens egne normer. Loven har ingen tall for disse; de skrives aldri ut som lov."""

    melding_rektor: Dager = Field(0, title="Virkedager til rektor har fått meldingen")
    alvorlighet: Dager = Field(0, title="Virkedager til alvor er vurdert")
    foresatte_informert: Dager = Field(1, title="Virkedager til de foresatte er informert")
    undersokelse_start: Dager = Field(1, title="Virkedager til undersøkelsen er startet")
    stille: Dager = Field(14, title="Dager uten noe nytt i en åpen sak")


class GitOppsett(Del):
    """Hva skolemiljo gjør med git. Uten git lagres filene likevel."""

    commit: JaNei = Field(
        False,  # noqa: FBT003, RUF100 - a field's default
        title="Lagre hver endring som en versjon",
        description="true gir én versjon (commit) i git for hver endring, uten navn i teksten.",
    )


class Historikk(Del):
    """Hva «history --check» ser etter i det git har registrert."""

    sent_etter_dager: Dager = Field(
        7,
        title="Dager til noe er ført for sent",
        description="Hvor mange dager etter at noe skjedde, det kan føres uten å bli et funn.",
    )


class Oppsett(Del):
    """Oppsettet for et saksarkiv: skolen, eieren, lokale normer og stengte dager."""

    skole: Tekst | None = Field(None, title="Skolens navn")
    skoleeier: Skoleeier = Field(default_factory=Skoleeier, title="Skoleeier")
    malform: Malform = Field(Malform.BOKMAL, title="Målform", description="nb eller nn.")
    roller: dict[str, Tekst] = Field(
        default_factory=dict,
        title="Roller",
        description="Hvem som har rollene. Navnet kommer med når rollen blir part i en ny sak.",
    )
    lokale_frister: LokaleFrister = Field(default_factory=LokaleFrister, title="Lokale frister")
    lukkede_dager: tuple[LukketDag, ...] = Field(
        (),
        title="Stengte dager",
        description="Teller bare for lokale normer, aldri for frister i loven.",
    )
    historikk: Historikk = Field(default_factory=Historikk, title="Historikk")
    skjermet_ledger: Tekst | None = Field(
        None,
        title="Skjermet saksarkiv",
        description="Mappen for saker etter § 12-5 og elever med strengt fortrolig adresse.",
    )
    skjermet: JaNei = Field(
        False,  # noqa: FBT003, RUF100 - a field's default
        title="Dette er det skjermede saksarkivet",
        description="true der saker etter § 12-5 og strengt fortrolig adresse skal ligge.",
    )
    git: GitOppsett = Field(default_factory=GitOppsett, title="Git")

    def closed_days(self) -> frozenset[date]:
        """Return every day the school is closed, for local norms only."""
        return frozenset(day for period in self.lukkede_dager for day in period.days())
