"""Rows: what is kept apart, and cases that are linked."""

from __future__ import annotations

from checks_base import NO_LINE, SIDE, STAFF, hit, miss, note, warn

OTHER = "2026-11-20-a7qm"
LINKED = ("type: 12-4", f"type: 12-4\nkoblet: [{OTHER}]")
ALONE = (STAFF[0], STAFF[1].replace("koblet: [2026-11-20-a7qm]\n", ""))
NOBODY = ("type: 12-4", "type: 12-5-ansatt\nkoblet: [2026-11-20-a7qm]")
HIDDEN_PUPIL = ("  e1: {rolle: elev", "  e1: {skjerming: fortrolig, rolle: elev")
STRICT = ("  e2: {rolle: medelev", "  e2: {skjerming: strengt_fortrolig, rolle: medelev")
CONCERNED = ("  r1: {rolle: rektor", "  a9: {rolle: ansatt}\n  r1: {rolle: rektor")


def case(link: str, kind: str = "12-4") -> dict[str, str]:
    """The other case, as it lies in the ledger."""
    text = f"id: {OTHER}\ntype: {kind}\nkoblet: [{link}]\nmelding: {{dato: 2026-11-20}}\n"
    return {OTHER: text}


def with_measure(target: str) -> dict[str, str]:
    """The other case with one measure."""
    text = case("")[OTHER]
    measure = f"{{id: t-2bb2, tiltak: En voksen deler ut baller, rettet_mot: {target}}}"
    return {OTHER: f"{text}aktivitetsplan: {{tiltak: [{measure}]}}\n"}


def told(text: str) -> tuple[str, str]:
    return ("{e1} sto alene", text)


