"""What each recipient is given of one case, told by the words that stand in it."""

from __future__ import annotations

import re

import pytest
from sharing_case import CASE, case

from skolemiljo_cli.errors import NotFound, UsageFault
from skolemiljo_cli.render.names import with_names
from skolemiljo_cli.sharing.kinds import Innhold
from skolemiljo_cli.sharing.recipient import Mottakertype, recipient_of
from skolemiljo_cli.sharing.select import select

MARKS = frozenset(re.findall(r"\b[A-Z]{4,}(?:-[A-Z0-9]+)*\b|\b(?:ORD|SYN)-[A-Z0-9]+\b", CASE))
FAMILY = {
    "MELDT", "HANDTERT", "ORD-E1", "ALVOR", "OPPLEVD", "SYN-F1", "FAKTORER", "PROBLEM",
    "TILTAK-E1", "TILTAK-KLASSEN", "SYN-E1", "MERKNAD-E1", "SVAR-E1", "LOGG-E1", "DELES",
    "LOGG-BEGGE", "LOGG-MOTE", "SYNSPUNKT-E1", "VEDLEGG-E1",
}  # fmt: skip
SEES = {
    "e1": FAMILY,
    # what the pupil has said may be told is for the adult who was told it
    "f1": FAMILY - {"DELES"},
    "f2": FAMILY - {"DELES"},
    "foresatte:e1": FAMILY - {"DELES"},
    # a fellow pupil is no subject of the case: only what is about that pupil alone
    "e2": {"TILTAK-E2", "LOGG-E2", "ORD-E2", "LOGG-F3", "VEDLEGG-E2"},
    "f3": {"TILTAK-E2", "LOGG-E2", "ORD-E2", "LOGG-F3", "VEDLEGG-E2"},
    "foresatte:e2": {"TILTAK-E2", "LOGG-E2", "ORD-E2", "LOGG-F3", "VEDLEGG-E2"},
    "foresatte:e3": {"TILTAK-UKJENT", "GRUNN-E3"},
    "a3": {"TILTAK-E1", "LOGG-BEGGE"},
    "ansatt": {"TILTAK-E1", "TILTAK-KLASSEN", "TILTAK-E2", "TILTAK-UKJENT"},
    "rektor": MARKS,
    "r1": MARKS,
    "statsforvalter": MARKS,
    "arkiv": MARKS,
}  # fmt: skip
NAMES = {
    "Askeladd": "e1", "Tyrihans": "e2", "Gullhår": "e3", "Morten": "f1", "Marit": "f2",
    "Ragna": "f3", "Aske": "e1", "Tyri": "e2",
}  # fmt: skip


def seen(word: str) -> str:
    sak = case()
    return repr(select(sak, recipient_of(sak, word)).sak)


@pytest.mark.parametrize("word", SEES)
def test_a_recipient_is_given_what_is_for_it_and_nothing_else(word):
    text = seen(word)
    assert {one for one in MARKS if re.search(rf"{one}(?![-\w])", text)} == SEES[word]


@pytest.mark.parametrize("word", ["e1", "f1", "foresatte:e1"])
def test_no_name_of_another_pupil_or_family_is_there(word):
    text = seen(word)
    there = {key for name, key in NAMES.items() if re.search(rf"\b{name}\b", text)}
    assert there == {"e1", "f1", "f2"}
    assert "5B" in text
    assert "6A" not in text


def test_other_pupils_are_numbered_in_the_order_of_the_document():
    sak = case()
    chosen = select(sak, recipient_of(sak, "e1")).sak
    assert chosen.parter["e2"].navn == "medelev 1"
    assert chosen.parter["e3"].navn == "medelev 2"
    assert chosen.parter["e2"].klasse is None


def test_contact_is_only_with_the_one_it_belongs_to():
    assert "900 00 001" in seen("f1")
    assert "900 00 002" not in seen("f1")
    assert "900 00" not in seen("e1")


