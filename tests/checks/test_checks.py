"""Each rule: what it finds, where, how grave it is; and what is near but fine."""

from __future__ import annotations

from datetime import date

import pytest
from checks_base import CLOSING, ENTRY, FILE, HEALTHY, MEASURES, PUPIL, ROUNDS, SIDE, findings_in
from checks_rows import HITS, MISSES
from effort import effort

from skolemiljo_cli.checks.file_position import numbered
from skolemiljo_cli.checks.registry import CHECKS


def title(row):
    return f"{row.rule}: {row.title}"


def line_with(text, mark):
    assert mark in text
    return text[: text.index(mark) + len(mark) - len(mark.lstrip())].count("\n") + 1


def swapped(*edits):
    text = HEALTHY
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def seen(text, **options):
    return [(one.rule, one.key) for one in findings_in(text, **options)]


def test_a_whole_and_healthy_case_gives_no_findings():
    assert findings_in(HEALTHY) == []


def test_a_case_with_only_a_report_and_its_pupil_gives_no_findings():
    text = "id: 2026-11-22-k3fq\ntype: 12-4\nparter: {e1: {rolle: elev}}\n"
    assert (
        findings_in(text + "melding: {dato: 2026-11-20, beskrivelse: Slag.}\n", date(2026, 11, 23))
        == []
    )


@pytest.mark.parametrize("row", HITS, ids=title)
def test_a_broken_rule_is_found_once_at_its_key_and_line(row):
    found = [(one.rule, one.severity, one.key, one.line) for one in row.found]
    assert found == [(row.rule, row.severity, row.key, line_with(row.text, row.line))]


@pytest.mark.parametrize("row", MISSES, ids=title)
def test_what_is_near_a_rule_but_fine_is_not_found(row):
    assert row.found == []


@pytest.mark.slow
@pytest.mark.parametrize("part", ["A", "Aveien", "a.a@", "12 ", "9", "+47 ", "x-", "A-"])
def test_a_long_text_is_looked_through_for_addresses_in_no_long_time(part):
    parties = "parter: {e1: {rolle: elev, skjerming: fortrolig}}\n"
    report = f"melding:\n  dato: 2026-11-20\n  beskrivelse: {part * (150_000 // len(part))}\n"
    text = f"id: 2026-11-22-k3fq\ntype: 12-4\n{parties}{report}"
    assert effort(lambda: findings_in(text)) < 60  # a search that goes back takes thousands


def test_every_check_has_a_row_that_hits_and_one_that_does_not():
    rules = {check.rule for check in CHECKS}
    for rows, what in ((HITS, "breaks"), (MISSES, "nearly breaks")):
        of_rules = {row.rule for row in rows}
        assert of_rules <= rules
        assert rules - of_rules == set(), f"no row of tests/checks/rows_*.py {what} these rules"


