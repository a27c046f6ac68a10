"""Investigation, plan, measures, evaluation, closing, statsforvalteren: written and refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from changing_cases import CASE, ID, kinds, read

from skolemiljo_cli.model.derived.measures import plan_version
from skolemiljo_cli.model.derived.phase import phase
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.services.casework.evaluate import proposed_next


def sak(path):
    parsed = parse_case(read(path))
    assert parsed.faults == ()
    return parsed.value


def add(do, *more: str, text: str = "Voksen med.", today: str = "2026-11-23") -> str:
    return do("measure", "add", "k3fq", "--tiltak", text, "--today", today, *more)["id"]


class TestInvestigate:
    def test_a_delay_needs_a_reason_and_moves_the_deadline(self, path, do, refused, cli):
        do("receive", "k3fq", "--rektor", "2026-11-20")
        assert "begrunnes" in refused(path, "investigate", "k3fq", "--utsatt-til", "2026-11-25")
        do("investigate", "k3fq", "--utsatt", "Syk.", "--utsatt-til", "2026-11-25")
        late = read(path)["undersokelse"]["utsatt"]
        assert late == {"begrunnelse": "Syk.", "til": "2026-11-25", "dato": "2026-11-23"}
        said = cli("deadlines", "--all", "--kind", "undersokelse-start").out
        assert said.startswith("2026-11-25 ons")

    def test_a_second_delay_keeps_the_first(self, path, do):
        do("investigate", "k3fq", "--utsatt", "Syk.")
        do("investigate", "k3fq", "--utsatt", "Fortsatt syk.")
        looked = read(path)["undersokelse"]
        assert looked["utsatt"]["begrunnelse"] == "Fortsatt syk."
        assert [one["begrunnelse"] for one in looked["tidligere_utsettelser"]] == ["Syk."]

    def test_a_conclusion_needs_an_answer_and_a_reason(self, path, refused):
        refused(path, "investigate", "k3fq", "--trygt-og-godt", "nei")
        refused(path, "investigate", "k3fq", "--elevens-beste", "Noe.")

    def test_a_new_conclusion_keeps_the_one_before(self, path, do):
        do("investigate", "k3fq", "--trygt-og-godt", "uavklart", "--begrunnelse", "For tidlig.")
        do("investigate", "k3fq", "--trygt-og-godt", "nei", "--begrunnelse", "Er alene.")
        looked = read(path)["undersokelse"]
        assert looked["konklusjon"]["trygt_og_godt"] == "nei"
        assert [one["begrunnelse"] for one in looked["tidligere_konklusjoner"]] == ["For tidlig."]

    def test_the_start_is_written_once(self, path, do, refused):
        do("investigate", "k3fq", "--startet", "i dag")
        refused(path, "investigate", "k3fq", "--startet", "i går")

    def test_those_not_heard_are_told_until_they_are_or_there_is_a_reason(self, path, do, cli):
        assert "Ikke hørt: e2" in cli("investigate", "k3fq", "--startet", "i dag").err
        do("investigate", "k3fq", "--ikke-hort", "e2: ville ikke snakke")
        assert "Ikke hørt" not in cli("investigate", "k3fq", "--faktorer", "Noe.").err


class TestPlan:
    def test_a_plan_written_in_one_day_is_one_version(self, path, do):
        do("plan", "k3fq", "--problem", "Alene.")
        do("plan", "k3fq", "--vurdering", "Noe.")
        add(do)
        assert plan_version(sak(path)) == 1

    def test_a_text_that_changes_is_a_new_version_with_the_old_text_kept(self, path, do):
        do("plan", "k3fq", "--problem", "Alene.")
        do("plan", "k3fq", "--problem", "Alene i storefri.", "--endring", "Observert.")
        plan = read(path)["aktivitetsplan"]
        assert plan["problem"] == "Alene i storefri."
        (revision,) = plan["revidert"]
        assert revision["tidligere"] == {"problem": "Alene."}
        assert plan_version(sak(path)) == 2

    def test_a_measure_of_another_day_is_a_new_version_and_several_of_one_day_are_one(
        self, path, do
    ):
        do("plan", "k3fq", "--problem", "Alene.")
        one = add(do, today="2026-11-25")
        add(do, today="2026-11-25")
        (revision,) = read(path)["aktivitetsplan"]["revidert"]
        assert (revision["dato"], revision["tiltak"]) == ("2026-11-25", [one])

    def test_who_wrote_the_plan_is_added_when_nobody_is_named(self, path, do):
        do("plan", "k3fq", "--problem", "Alene.")
        do("plan", "k3fq", "--vurdering", "Noe.", "--av", "a1")
        assert read(path)["aktivitetsplan"]["av"] == "a1"
        do("plan", "k3fq", "--mal", "Noe.", "--av", "a1")
        assert plan_version(sak(path)) == 1

    def test_somebody_else_who_writes_the_same_day_is_named_in_a_version(self, path, do):
        do("plan", "k3fq", "--problem", "Alene.", "--av", "a1")
        do("plan", "k3fq", "--vurdering", "Noe.", "--av", "rektor")
        do("plan", "k3fq", "--mal", "Noe.", "--av", "r1")
        plan = read(path)["aktivitetsplan"]
        assert plan["av"] == "a1"
        assert [one["av"] for one in plan["revidert"]] == ["r1"]

    def test_a_version_that_names_nobody_does_not_hide_who_wrote_next(self, path, do):
        do("plan", "k3fq", "--problem", "Alene.", "--av", "a1")
        do("plan", "k3fq", "--problem", "Alene i storefri.")
        do("plan", "k3fq", "--mal", "Noe.", "--av", "a1")
        versions = read(path)["aktivitetsplan"]["revidert"]
        assert [one.get("av") for one in versions] == [None, "a1"]

    def test_why_a_plan_is_written_is_kept_also_with_the_first_texts(self, path, do):
        do("plan", "k3fq", "--problem", "Alene.", "--endring", "Ny kunnskap.")
        (revision,) = read(path)["aktivitetsplan"]["revidert"]
        assert revision["endring"] == "Ny kunnskap."

    def test_the_same_text_again_is_no_change(self, path, do, refused):
        do("plan", "k3fq", "--problem", "Alene.")
        refused(path, "plan", "k3fq", "--problem", "Alene.")

    def test_what_the_plan_lacks_is_told_until_it_has_all_five_points(self, path, do, cli):
        told = cli("plan", "k3fq", "--problem", "Alene.").err
        assert "Planen mangler: tiltak (b), når (c), hvem (d), evaluering (e)." in told
        add(do, "--fra", "i dag", "--gjennomfores-av", "a1", "--evalueres", "2026-12-04")
        assert "Planen mangler" not in cli("plan", "k3fq", "--vurdering", "Noe.").err


class TestMeasure:
    def test_who_entered_a_measure_is_written_with_it_on_any_day(self, path, do):
        do("plan", "k3fq", "--problem", "Alene.", "--av", "a1")
        one = add(do, "--av", "r1")
        do("measure", "change", "k3fq", "--id", one, "--hyppighet", "hver dag", "--av", "a1")
        add(do, "--av", "rektor", today="2026-11-25")
        plan = read(path)["aktivitetsplan"]
        assert plan["av"] == "a1"
        assert [one["av"] for one in plan["tiltak"]] == ["r1", "a1", "r1"]
        assert [one["av"] for one in plan["revidert"]] == ["r1"]

    def test_a_new_edition_is_not_said_to_be_entered_by_the_one_before(self, path, do):
        one = add(do, "--av", "r1")
        do("measure", "change", "k3fq", "--id", one, "--hyppighet", "hver dag")
        assert "av" not in read(path)["aktivitetsplan"]["tiltak"][1]

    def test_a_change_is_a_new_edition_and_the_old_one_stays_as_it_was(self, path, do):
        old = add(do, "--rettet-mot", "klasse", "--gjennomfores-av", "a1")
        before = read(path)["aktivitetsplan"]["tiltak"][0]
        new = do("measure", "change", "k3fq", "--id", old, "--hyppighet", "hver dag")["id"]
        first, second = read(path)["aktivitetsplan"]["tiltak"]
        assert first == before
        assert (second["id"], second["erstatter"]) == (new, old)
        assert second["tiltak"] == first["tiltak"]
        assert (second["gjennomfores_av"], second["hyppighet"]) == (["a1"], "hver dag")

    def test_only_a_measure_in_force_is_changed(self, path, do, refused):
        old = add(do)
        do("measure", "change", "k3fq", "--id", old, "--hyppighet", "hver dag")
        told = refused(path, "measure", "change", "k3fq", "--id", old, "--hyppighet", "av og til")
        assert "ikke lenger i kraft" in told

    def test_a_measure_that_is_changed_in_nothing_is_refused(self, path, do, refused):
        old = add(do)
        refused(path, "measure", "change", "k3fq", "--id", old)

    @pytest.mark.parametrize(
        "words",
        [
            ("slett", "k3fq"),
            ("add", "k3fq"),
            ("add", "k3fq", "--id", "t-9xk2", "--tiltak", "Noe."),
            ("add", "k3fq", "--tiltak", "Noe.", "--tekst", "Noe."),
            ("change", "k3fq", "--hyppighet", "hver dag"),
            ("done", "k3fq", "--tekst", "Noe."),
            ("done", "k3fq", "--id", "t-9xk2", "--hyppighet", "hver dag"),
        ],
        ids=" ".join,
    )
    def test_what_makes_no_sense_is_refused(self, words, path, refused):
        refused(path, "measure", *words)

    def test_the_acts_have_norwegian_names(self, path, do):
        one = do("tiltak", "ny", "k3fq", "--tiltak", "Noe.")["id"]
        two = do("tiltak", "endre", "k3fq", "--id", one, "--hyppighet", "hver dag")["id"]
        do("tiltak", "gjort", "k3fq", "--id", two, "--tekst", "Gjort.")
        assert read(path)["logg"][0]["tiltak"] == [two]

    def test_a_decision_that_a_measure_needs_is_written_with_it(self, path, do):
        add(do, "--vedtak", "26/9", "--vedtak-dato", "i dag", "--vedtak-av", "skoleeier")
        (one,) = read(path)["aktivitetsplan"]["tiltak"]
        assert one["enkeltvedtak"] == {"referanse": "26/9", "dato": "2026-11-23", "av": "s1"}


class TestEvaluate:
    def test_a_round_says_what_came_of_each_measure(self, path, do, cli):
        one, two = add(do, "--evalueres", "2026-11-23"), add(do)
        do("evaluate", "k3fq", "--tiltak", f"{one}=ja,delvis,slutter: virket",
           "--tiltak", f"{two}=nei,nei,endres", "--elevens-svar", "Litt bedre.")  # fmt: skip
        (round_,) = read(path)["aktivitetsplan"]["evalueringer"]
        assert round_["tiltak"][one] == {
            "gjennomfort": "ja", "effekt": "delvis", "videre": "slutter", "merknad": "virket"
        }  # fmt: skip
        assert round_["trygt_og_godt"] == "uavklart"
        assert "tiltak-evaluering" not in kinds(cli)

    def test_a_measure_that_is_to_change_is_told_with_the_command(self, path, do, cli):
        one = add(do)
        told = cli("evaluate", "k3fq", "--tiltak", f"{one}=ja,nei,endres").err
        assert f"skolemiljo measure change k3fq --id {one}" in told

    def test_only_measures_in_force_are_judged(self, path, do, refused):
        one = add(do)
        two = add(do)
        do("evaluate", "k3fq", "--tiltak", f"{one}=ja,ja,slutter")
        told = refused(path, "evaluate", "k3fq", "--tiltak", f"{one}=ja,ja,slutter", code=66)
        assert two in told

    def test_without_measures_there_is_nothing_to_evaluate(self, path, refused):
        assert "measure add" in refused(path, "evaluate", "k3fq", "--elevens-svar", "Bra.")

    @pytest.mark.parametrize(
        "text", ["t-9xk2", "t-9xk2=ja", "t-9xk2=ja,ja,kanskje", "=ja,ja,slutter"]
    )
    def test_a_judgement_nobody_can_read_is_refused(self, text, path, do, refused):
        add(do)
        code = 66 if text.startswith("=") else 2
        refused(path, "evaluate", "k3fq", "--tiltak", text, code=code)

    def test_from_the_fourth_round_outside_help_is_asked_about(self, path, do, cli):
        add(do)
        for number in range(1, 5):
            day = f"2026-12-0{number}"
            told = cli("evaluate", "k3fq", "--elevens-svar", "Nei.", "--today", day).err
            assert f"Dette var runde {number}." in told
            assert ("hjelp utenfra" in told) == (number == 4)
        told = cli("evaluate", "k3fq", "--elevens-svar", "Nei.", "--today", "2026-12-05",
                   "--ekstern-bistand", "PPT er spurt.").err  # fmt: skip
        assert "hjelp utenfra" not in told

    @pytest.mark.parametrize(
        ("held", "days"), [((), 14), ((1,), 14), ((1, 2), 28), ((1, 2, 3), 28)]
    )
    def test_the_next_round_is_proposed_after_two_weeks_twice_and_then_four(
        self, held, days, path, do
    ):
        add(do)
        for day in held:
            do("evaluate", "k3fq", "--elevens-svar", "Nei.", "--today", f"2026-12-0{day}")
        proposed = proposed_next(sak(path), date(2026, 12, 10))
        assert proposed == date(2026, 12, 10) + timedelta(days=days)

    def test_a_plan_that_ends_before_the_pupil_is_safe_is_told(self, path, do, cli):
        add(do)
        told = cli("evaluate", "k3fq", "--elevens-svar", "Nei.", "--trygt-og-godt", "nei",
                   "--utgang", "avsluttes").err  # fmt: skip
        assert "Plikten varer til eleven har det trygt og godt" in told


class TestClose:
    ANSWER = ("--elevens-svar", "Bra nå.")

    def test_closing_needs_the_pupil_s_answer_or_a_written_reason(self, path, do, refused):
        told = refused(path, "close", "k3fq", "--trygt-og-godt", "ja")
        assert "--uten-elevens-svar" in told
        do("close", "k3fq", "--trygt-og-godt", "ja", "--uten-elevens-svar", "Ville ikke.")
        assert phase(sak(path)) == "avsluttet"

    @pytest.mark.parametrize(
        "more",
        [
            (),
            ("--trygt-og-godt", "nei"),
            ("--trygt-og-godt", "uavklart", "--begrunnelse", "Ingen hendelser."),
            ("--trygt-og-godt", "nei", "--grunnlag", "flyttet"),
            ("--trygt-og-godt", "nei", "--grunnlag", "trygt", "--begrunnelse", "Noe."),
        ],
        ids=" ".join,
    )
    def test_the_duty_lasts_until_the_pupil_has_it_safe(self, more, path, refused):
        told = refused(path, "close", "k3fq", *self.ANSWER, *more)
        assert "Plikten varer til eleven har det trygt og godt" in told

    def test_rektor_does_not_close_a_case_about_the_leadership(self, about_leadership, do, refused):
        safe = (*self.ANSWER, "--trygt-og-godt", "ja")
        refused(about_leadership, "close", "k3fq", *safe, "--av", "r1")
        do("close", "k3fq", *safe, "--av", "skoleeier")

    def test_a_pupil_who_has_moved_closes_the_case_with_a_reason(self, path, do):
        do("close", "k3fq", *self.ANSWER, "--trygt-og-godt", "nei", "--grunnlag", "flyttet",
           "--begrunnelse", "Går på en annen skole.")  # fmt: skip
        assert read(path)["avslutninger"][0]["grunnlag"] == "flyttet"

    def test_a_closed_case_is_not_closed_again_and_an_open_one_not_reopened(
        self, path, do, refused
    ):
        refused(path, "reopen", "k3fq", "--begrunnelse", "Igjen.")
        do("close", "k3fq", *self.ANSWER, "--trygt-og-godt", "ja")
        refused(path, "close", "k3fq", *self.ANSWER, "--trygt-og-godt", "ja")
        refused(path, "reopen", "k3fq")
        do("reopen", "k3fq", "--begrunnelse", "Igjen.")
        do("close", "k3fq", *self.ANSWER, "--trygt-og-godt", "ja", "--today", "2026-11-24")
        assert len(read(path)["avslutninger"]) == 2

    def test_where_it_is_archived_has_a_day(self, path, do):
        do("close", "k3fq", *self.ANSWER, "--trygt-og-godt", "ja", "--arkivert", "Bk360")
        closing = read(path)["avslutninger"][0]
        assert (closing["arkivert"], closing["arkivert_dato"]) == ("Bk360", "2026-11-23")

    def test_the_follow_up_is_a_deadline(self, path, do, cli):
        do("close", "k3fq", *self.ANSWER, "--trygt-og-godt", "ja", "--oppfolging", "2027-01-15")
        assert kinds(cli) == {"oppfolging"}
        do("log", "k3fq", "--type", "oppfolging", "--tekst", "Fortsatt bra.")
        assert kinds(cli) == set()


class TestStatsforvalter:
    def test_asked_sent_decided_and_fulfilled_follow_each_other(self, path, do, cli):
        do("statsforvalter", "k3fq", "--meldt", "i dag", "--av", "f1", "--bedt-om", "Plan",
           "--svarfrist", "2026-12-01")  # fmt: skip
        assert "oversendelse" in kinds(cli)
        do("statsforvalter", "k3fq", "--sendt", "i dag", "--sendt-hva", "Planen")
        assert "oversendelse" not in kinds(cli)
        do(
            "sfv",
            "k3fq",
            "--vedtak",
            "2026-12-04",
            "--mottatt",
            "2026-12-04",
            "--utfall",
            "brudd",
            "--palegg",
            "Ny plan.",
            "--palegg-frist",
            "2026-12-20",
            "--today",
            "2026-12-05",
        )
        assert {"palegg", "klage"} <= kinds(cli, "2026-12-05")
        do("sfv", "k3fq", "--oppfylt", "2026-12-18", "--today", "2026-12-18")
        assert "palegg" not in kinds(cli, "2026-12-18")
        (report,) = read(path)["statsforvalter"]
        assert report["foresporsler"][0]["sendt_hva"] == "Planen"
        assert report["vedtak"]["oppfylt"] == "2026-12-18"

    def test_the_last_day_to_appeal_moves_to_a_virkedag(self, path, do, cli):
        # law.md 5.4: received Friday 2026-12-04, three weeks are Christmas Day, then Monday
        do("sfv", "k3fq", "--meldt", "i dag")
        do("sfv", "k3fq", "--vedtak", "2026-12-04", "--today", "2026-12-05")
        said = cli("deadlines", "--kind", "klage", "--all", "--today", "2026-12-05").out
        assert said.startswith("2026-12-28")

    @pytest.mark.parametrize(
        "more", [("--sendt", "i dag"), ("--vedtak", "i dag"), ("--oppfylt", "i dag")], ids=str
    )
    def test_it_has_to_be_reported_there_first(self, more, path, refused):
        assert "--meldt" in refused(path, "statsforvalter", "k3fq", *more)

    def test_two_reports_are_told_apart_by_id(self, path, do, refused):
        one = do("sfv", "k3fq", "--meldt", "2026-11-01")["id"]
        two = do("sfv", "k3fq", "--meldt", "i dag")["id"]
        told = refused(path, "sfv", "k3fq", "--vedtak", "i dag")
        assert one in told
        assert two in told
        do("sfv", "k3fq", "--vedtak", "i dag", "--id", two)
        assert "vedtak" in read(path)["statsforvalter"][1]

    def test_the_day_the_school_knew_is_added_to_a_report_that_lacks_it(self, path, do, refused):
        reports = "statsforvalter: [{referanse: 26/1}, {id: s-3k2m, referanse: 26/2}]"
        path.write_text(f"{path.read_text(encoding='utf-8')}{reports}\n", encoding="utf-8")
        do("sfv", "k3fq", "--id", "s-3k2m", "--meldt", "i dag")
        assert read(path)["statsforvalter"][1]["meldt"] == "2026-11-23"
        told = refused(path, "sfv", "k3fq", "--id", "s-3k2m", "--meldt", "i går")
        assert "statsforvalter[1].meldt" in told

    def test_what_is_sent_answers_the_oldest_request_that_is_open(self, path, do):
        do("sfv", "k3fq", "--meldt", "i dag", "--bedt-om", "Plan", "--sendt", "i dag")
        do("sfv", "k3fq", "--bedt-om", "Referater")
        do("sfv", "k3fq", "--bedt-om", "Mer")
        do("sfv", "k3fq", "--sendt", "2026-11-22", "--sendt-hva", "Referatene")
        asked = read(path)["statsforvalter"][0]["foresporsler"]
        assert [one.get("sendt") for one in asked] == ["2026-11-23", "2026-11-22", None]

    def test_what_is_sent_answers_the_right_request_beside_one_nobody_could_read(self, path, do):
        requests = (
            "{dato: 2026-02-30, hva: Plan}, {dato: 2026-11-01, hva: Plan, sendt: 2026-11-02}, "
            "{dato: 2026-11-20, hva: Plan}, {hva: Mer}"
        )
        reports = f"statsforvalter: [{{id: s-3k2m, foresporsler: [{requests}]}}]"
        path.write_text(f"{path.read_text(encoding='utf-8')}{reports}\n", encoding="utf-8")
        do("sfv", "k3fq", "--sendt", "i dag", "--sendt-hva", "Planen")
        asked = read(path)["statsforvalter"][0]["foresporsler"]
        assert [one.get("sendt") for one in asked] == [None, "2026-11-02", "2026-11-23", None]
        assert asked[2]["sendt_hva"] == "Planen"

    @pytest.mark.parametrize("there", ["sendt: 2026-02-30", "sendt_hva: Utkastet"])
    def test_what_stands_of_the_sending_is_not_written_over(self, there, path, refused):
        reports = f"statsforvalter: [{{id: s-3k2m, foresporsler: [{{dato: 2026-11-20, {there}}}]}}]"
        path.write_text(f"{path.read_text(encoding='utf-8')}{reports}\n", encoding="utf-8")
        told = refused(path, "sfv", "k3fq", "--sendt", "i dag", "--sendt-hva", "Planen")
        assert f"statsforvalter[0].foresporsler[0].{there.partition(':')[0]}" in told

    def test_the_package_is_named_while_something_is_to_be_sent(self, path, do, cli):
        told = cli("sfv", "k3fq", "--meldt", "i dag", "--bedt-om", "Plan").err
        assert "skolemiljo package k3fq --for statsforvalter" in told
        assert "skolemiljo package" not in cli("sfv", "k3fq", "--sendt", "i dag").err

    def test_a_decision_is_written_once(self, path, do, refused):
        do("sfv", "k3fq", "--meldt", "i dag")
        do("sfv", "k3fq", "--vedtak", "i dag", "--utfall", "brudd")
        refused(path, "sfv", "k3fq", "--vedtak", "i dag")
        refused(path, "sfv", "k3fq", "--utfall", "avvist")

    def test_nothing_asked_for_means_nothing_to_send(self, path, do, refused):
        do("sfv", "k3fq", "--meldt", "i dag")
        refused(path, "sfv", "k3fq", "--sendt", "i dag")


def test_the_day_that_is_said_of_a_plan_without_one_is_written(write_case, do):
    text = CASE.format(id=ID, type="12-4") + "aktivitetsplan:\n    problem: Alene.\n"
    path = write_case(text, ID)
    do("plan", ID, "--mal", "Trygg.", "--dato", "2026-11-21", "--no-input")
    assert read(path)["aktivitetsplan"] == {
        "problem": "Alene.", "mal": "Trygg.", "opprettet": "2026-11-21",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "words", "key"),
    [
        ("aktivitetsplan: {tiltak: Følge i friminutt.}",
         ("measure", "add", "SAK", "--tiltak", "Noe."), "aktivitetsplan.tiltak"),
        ("logg: Ringte hjem.", ("log", "SAK", "--tekst", "Noe."), "logg"),
        ("aktivitetsplan: Følge i friminutt.", ("plan", "SAK", "--problem", "Noe."),
         "aktivitetsplan"),
    ],
)  # fmt: skip
def test_a_change_where_the_file_has_text_for_a_list_is_told_and_not_called_our_bug(
    wrong, words, key, write_case, cli
):
    text = f"id: 2026-11-02-k3fq\ntype: 12-4\nmelding: {{dato: 2026-11-02}}\n{wrong}\n"
    path = write_case(text)
    said = cli(*(one.replace("SAK", "k3fq") for one in words), "--no-input")
    assert said.code == 65, said
    assert f"«{key}" in said.err
    assert "skolemiljo check" in said.err
    assert path.read_text("utf-8") == text