def test_what_is_left_out_is_counted():
    sak = case()
    left = select(sak, recipient_of(sak, "e1")).utelatt
    assert left["andres_tiltak"] == 2
    assert left["andres_innforinger"] == 3
    assert left["uplasserte_innforinger"] == 2
    assert left["til_skoleeier"] == 3  # when, to whom, and what help
    assert left["internt"] == 2  # who leads the case, and its number in the archive


def test_an_entry_that_was_corrected_has_keys_in_place_of_the_names_of_others():
    """It is never rewritten, so only the later one has the keys."""
    text = CASE.replace(
        "logg:\n",
        "logg:\n  - {id: h-7aaa, tid: 2026-11-03, type: notat, om: [e1], tekst: Så kom Tyrihans.}\n"
        "  - {id: h-8aaa, tid: 2026-11-03, type: notat, om: [e1], tekst: Det var Gullhår.,"
        " retter: h-7aaa}\n",
        1,
    )
    sak = case(text)
    told = {entry.id: entry.tekst for entry in select(sak, recipient_of(sak, "e1")).sak.logg}
    assert (told["h-7aaa"], told["h-8aaa"]) == ("Så kom {e2}.", "Det var Gullhår.")
    whole = select(sak, recipient_of(sak, "rektor")).sak.logg
    assert whole[0].tekst == "Så kom Tyrihans."


def test_a_form_can_ask_whether_the_recipient_sees_a_kind_of_content():
    sak = case()
    for word, kinds in (("e1", set()), ("rektor", {"andres_tiltak", "ansattsak"})):
        chosen = select(sak, recipient_of(sak, word))
        assert {
            kind for kind in ("andres_tiltak", "ansattsak") if chosen.may(Innhold(kind))
        } == kinds
        assert chosen.may(Innhold.EGNE_TILTAK)


def test_the_office_of_skoleeier_has_no_names():
    text = seen("skoleeier")
    assert [name for name in NAMES if name in text] == []


def test_skoleeier_reaches_those_at_work_and_nobody_else_and_knows_whose_case_it_is():
    text = (
        CASE.replace("rolle: medelev, navn: Tyrihans", "rolle: elev, navn: Tyrihans")
        .replace("navn: Anders Bukkene", "navn: Anders Bukkene, kontakt: 900 00 004")
        .replace("  a1:", "  x1: {rolle: annen, navn: Nisse Nilsen, kontakt: 900 00 005}\n  a1:", 1)
        .replace("involverte: [e1,", "involverte: [x1, e1,")
    )
    sak = case(text)
    chosen = select(sak, recipient_of(sak, "skoleeier")).sak
    assert {key for key, one in chosen.parter.items() if one.kontakt} == {"a2"}
    assert "900 00 005" not in repr(chosen)
    assert [key for key, one in chosen.parter.items() if one.rolle == "elev"] == ["e1", "e2"]
    family = select(sak, recipient_of(sak, "e1")).sak
    assert [key for key, one in family.parter.items() if one.rolle == "elev"] == ["e1"]


@pytest.mark.parametrize("word", ["e9", "mor", "foresatte:a1", "foresatte:e9", "foresatte:", ""])
def test_a_recipient_that_is_none_is_told(word):
    with pytest.raises((NotFound, UsageFault)):
        recipient_of(case(), word)


def test_a_guardian_without_foreldreansvar_gets_no_document_by_itself():
    text = CASE.replace("til: e1, foreldreansvar: true", "til: e1, foreldreansvar: false", 1)
    with pytest.raises(UsageFault, match="foreldreansvar"):
        recipient_of(case(text), "f1")


def test_guardians_of_whom_none_has_foreldreansvar_get_no_document_together():
    one = CASE.replace("til: e1, foreldreansvar: true", "til: e1, foreldreansvar: false", 1)
    assert recipient_of(case(one), "foresatte:e1").elev == "e1"
    text = CASE.replace("til: e1, foreldreansvar: true", "til: e1, foreldreansvar: false")
    with pytest.raises(UsageFault, match="foreldreansvar"):
        recipient_of(case(text), "foresatte:e1")