def test_every_check_has_its_own_id_and_says_why_it_matters_in_one_sentence():
    assert len({check.rule for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert check.about.endswith(".")
        assert check.about.count(". ") == 0


def test_a_finding_carries_the_case_the_file_and_the_law_of_its_day():
    for day, law in (
        ("2026-11-20", "opplæringslova § 12-4 tredje ledd"),
        ("2024-07-31", "opplæringslova (1998) § 9 A-4 sjette ledd"),
    ):
        text = swapped(
            ("      gjennomfores_av: a1\n", ""),
            ("melding:\n  dato: 2026-11-20", f"melding:\n  dato: {day}"),
            ("hendelse: {dato: 2026-11-19, ", "hendelse: {"),
        )
        (found,) = findings_in(text)
        assert (found.sak, found.file, found.hjemmel) == ("2026-11-22-k3fq", FILE, law)


@pytest.mark.parametrize(
    ("words", "law"),
    [("Skolebytte nå", "opplæringslova § 13-2"), ("Bortvisning nå", "opplæringslova § 13-1")],
)
def test_a_finding_names_the_law_of_what_it_found(words, law):
    text = swapped(("      tiltak: Samtale med eleven\n", f"      tiltak: {words}\n"))
    (found,) = findings_in(text)
    assert (found.rule, found.hjemmel) == ("tiltak-enkeltvedtak", law)


def test_a_rule_about_the_file_alone_names_no_law():
    (found,) = findings_in(swapped(("melder: a1", "melder: a9")))
    assert found.hjemmel is None


def test_findings_come_by_line_and_then_by_rule():
    text = swapped(
        ("melder: a1", "melder: a9"),
        ("      tiltak: Samtale med eleven\n      hyppighet: hver fredag\n", ""),
        ("saksansvarlig: a2", "saksansvarlig: a8"),
    )
    assert [(one.line, one.rule) for one in findings_in(text)] == [
        (4, "part-mangler"),
        (15, "part-mangler"),
        (line_with(text, "- id: t-4mm7"), "plan-b-tiltak"),
        (line_with(text, "- id: t-4mm7"), "plan-c-nar"),
    ]


def test_a_slip_of_the_pen_is_told_with_the_key_that_was_meant():
    (found,) = findings_in(swapped(("  foresatte_informert:", "  foresate_informert:")))
    assert found.message == (
        "Nøkkelen på denne linjen er ikke en kjent nøkkel; mente du «foresatte_informert»? "
        "Nøkkelen er beholdt."
    )


def test_an_unknown_key_that_may_be_a_name_is_not_repeated():
    (found,) = findings_in(swapped(("  kilde: egen_observasjon", "  Ole Brumm: var der")))
    assert "Brumm" not in found.message + str(found.key)


@pytest.mark.parametrize("key", ["Ole Brumm", "ole", "Brumm"])
def test_a_name_used_as_a_party_key_is_not_repeated(key):
    (found,) = findings_in(swapped(("  a1: {rolle", f"  {key}: {{rolle: annen}}\n  a1: {{rolle")))
    assert (found.rule, found.key, found.line) == ("ugyldig-verdi", "parter", 10)
    assert key not in found.message


def test_a_name_used_as_the_id_of_an_evaluated_measure_is_not_repeated():
    (found,) = findings_in(swapped(("tiltak: {t-9xk2: {", "tiltak: {brumm: {}, t-9xk2: {")))
    assert found.key == "aktivitetsplan.evalueringer[0].tiltak"


def test_a_party_mentioned_twice_in_one_text_is_told_once():
    text = swapped(("{e2} sa at {e1}", "{e9} sa at {e9} og {e8}"))
    messages = [one.message for one in findings_in(text)]
    assert [message[:4] for message in messages] == ["{e8}", "{e9}"]


class TestBesideAFault:
    """What cannot be read is told as such, not as missing; and the lines stay right."""

    def test_an_entry_left_out_does_not_move_the_places_of_those_after_it(self):
        text = swapped(
            (ENTRY, "  - id: h-7k3q\n    tid: i går\n"), ("retter: h-7k3q", "retter: h-0000")
        )
        assert seen(text) == [
            ("ugyldig-verdi", "logg[0].tid"),
            ("innforing-mangler", "logg[2].retter"),
        ]

    def test_a_key_left_out_of_a_list_does_not_move_the_places_of_those_after_it(self):
        text = swapped(("involverte: [e1, e2]", "involverte: [Brumm, e1, e9]"))
        assert seen(text) == [
            ("part-mangler", "melding.involverte[2]"),
            ("ugyldig-verdi", "melding.involverte[0]"),
        ]

    def test_a_measure_left_out_does_not_move_the_places_of_those_after_it(self):
        text = swapped(
            ("    - id: t-9xk2", "    - id: T-9XK2"), ("      evalueres: 2026-12-18\n", "")
        )
        assert ("plan-e-evaluering", "aktivitetsplan.tiltak[1].evalueres") in seen(text)

    def test_an_entry_like_none_of_those_written_still_has_a_position_in_the_list(self):
        assert list(numbered(["e1", "e2"], ("e9",))) == [(1, "e9")]

    def test_measures_that_cannot_be_read_are_not_no_measures(self):
        text = swapped(
            (MEASURES, "  tiltak: Samtale\n"), (ROUNDS, ""), ("    tiltak: [t-9xk2]\n", "")
        )
        assert seen(text) == [("ugyldig-verdi", "aktivitetsplan.tiltak")]

    def test_what_points_to_an_entry_that_cannot_be_read_is_fine(self):
        assert seen(swapped((ENTRY, "  - id: h-7k3q\n    tid: i går\n"))) == [
            ("ugyldig-verdi", "logg[0].tid")
        ]

    def test_what_points_to_a_party_that_cannot_be_read_is_fine(self):
        text = swapped((PUPIL, "  e1: {rolle: elevv}\n"))
        assert seen(text) == [("ugyldig-verdi", "parter.e1.rolle")]

    def test_a_single_word_that_cannot_be_a_party_is_only_that(self):
        text = swapped(("      gjennomfores_av: a1\n", "      gjennomfores_av: Brumm\n"))
        assert [rule for rule, _ in seen(text)] == ["ugyldig-verdi"]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("  problem: |\n    {e1} blir holdt", "  problem:\n    - blir holdt"),
            ("      evalueres: 2026-12-18", "      evalueres: snart"),
            ("      tiltak: Samtale med eleven", "      tiltak: [Samtale]"),
            ("      hyppighet: hver fredag", "      fra: på fredag"),
            ("til: e1, foreldre", "til: Brumm, foreldre"),
            ("begrunnelse: Ikke vold eller trusler.", "begrunnelse: [Ikke vold]"),
            ("  beskrivelse: |\n    {e1} sto", "  beskrivelse:\n    - sto"),
            (CLOSING, "avslutninger:\n  - {id: x-4r1t, dato: snart}\n"),
        ],
    )
    def test_a_value_that_cannot_be_used_is_not_also_told_as_missing(self, old, new):
        assert {rule for rule, _ in seen(swapped((old, new)))} == {"ugyldig-verdi"}


def test_facts_are_in_the_future_seen_from_the_day_that_is_given():
    found = findings_in(HEALTHY, today=date(2027, 1, 10))
    assert [one.key for one in found] == ["avslutninger[0].dato", "gjenapninger[0].dato"]
    assert {one.rule for one in found} == {"fremtidig-dato"}


def test_a_case_about_the_leadership_is_about_rektor_when_nobody_else_is_named():
    about_staff, about_leaders = (
        {one.rule for one in findings_in(swapped(("type: 12-4", f"type: {kind}"), SIDE))}
        for kind in ("12-5-ansatt", "12-5-ledelse")
    )
    assert "ansatt-mangler" in about_staff
    assert "ansatt-mangler" not in about_leaders