WRONG_PLACE = [
    hit("about staff", "feil-saksarkiv", STAFF, SIDE, key="id", line="id: 2026", shielded=False),
    hit("strengt fortrolig", "feil-saksarkiv", STRICT, key="id", line="id: 2026", shielded=False),
    miss("fortrolig", "feil-saksarkiv", HIDDEN_PUPIL, shielded=False),
    miss("between pupils", "feil-saksarkiv", shielded=False),
    miss("strengt fortrolig where it belongs", "feil-saksarkiv", STRICT),
]
OWN_CASE = [
    hit(
        "leads it",
        "omtalt-ansatt",
        STAFF,
        SIDE,
        CONCERNED,
        ("saksansvarlig: a2", "saksansvarlig: a9"),
        key="saksansvarlig",
        line="saksansvarlig:",
    ),
    hit(
        "received it",
        "omtalt-ansatt",
        STAFF,
        SIDE,
        CONCERNED,
        ("14:10, av: r1", "14:10, av: a9"),
        key="mottak.rektor.av",
        line="  rektor: {tid",
    ),
    hit(
        "carries out a measure",
        "omtalt-ansatt",
        STAFF,
        SIDE,
        CONCERNED,
        ("      gjennomfores_av: a1", "      gjennomfores_av: [a1, a9]"),
        key="aktivitetsplan.tiltak[0].gjennomfores_av[1]",
        line="gjennomfores_av: [a1, a9]",
    ),
    hit(
        "judged it",
        "omtalt-ansatt",
        STAFF,
        SIDE,
        CONCERNED,
        ("dato: 2026-11-20, av: r1", "dato: 2026-11-20, av: a9"),
        key="mottak.alvorlig.av",
        line="  alvorlig: {",
    ),
    hit(
        "approved a document",
        "omtalt-ansatt",
        STAFF,
        SIDE,
        CONCERNED,
        (
            "melding:\n",
            "utleveringer:\n"
            "  - {id: u-4r7e, dato: 2026-12-01, til: e1, dokument: evaluering, av: a9}\nmelding:\n",
        ),
        key="utleveringer[0].av",
        line="  - {id: u-4r7e",
    ),
    miss("is a party to it", "omtalt-ansatt", STAFF, SIDE, CONCERNED),
    miss(
        "an employee in a case between pupils",
        "omtalt-ansatt",
        CONCERNED,
        ("      gjennomfores_av: a1", "      gjennomfores_av: [a1, a9]"),
    ),
]
ADDRESSES = [
    hit(
        "the guardian of a pupil at a protected address",
        "kontakt-med-adressesperre",
        HIDDEN_PUPIL,
        ("til: e1", "til: e1, kontakt: 41 00 00 00"),
        key="parter.f1.kontakt",
        line="  f1: {",
    ),
    hit(
        "the pupil of a guardian at a protected address",
        "kontakt-med-adressesperre",
        ("  f1: {rolle: foresatt", "  f1: {skjerming: fortrolig, rolle: foresatt"),
        ("  e1: {rolle: elev", "  e1: {kontakt: 41 00 00 00, rolle: elev"),
        key="parter.e1.kontakt",
        line="  e1: {",
    ),
    miss(
        "the guardian of another",
        "kontakt-med-adressesperre",
        ("til: e1", "til: e1, kontakt: 41 00 00 00"),
    ),
    *(
        warn(
            f"«{text}»",
            "adresse-i-tekst",
            HIDDEN_PUPIL,
            told(f"{{e1}} {text}"),
            key="melding.beskrivelse",
            line="  beskrivelse: |",
        )
        for text in (
            "bor i Storgata 12",
            "bor i Nordre Skogveien 3 B",
            "flyttet til 5003 Bergen",
            "har telefon 41 00 00 00",
            "kan nås på +4741000000",
            "kan nås på 910 00 000",
            "skriver fra e1@example.invalid",
            "bor i Kongens gate 3.",
            "bor i Olav Tryggves vei 12 B",
            "bor i storgata 5 nå",
            "bor i Strandgt. 4",
            "bor i Trollstien 3",
            "bor i Trollåsen nr. 9",
            "bor på Torget 3",
            "flyttet til N-5003 BERGEN",
            "har postboks 12",
            "bor c/o en tante",
            "har bolig H0201",
            "kan nås på 41.23.45.67",
            "kan nås på 412-34-567",
            "kan nås på 4123 4567",
            "kan nås på +46 70 123 45 67",
            "skriver fra e1 (at) example.invalid",
            "er på 60.3913, 5.3221",
            "er her: https://maps.app.goo.gl/abc",
        )
    ),
    *(
        miss(f"«{text}»", "adresse-i-tekst", HIDDEN_PUPIL, told(f"{{e1}} {text}"))
        for text in (
            "kom 2026-11-19 kl. 10.15",
            "har hatt det slik siden 2024",
            "er på 5. trinn, 12 år",
            "har sak 26/00417",
            "gikk til gata bak skolen",
            "var borte 2025 og 2026",
            "kom 23.11.2026, og igjen 24.11.2026 kl. 10.15",
            "gikk Skoleveien 3 ganger",
            "gikk på skoleveien 2 dager",
            "fikk 12.5 og 60.5 poeng, § 12-4, 5B",
            "så På skogen 3 elever",
        )
    ),
    miss("an address where nobody's is protected", "adresse-i-tekst", told("Storgata 12: {e1}")),
]
LINKS = [
    warn("nobody it is about", "ansatt-mangler", NOBODY, SIDE, key="parter", line="parter:"),
    miss("the employee is a party", "ansatt-mangler", NOBODY, SIDE, CONCERNED),
    miss("about a pupil it is nobody", "ansatt-mangler"),
    note("about staff, alone", "elevens-egen-sak", ALONE, SIDE, key="koblet", line=NO_LINE),
    miss("about staff, with the pupil's own", "elevens-egen-sak", STAFF, SIDE),
    hit(
        "to a case that is not there",
        "koblet-mangler",
        LINKED,
        key="koblet[0]",
        line="koblet:",
        shielded=False,
        others={},
    ),
    hit(
        "to itself",
        "koblet-mangler",
        ("type: 12-4", "type: 12-4\nkoblet: [2026-11-22-k3fq]"),
        key="koblet[0]",
        line="koblet:",
        others={},
    ),
    miss("both ways", "koblet-mangler", LINKED, others=case("2026-11-22-k3fq"), shielded=False),
    miss("from the shielded ledger to the ordinary", "koblet-mangler", STAFF, SIDE, others={}),
    warn("one way", "koblet-en-vei", LINKED, key="koblet[0]", line="koblet:", others=case("")),
    miss("both ways again", "koblet-en-vei", LINKED, others=case("2026-11-22-k3fq")),
    hit(
        "a pupil's own to one about staff",
        "koblet-ansattsak",
        LINKED,
        key="koblet[0]",
        line="koblet:",
        others=case("2026-11-22-k3fq", "12-5-ansatt"),
    ),
    miss("one about staff to the pupil's own", "koblet-ansattsak", STAFF, SIDE, others=case("")),
    miss("about staff: one way only", "koblet-en-vei", STAFF, SIDE, others=case("")),
]
FIRST = (
    "      tiltak: En voksen er med i leken\n",
    f"      felles: {{sak: {OTHER}, tiltak: t-2bb2}}\n",
)
SHARED = [
    hit(
        "a measure that is not there",
        "felles-mangler",
        (FIRST[0], FIRST[0] + FIRST[1]),
        key="aktivitetsplan.tiltak[0].felles",
        line="felles: {",
        others=with_measure("krenker"),
    ),
    miss("a measure for the class", "felles-mangler", FIRST, others=with_measure("klasse")),
]
ROWS = [*WRONG_PLACE, *OWN_CASE, *ADDRESSES, *LINKS, *SHARED]