def test_the_employee_that_a_case_is_about_is_no_recipient_of_it():
    text = CASE.replace("12-4\n", "12-5-ansatt\n").replace("rolle: assistent", "rolle: ansatt")
    with pytest.raises(UsageFault, match="Den saken gjelder"):
        recipient_of(case(text), "a3")
    sak = case(text)
    assert "Aslak" not in repr(select(sak, recipient_of(sak, "e1")).sak)


def test_what_the_employee_said_alone_is_not_given_to_a_family():
    new = "  - {id: h-7aaa, tid: 2026-11-06, type: samtale, med: [MED], om: [e1], tekst: SAGT.}"
    text = CASE.replace("12-4\n", "12-5-ansatt\n").replace("rolle: assistent", "rolle: ansatt")
    for med, see in (("a3", ["statsforvalter"]), ("a3, f1", ["e1", "f2", "statsforvalter"])):
        sak = case(text.replace("vedlegg:\n", f"{new}\nvedlegg:\n").replace("MED]", f"{med}]"))
        who = ("e1", "f2", "statsforvalter")
        assert [w for w in who if "SAGT" in repr(select(sak, recipient_of(sak, w)).sak)] == see


def test_rektor_gets_nothing_of_a_case_about_the_leadership():
    sak = case(CASE.replace("12-4\n", "12-5-ledelse\n"))
    for word in ("rektor", "r1"):
        with pytest.raises(UsageFault):
            recipient_of(sak, word)


def test_a_key_nobody_knows_is_shown_to_nobody_but_where_all_is():
    text = CASE.replace("melding:\n", "x-hemmelig: HEMMELIG\nmelding:\n", 1)
    sak = case(text)
    assert "HEMMELIG" not in repr(select(sak, recipient_of(sak, "e1")).sak)
    assert "HEMMELIG" in repr(select(sak, recipient_of(sak, "rektor")).sak)


@pytest.mark.parametrize(
    ("kind", "med", "see"),
    [
        ("elevsamtale", "[e2]", {"e2", "f3"}),
        ("elevsamtale", "[e2, a1]", {"e2", "f3"}),
        ("telefon", "[f3]", {"e2", "f3"}),
        ("mote", "[e1, e2]", {"e1", "f1", "e2", "f3"}),
        ("mote", "[f1, f3]", {"e1", "f1", "e2", "f3"}),
        ("mote", "[a1, a2]", {"e1", "f1", "e2", "f3"}),
        ("observasjon", "[e2]", {"e1", "f1", "e2", "f3"}),
    ],
)
def test_what_was_said_with_another_family_alone_is_theirs_though_it_is_about_more(kind, med, see):
    new = f"  - {{id: h-7aaa, tid: 2026-11-06, type: {kind}, av: a1, med: {med}, om: [OM],\n"
    new += '     tekst: "SAGT om {e1}."}\n'
    file = "  - {fil: vedlegg/x.pdf, innforing: h-7aaa, om: [OM], beskrivelse: FILEN der.}\n"
    for who in ("e1", "f1", "e2", "f3"):
        # a fellow pupil sees what is about that pupil alone
        about = "e1, e2" if who in ("e1", "f1") else "e2"
        text = CASE.replace("vedlegg:\n", f"{new}vedlegg:\n{file}").replace("OM]", f"{about}]")
        sak = case(text)
        seen = repr(select(sak, recipient_of(sak, who)).sak)
        assert ("SAGT" in seen, "FILEN" in seen) == (who in see, who in see), who


