"""Rows: the evaluations and the closing."""

from __future__ import annotations

from datetime import date

from checks_base import CLOSED, NOTHING, PLAN, hit, miss, note, warn

LATEST = "aktivitetsplan.evalueringer[1]"
NEXT = "      neste: 2027-02-05\n"
ANSWER = "      elevens_svar: Nå leker jeg hver dag.\n"
SUPPORT = "        t-4mm7: {gjennomfort: ja, effekt: ja, videre: fortsetter}\n"
NO_EFFECT = (
    ("t-9xk2: {gjennomfort: ja, effekt: ja", "t-9xk2: {gjennomfort: ja, effekt: nei"),
    ("t-4mm7: {gjennomfort: ja, effekt: ja", "t-4mm7: {gjennomfort: ja, effekt: nei"),
    (f"{ANSWER}      trygt_og_godt: ja", f"{ANSWER}      trygt_og_godt: nei"),
)
NEW_MEASURE = (
    "    - {id: t-7n7n, tiltak: Leksehjelp i gruppe, rettet_mot: gruppe, fra: 2026-12-21, "
    "gjennomfores_av: a1, evalueres: 2027-02-05, begrunnelse: Det andre hjalp ikke.}\n"
)


def more_rounds(*more: str) -> tuple[str, str]:
    """Rounds after the second, in which the pupil does not have it safe and good."""
    rest = "".join(
        f"    - {{id: v-{n}a{n}a, dato: 2026-12-2{n}, elevens_svar: Nei., trygt_og_godt: nei, "
        f"neste: 2027-02-05{extra}}}\n"
        for n, extra in enumerate(more, 1)
    )
    return (NEXT, f"{NEXT}{rest}")


EVALUATIONS = [
    hit(
        "the next round was last Friday",
        "evaluering-uteblitt",
        (NEXT, "      neste: 2027-01-22\n"),
        key=f"{LATEST}.neste",
        line="neste: 2027-01-22",
    ),
    hit(
        "a measure left out of the round",
        "evaluering-uteblitt",
        (SUPPORT, NOTHING),
        key=f"{PLAN}[1].evalueres",
        line="evalueres: 2026-12-18",
    ),
    hit(
        "the next round, and nothing since: told once",
        "evaluering-uteblitt",
        key=f"{LATEST}.neste",
        line="neste: 2027-02-05",
        today=date(2027, 2, 15),
    ),
    miss("the next round is today", "evaluering-uteblitt", (NEXT, "      neste: 2027-01-25\n")),
    miss(
        "the case was closed before",
        "evaluering-uteblitt",
        (NEXT, "      neste: 2027-01-22\n"),
        CLOSED,
    ),
    hit(
        "a round without the pupil",
        "evaluering-uten-elevens-svar",
        (ANSWER, NOTHING),
        key=f"{LATEST}.elevens_svar",
        line="- id: v-8w3k",
    ),
    miss(
        "a talk with the pupil before the round",
        "evaluering-uten-elevens-svar",
        ("      elevens_svar: Det er litt bedre.\n", NOTHING),
        ("    med: [e2]\n", "    med: [e1, e2]\n"),
    ),
    hit(
        "nothing helped, and nothing new",
        "evaluering-uten-nytt-tiltak",
        *NO_EFFECT,
        key=f"{LATEST}.tiltak",
        line="      tiltak:\n        t-9xk2",
    ),
    miss("something helped", "evaluering-uten-nytt-tiltak", *NO_EFFECT[1:]),
    miss(
        "a new measure",
        "evaluering-uten-nytt-tiltak",
        *NO_EFFECT,
        ("  vurdering: Tiltakene", f"{NEW_MEASURE}  vurdering: Tiltakene"),
        ("    tiltak: [t-9xk2]\n", "    tiltak: [t-9xk2, t-7n7n]\n"),
    ),
    warn(
        "goes on without a date",
        "neste-evaluering-mangler",
        (NEXT, NOTHING),
        key=f"{LATEST}.neste",
        line="- id: v-8w3k",
    ),
    miss(
        "everything is over, and safe",
        "neste-evaluering-mangler",
        (NEXT, NOTHING),
        (SUPPORT, SUPPORT.replace("fortsetter", "slutter")),
    ),
    note(
        "the fourth round",
        "hjelp-utenfra",
        more_rounds("", ""),
        key="aktivitetsplan.evalueringer[3].ekstern_bistand",
        line="v-2a2a",
    ),
    miss("the third round", "hjelp-utenfra", more_rounds("")),
    miss(
        "help is thought of",
        "hjelp-utenfra",
        more_rounds("", ", ekstern_bistand: PPT er med fra nå."),
    ),
]