def test_a_measure_is_whose_decision_names_it():
    new = """    - {id: t-5eee, tiltak: FLYTTING til en annen skole., fra: 2026-11-06,
       enkeltvedtak: {begrunnelse: "Fordi {e2} trenger det."}}
  elevens_syn: SYN-E1"""
    sak = case(CASE.replace("  elevens_syn: SYN-E1", new))
    texts = {who: repr(select(sak, recipient_of(sak, who)).sak) for who in ("e1", "e2")}
    assert {who for who, text in texts.items() if "FLYTTING" in text} == {"e2"}


@pytest.mark.parametrize("written", ["{E3}", "{ e3 }", "{e3 }"])
def test_a_key_written_with_a_capital_or_blanks_is_the_party(written):
    sak = case(CASE.replace("for {e3}.", f"for {written}."))
    assert "TILTAK-UKJENT" not in repr(select(sak, recipient_of(sak, "e1")).sak)
    assert "TILTAK-UKJENT" in repr(select(sak, recipient_of(sak, "e3")).sak)
    assert with_names(f"Hos {written}s bror", {"e3": "medelev 1"}) == "Hos medelev 1s bror"


def test_every_kind_of_recipient_is_tried_here():
    sak = case()
    kinds = {recipient_of(sak, word).type for word in (*SEES, "skoleeier")}
    assert kinds == set(Mottakertype)


@pytest.mark.parametrize(
    ("med", "om", "readers"),
    [
        ("[e2]", "[e1, e2]", set()),  # what e2 says of e1 in confidence
        ("[e1]", "[e2]", set()),  # what e1 says of e2
        ("[f3, a1]", "[e1]", set()),  # the other family on the telephone
        ("[e1]", "[e1, e2]", {"e1", "f1"}),
        ("[f2]", "[e1, e2]", {"e1", "f1"}),
        ("[e1, e2]", "[e1, e2]", {"e1", "f1"}),
        ("[a1]", "[e1, e2]", {"e1", "f1"}),
        ("[e2, a1]", "[e2]", {"e2", "f3"}),
    ],
)
def test_a_talk_is_for_those_who_took_part_and_for_nobody_it_only_speaks_of(med, om, readers):
    text = CASE.replace(
        "logg:\n",
        f"logg:\n  - {{id: h-9zzz, tid: 2026-11-04, type: samtale, med: {med}, om: {om}, "
        "tekst: FORTALT der.}\n",
        1,
    )
    sak = case(text)
    words = ("e1", "f1", "e2", "f3")
    seen_by = {w for w in words if "FORTALT" in repr(select(sak, recipient_of(sak, w)).sak)}
    assert seen_by == readers


def test_an_entry_about_nobody_but_staff_is_told_as_about_others():
    text = CASE.replace("av: a2, tekst: LOGG-UTEN-OM", "av: a2, om: [a3], tekst: LOGG-UTEN-OM")
    sak = case(text)
    left = select(sak, recipient_of(sak, "e1")).utelatt
    assert (left["andres_innforinger"], left["uplasserte_innforinger"]) == (4, 1)


def test_what_corrects_a_talk_or_belongs_to_it_is_for_the_same_as_the_talk():
    text = CASE.replace(
        "logg:\n",
        "logg:\n  - {id: h-9zzz, tid: 2026-11-04, type: elevsamtale, med: [e2], om: [e2],\n"
        "     tekst: Først.}\n"
        "  - {id: h-8zzz, tid: 2026-11-05, type: elevsamtale, om: [e1, e2], retter: h-9zzz,\n"
        "     tekst: FORTALT der.}\n",
        1,
    ).replace("vedlegg:\n", "vedlegg:\n  - {fil: v.pdf, innforing: h-8zzz, om: [e1, e2],"
              " beskrivelse: FORTALT i filen.}\n", 1)  # fmt: skip
    sak = case(text)
    assert "FORTALT" not in repr(select(sak, recipient_of(sak, "e1")).sak)
    assert "FORTALT" in repr(select(sak, recipient_of(sak, "statsforvalter")).sak)


@pytest.mark.parametrize(
    ("tiltak", "readers"),
    [
        ("{b1} veiledes hver uke.", set()),
        ("{b1} er ikke alene med {e1}.", {"e1", "f1"}),
        ("{a3} er i skolegården.", {"e1", "f1"}),
    ],
)
def test_what_the_employee_shall_do_is_not_in_the_pupil_s_plan(tiltak, readers):
    text = (
        CASE.replace("12-4\n", "12-5-ansatt\n")
        .replace("melding:\n", "  b1: {rolle: ansatt, navn: Kjerringa Motstrøms}\nmelding:\n", 1)
        .replace("TILTAK-KLASSEN med regler.", f'"VEILEDES {tiltak}"')
        .replace("rettet_mot: klasse", "rettet_mot: ansatte")
    )
    sak = case(text)
    words = ("e1", "f1", "e2", "f3")
    seen_by = {w for w in words if "VEILEDES" in repr(select(sak, recipient_of(sak, w)).sak)}
    assert seen_by == readers
    assert "VEILEDES" in repr(select(sak, recipient_of(sak, "statsforvalter")).sak)


@pytest.mark.parametrize(
    ("older", "newer", "readers"),
    [
        ("om: [e1]", "om: [e2]", set()),  # it was about the other pupil after all
        ("om: [e1, e2]", "om: [e1, e2], med: [e2]", set()),  # it was a talk with that one alone
        ("om: [e2]", "om: [e1, e2]", set()),
        ("om: [e1]", "om: [e1]", {"e1", "f1"}),
        ("om: [e1], med: [e1]", "med: [a1]", {"e1", "f1"}),  # says nothing of whom it is about
    ],
)
def test_a_correction_of_whom_an_entry_is_about_counts_for_the_corrected_one(older, newer, readers):
    about = older.partition(", med")[0]
    text = CASE.replace(
        "logg:\n",
        f"logg:\n  - {{id: h-9zzz, tid: 2026-11-04, type: samtale, {older}, tekst: FORTALT.}}\n"
        "  - {id: h-8zzz, tid: 2026-11-05, type: samtale, retter: h-9zzz, tekst: Ny.,\n"
        f"     {newer}}}\n",
        1,
    ).replace("vedlegg:\n", f"vedlegg:\n  - {{fil: FILEN, innforing: h-9zzz, {about}}}\n", 1)
    sak = case(text)
    for mark in ("FORTALT", "FILEN"):
        words = ("e1", "f1", "e2", "f3")
        seen_by = {w for w in words if mark in repr(select(sak, recipient_of(sak, w)).sak)}
        assert seen_by == readers


def test_what_one_pupil_said_of_an_earlier_plan_is_not_for_the_other_whose_case_it_is_too():
    text = CASE.replace("rolle: medelev, navn: Tyrihans", "rolle: elev, navn: Tyrihans").replace(
        "  elevens_syn: SYN-E1",
        "  revidert:\n"
        "    - {id: p-1aaa, dato: 2026-11-09, endring: Ny., tidligere: {mal: MAALET før.,\n"
        "       elevens_syn: SAGT før., foresattes_syn: SAGT hjemme., vurdering: VURDERT før.}}\n"
        "  elevens_syn: SYN-E1",
    )
    both, one = (
        case(text),
        case(text.replace("rolle: elev, navn: Tyri", "rolle: medelev, navn: Tyri")),
    )
    for word in ("e1", "f1"):
        told = repr(select(both, recipient_of(both, word)).sak)
        assert "MAALET" in told
        assert "VURDERT" in told
        assert "SAGT" not in told
        assert "SAGT før." in repr(select(one, recipient_of(one, word)).sak)
    assert "SAGT" not in repr(select(both, recipient_of(both, "f3")).sak)