SAFE = "    trygt_og_godt: ja\n    foresattes_syn"
LAST = "avslutninger[0]"
WHY = "    begrunnelse: Eleven sier selv at det er trygt og godt.\n"
CLOSINGS = [
    hit(
        "closed, and not safe",
        "avsluttet-utrygg",
        CLOSED,
        (SAFE, SAFE.replace("ja", "nei")),
        key=f"{LAST}.trygt_og_godt",
        line="trygt_og_godt: nei\n    foresattes_syn",
    ),
    miss(
        "the pupil has moved",
        "avsluttet-utrygg",
        CLOSED,
        (SAFE, f"    grunnlag: flyttet\n{SAFE.replace('ja', 'nei')}"),
    ),
    miss("safe", "avsluttet-utrygg", CLOSED),
    hit(
        "closed, and the pupil not asked",
        "avsluttet-uten-elevens-svar",
        CLOSED,
        ("    elevens_svar: Det er fint i friminuttene nå.\n", NOTHING),
        key=f"{LAST}.elevens_svar",
        line="- id: x-4r1t",
    ),
    miss(
        "there is a reason",
        "avsluttet-uten-elevens-svar",
        CLOSED,
        ("    elevens_svar: Det er fint i friminuttene nå.\n", "    uten_elevens_svar: Flyttet.\n"),
    ),
    *(
        warn(
            words,
            "avsluttet-pa-dato",
            CLOSED,
            (WHY, f"    begrunnelse: {words}\n"),
            key=f"{LAST}.begrunnelse",
            line=f"begrunnelse: {words}",
        )
        for words in ("Ingen nye hendelser etter jul.", "Perioden er over.")
    ),
    miss(
        "no new incidents, and the pupil says so",
        "avsluttet-pa-dato",
        CLOSED,
        (WHY, "    begrunnelse: Ingen nye hendelser, og eleven sier at det er bra.\n"),
    ),
    note(
        "never to be looked at again",
        "avsluttet-uten-oppfolging",
        CLOSED,
        ("    oppfolging: 2027-02-15\n", NOTHING),
        key=f"{LAST}.oppfolging",
        line="- id: x-4r1t",
    ),
    miss(
        "the pupil has moved",
        "avsluttet-uten-oppfolging",
        CLOSED,
        ("    oppfolging: 2027-02-15\n", "    grunnlag: flyttet\n"),
    ),
    warn(
        "the guardians not asked",
        "avsluttet-uten-foresatte",
        CLOSED,
        ("    foresattes_syn: De foresatte er enige.\n", NOTHING),
        key=f"{LAST}.foresattes_syn",
        line="- id: x-4r1t",
    ),
    miss(
        "they disagree",
        "avsluttet-uten-foresatte",
        CLOSED,
        ("    foresattes_syn: De foresatte er enige.\n", "    foresattes_syn: De er uenige.\n"),
    ),
    warn(
        "nobody closed it",
        "avsluttet-uten-beslutning",
        CLOSED,
        ("    av: r1\n    elevens_svar", "    elevens_svar"),
        key=f"{LAST}.av",
        line="- id: x-4r1t",
    ),
    warn(
        "no reason",
        "avsluttet-uten-beslutning",
        CLOSED,
        (WHY, NOTHING),
        key=f"{LAST}.begrunnelse",
        line="- id: x-4r1t",
    ),
    miss(
        "closed by another",
        "avsluttet-uten-beslutning",
        CLOSED,
        ("av: r1\n    el", "av: a2\n    el"),
    ),
]