@pytest.mark.parametrize(
    ("said", "readers"),
    [
        ("{e2} trenger mer.", set()),
        ("{b1} får veiledning.", set()),
        ("{e1} trives, {e2} også.", {"e1", "f1"}),
        ("Det går bra med {a3}.", {"e1", "f1"}),
    ],
)
def test_a_remark_and_a_change_of_the_plan_are_whose_they_name_like_the_measures(said, readers):
    base = CASE.replace("12-4\n", "12-5-ansatt\n").replace(
        "melding:\n", "  b1: {rolle: ansatt, navn: Kjerringa Motstrøms}\nmelding:\n", 1
    )
    remark = base.replace("merknad: MERKNAD-E1 her.", f'merknad: "SAGT {said}"')
    change = base.replace(
        "  elevens_syn: SYN-E1",
        f'  revidert:\n    - {{id: p-1aaa, dato: 2026-11-09, endring: "SAGT {said}",'
        "\n       tidligere: {mal: Et annet.}}\n  elevens_syn: SYN-E1",
    )
    for text in (remark, change):
        sak = case(text)
        words = ("e1", "f1", "e2", "f3")
        seen_by = {w for w in words if "SAGT" in repr(select(sak, recipient_of(sak, w)).sak)}
        assert seen_by == readers
        assert "SAGT" in repr(select(sak, recipient_of(sak, "statsforvalter")).sak)


ABOUT_STAFF = CASE.replace("12-4\n", "12-5-ansatt\n").replace(
    "melding:\n", "  b1: {rolle: ansatt, navn: Kjerringa Motstrøms}\nmelding:\n", 1
)


def test_what_is_about_nobody_but_the_employee_is_for_the_owner_and_the_school_alone():
    text = ABOUT_STAFF.replace(
        "logg:\n",
        "logg:\n  - {id: h-9zzz, tid: 2026-11-04, type: mote, med: [b1], om: [b1], tekst: SAGT.}\n",
    ).replace("vedlegg:\n", "vedlegg:\n  - {fil: FILEN, om: [b1]}\n")
    sak = case(text)
    words = ("e1", "f1", "e2", "f3", "a3", "ansatt", "statsforvalter", "skoleeier", "arkiv", "r1")
    for mark in ("SAGT", "FILEN"):
        seen_by = {w for w in words if mark in repr(select(sak, recipient_of(sak, w)).sak)}
        assert seen_by == {"skoleeier", "arkiv", "r1"}


def test_statsforvalteren_and_skoleeier_are_not_told_who_the_employee_is():
    sak = case(ABOUT_STAFF.replace("HANDTERT med", "HANDTERT av {b1} med"))
    for word, known in (("statsforvalter", True), ("skoleeier", False), ("rektor", True)):
        told = repr(select(sak, recipient_of(sak, word)).sak)
        assert "HANDTERT" in told
        assert ("Askeladd" in told) is known
        assert ("Kjerringa" in told) is (word == "rektor")


def test_of_the_staff_only_who_carries_it_out_knows_what_is_done_about_the_employee():
    sak = case(ABOUT_STAFF.replace("TILTAK-KLASSEN med regler.", '"VEILEDES {b1} hver uke."'))
    words = ("a1", "a2", "a3", "ansatt", "r1")
    seen_by = {w for w in words if "VEILEDES" in repr(select(sak, recipient_of(sak, w)).sak)}
    assert seen_by == {"a1", "r1"}


def test_why_the_guardians_were_not_told_is_not_told_to_them():
    text = CASE.replace(
        "  involverte:", "  foresatte_informert: {ikke_aktuelt: GRUNNEN.}\n  involverte:"
    )
    sak = case(text)
    words = ("e1", "f1", "foresatte:e1", "statsforvalter", "arkiv")
    seen_by = {w for w in words if "GRUNNEN" in repr(select(sak, recipient_of(sak, w)).sak)}
    assert seen_by == {"statsforvalter", "arkiv"}


@pytest.mark.parametrize(
    ("measure", "readers"),
    [
        ("rettet_mot: krenker", set()),
        ("rettet_mot: tilskuere", set()),
        ("rettet_mot: [klasse, tilskuere]", set()),
        ("rettet_mot: klasse", {"e1", "f1"}),
        ('rettet_mot: utsatt, begrunnelse: "For {e2}."', {"e2", "f3"}),
        ('rettet_mot: utsatt, hyppighet: "når {e2} vil"', {"e2", "f3"}),
        ('rettet_mot: utsatt, begrunnelse: "For {e1} og {e2}."', {"e1", "f1"}),
    ],
)
def test_a_measure_is_whose_it_is_aimed_at_and_whose_any_of_its_texts_name(measure, readers):
    text = CASE.replace("rettet_mot: klasse", measure).replace("TILTAK-KLASSEN", "MAALT")
    sak = case(text)
    words = ("e1", "f1", "e2", "f3")
    seen_by = {w for w in words if "MAALT" in repr(select(sak, recipient_of(sak, w)).sak)}
    assert seen_by == readers


def test_a_measure_that_nobody_is_set_to_carry_out_is_in_no_copy_for_staff():
    sak = case(CASE.replace("fra: 2026-11-06,\n       gjennomfores_av: a1", "fra: 2026-11-06"))
    assert "TILTAK-KLASSEN" not in repr(select(sak, recipient_of(sak, "ansatt")).sak)


def test_staff_know_the_pupil_of_a_case_by_name_and_neither_of_two():
    both = case(CASE.replace("rolle: medelev, navn: Tyrihans", "rolle: elev, navn: Tyrihans"))
    for sak, names in ((case(), {"Askeladd"}), (both, set())):
        told = repr(select(sak, recipient_of(sak, "a3")).sak)
        assert {one for one in ("Askeladd", "Tyrihans") if one in told} == names


def test_words_that_are_nobody_s_in_a_case_without_its_pupil_are_for_no_family():
    sak = case(CASE.replace("e1: {rolle: elev,", "e1: {rolle: medelev,"))
    for word in ("e1", "f1", "e2", "f3"):
        told = repr(select(sak, recipient_of(sak, word)).sak)
        assert not [one for one in ("OPPLEVD", "ORD-E1 i meldingen", "SVAR-E1") if one in told]


def test_words_of_an_entry_are_those_of_the_pupil_who_took_part_not_of_all_it_is_about():
    text = CASE.replace("med: [e1], om: [e1],", "med: [e1], om: [e1, e2],")
    sak = case(text)
    assert "ORD-E1 i samtalen" in repr(select(sak, recipient_of(sak, "e1")).sak)


def test_no_id_leads_from_what_is_chosen_to_what_is_not():
    text = (
        CASE.replace("fra: 2026-11-06,\n       gjennomfores_av: a1", "fra: 2026-11-06,"
                     "\n       gjennomfores_av: a1, erstatter: t-3ccc")
        .replace("om: [e1, e2],\n     tekst: \"LOGG-BEGGE", "om: [e1, e2], retter: h-5aaa,"
                 " oppfyller: [a-1aaa], tiltak: [t-3ccc],\n     tekst: \"LOGG-BEGGE")
        .replace("tekst: LOGG-UTEN-OM om alt.", "tekst: Alt., avtaler: [{id: a-1aaa, hva: Mer}]")
        .replace("fil: vedlegg/e1.pdf,", "fil: vedlegg/e1.pdf, innforing: h-5aaa,")
    )  # fmt: skip
    sak = case(text)
    told = repr(select(sak, recipient_of(sak, "e1")).sak)
    assert "TILTAK-KLASSEN" in told
    assert "LOGG-BEGGE" in told
    assert "vedlegg/e1.pdf" in told
    assert not [one for one in ("t-3ccc", "h-5aaa", "a-1aaa", "h-2aaa") if one in told]
