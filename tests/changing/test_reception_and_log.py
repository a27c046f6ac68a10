"""The commands that change a case: what they write, what they leave, what they refuse."""

from __future__ import annotations

from datetime import date

import pytest
from changing_cases import CASE, ID, NAMES, kinds, read

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model.vocab import Loggtype
from skolemiljo_cli.services.casework.entry_said import Innforing
from skolemiljo_cli.services.casework.log_entry import log
from skolemiljo_cli.services.changes.change import change
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import open_ledger
from skolemiljo_cli.store.yaml import writer

CHANGES = [
    ("receive", "k3fq", "--rektor", "i dag"),
    ("log", "k3fq", "--tekst", "{e1} sa noe."),
    ("investigate", "k3fq", "--startet", "i dag"),
    ("plan", "k3fq", "--problem", "{e1} er alene."),
    ("measure", "add", "k3fq", "--tiltak", "En voksen er med."),
    ("close", "k3fq", "--elevens-svar", "Bra.", "--trygt-og-godt", "ja"),
    ("statsforvalter", "k3fq", "--meldt", "i dag"),
]


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: words[0])
def test_a_change_leaves_every_other_line_as_it_was(words, path, do):
    before = path.read_text(encoding="utf-8")
    do(*words)
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert len(after) > len(before)


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: words[0])
def test_what_is_said_back_has_dates_keys_and_words_but_no_names_and_no_texts(words, path, cli):
    answer = cli(*words)
    assert answer.out == ""
    assert answer.err.startswith(f"Skrev i sak {ID}")
    said = [*NAMES, "alene", "sa noe", "Bra."]
    assert not [one for one in said if one in answer.err]


@pytest.mark.parametrize("word", ["kari", "vold", "kari1", "k.nordmann", "t-kari"])
@pytest.mark.parametrize(
    "words",
    [
        ("log", "k3fq", "--tekst"),
        ("log", "k3fq", "--tekst", "Noe.", "--sted"),
        ("log", "k3fq", "--synspunkt", "f1: ja", "--avtale"),
        ("plan", "k3fq", "--problem"),
        ("measure", "add", "k3fq", "--tiltak"),
        ("receive", "k3fq", "--skoleeier", "i dag", "--mottaker"),
        ("statsforvalter", "k3fq", "--meldt", "i dag", "--bedt-om"),
    ],
    ids=" ".join,
)
def test_a_text_of_one_word_is_counted_and_not_said_back(words, word, path, cli):
    answer = cli(*words, word)
    assert answer.code == 0, answer.err
    assert "(1 ord)" in answer.err
    assert word not in answer.err


def test_numbers_of_other_systems_are_said_back_but_no_name_in_their_place(path, cli):
    assert "arkivreferanse: 26/00417" in cli("receive", "k3fq", "--arkivreferanse", "26/00417").err
    told = cli("sfv", "k3fq", "--meldt", "i dag", "--referanse", "kari").err
    assert "referanse (1 ord)" in told


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: words[0])
def test_quiet_writes_and_says_nothing(words, path, cli):
    before = path.read_bytes()
    answer = cli(*words, "--quiet")
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    assert path.read_bytes() != before


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: words[0])
def test_a_file_changed_by_someone_else_meanwhile_is_changed_as_it_is_now(
    words, path, cli, monkeypatch
):
    theirs = path.read_bytes() + b"x-annet: 1\n"
    rewrite = writer.rewrite

    def meanwhile(data, changes):
        if path.read_bytes() == data and data != theirs:
            path.write_bytes(theirs)
        return rewrite(data, changes)

    monkeypatch.setattr(writer, "rewrite", meanwhile)
    assert cli(*words).code == 0
    assert path.read_bytes().startswith(theirs)
    assert len(path.read_bytes()) > len(theirs)


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: words[0])
def test_a_file_that_someone_else_changes_all_the_time_is_left_as_it_is(
    words, path, cli, monkeypatch
):
    rewrite = writer.rewrite

    def meanwhile(data, changes):
        path.write_bytes(path.read_bytes() + b"# deres\n")
        return rewrite(data, changes)

    before = path.read_bytes()
    monkeypatch.setattr(writer, "rewrite", meanwhile)
    answer = cli(*words)
    assert answer.code == 75
    assert "Kjør kommandoen en gang til" in answer.err
    assert path.read_bytes() == before + 3 * b"# deres\n"


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: words[0])
def test_a_value_nobody_can_read_elsewhere_does_not_stop_the_work(words, path, cli):
    path.write_text(path.read_text(encoding="utf-8") + "vedlegg: [{fil: []}]\n", encoding="utf-8")
    assert cli(*words).code == 0


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: words[0])
def test_a_file_that_is_no_case_is_not_touched(words, path, refused):
    path.write_text("hei\n", encoding="utf-8")
    refused(path, *words, code=65)


@pytest.mark.parametrize(
    "name", ["receive", "log", "investigate", "plan", "close", "reopen", "statsforvalter"]
)
def test_nothing_said_is_nothing_written(name, path, refused):
    assert refused(path, name, "k3fq").startswith("Feil: ")


def test_what_check_finds_is_told_once_and_not_again_at_the_next_command(path, cli):
    first = cli("plan", "k3fq", "--vurdering", "Noe.")
    assert "Sjekk: Planen mangler punkt a." in first.err
    assert "punkt a" not in cli("plan", "k3fq", "--elevens-syn", "Noe.").err


def test_of_many_findings_the_gravest_three_are_told_and_the_rest_counted(path, cli):
    told = cli("plan", "k3fq", "--problem", "Alene.").err
    shown = [line for line in told.splitlines() if line.startswith("Sjekk: ")]
    assert len(shown) == 4
    assert shown[0].endswith(("[elev-ikke-hort]", "[elevens-beste-mangler]"))
    assert shown[3].endswith("Se dem med: skolemiljo check k3fq")


def test_a_value_that_no_case_can_have_stops_the_writing(path, ledger):
    before = path.read_bytes()
    entry = Innforing(type="tull", tekst="Noe.")
    with pytest.raises(UsageFault, match="ordet er ikke kjent") as stopped:
        change(open_ledger(ledger), "k3fq", date(2026, 11, 23), lambda case: log(entry, case))
    assert stopped.value.key == "logg[0].type"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "leader"),
    [
        (("receive", "k3fq", "--rektor-kanal", "muntlig"), "--rektor"),
        (("receive", "k3fq", "--tatt-opp-av", "f1"), "--tatt-opp"),
        (("receive", "k3fq", "--begrunnelse", "Noe."), "--alvorlig"),
        (("receive", "k3fq", "--vurdert", "i dag"), "--alvorlig"),
        (("receive", "k3fq", "--bistand", "Noe."), "--skoleeier"),
        (("receive", "k3fq", "--foresatte-kanal", "brev"), "--foresatte-informert"),
        (("receive", "k3fq", "--foresatte-av", "a1"), "--foresatte-informert"),
        (("investigate", "k3fq", "--utsatt-av", "r1"), "--utsatt"),
        (("investigate", "k3fq", "--begrunnelse", "Noe."), "--trygt-og-godt"),
        (("statsforvalter", "k3fq", "--meldt", "i dag", "--svarfrist", "fredag"), "--bedt-om"),
        (("statsforvalter", "k3fq", "--meldt", "i dag", "--utfall", "brudd"), "--vedtak"),
        (("statsforvalter", "k3fq", "--meldt", "i dag", "--sendt", "i dag"), "--bedt-om"),
        (("log", "k3fq", "--tekst", "Noe.", "--vedlegg-beskrivelse", "Noe."), "--vedlegg"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_what_belongs_to_something_that_was_not_said_is_refused_not_dropped(
    words, leader, path, refused
):
    extra = ("--arkivreferanse", "26/1") if words[0] == "receive" else ()
    assert f"hører sammen med {leader}," in refused(path, *words, *extra)


class TestReceive:
    def test_the_two_clocks_are_two_facts(self, path, do):
        do("receive", "k3fq", "--rektor", "2026-11-20 kl. 14.10", "--rektor-kanal", "muntlig",
           "--tatt-opp", "2026-11-21", "--tatt-opp-av", "f1")  # fmt: skip
        assert read(path)["mottak"] == {
            "rektor": {"tid": "2026-11-20T14:10", "av": "r1", "kanal": "muntlig"},
            "tatt_opp_med_rektor": {"tid": "2026-11-21", "av": "f1"},
        }

    def test_rektor_has_it_once(self, path, do, refused):
        do("receive", "k3fq", "--rektor", "i dag")
        assert "står det allerede" in refused(path, "receive", "k3fq", "--rektor", "i dag")

    def test_gravity_needs_a_reason(self, path, refused):
        assert "--begrunnelse" in refused(path, "receive", "k3fq", "--alvorlig")

    def test_a_judgement_that_changes_keeps_the_one_before(self, path, do):
        do("receive", "k3fq", "--ikke-alvorlig", "--begrunnelse", "Én gang.")
        do("receive", "k3fq", "--alvorlig", "--begrunnelse", "Igjen.", "--tegn", "langvarig")
        mottak = read(path)["mottak"]
        assert mottak["alvorlig"]["vurdering"] == "true"
        assert mottak["alvorlig"]["tegn"] == ["langvarig"]
        assert [one["begrunnelse"] for one in mottak["tidligere_vurderinger"]] == ["Én gang."]

    def test_a_serious_case_is_to_be_told_to_the_owner(self, path, cli):
        answer = cli("receive", "k3fq", "--alvorlig", "--begrunnelse", "Vold.")
        assert "rektor skal melde fra til skoleeier (oppl. § 12-4)" in answer.err
        assert "skoleeier" in kinds(cli)
        cli("receive", "k3fq", "--skoleeier", "i dag", "--mottaker", "Kontoret")
        assert "skoleeier" not in kinds(cli)

    def test_what_the_owner_is_told_later_is_added_once(self, path, do, refused):
        do("receive", "k3fq", "--skoleeier", "i dag", "--mottaker", "Kontoret")
        do("receive", "k3fq", "--avviksnummer", "26/7", "--bistand", "Råd.")
        told = read(path)["mottak"]["skoleeier"]
        assert (told["avviksnummer"], told["bistand"]) == ("26/7", "Råd.")
        refused(path, "receive", "k3fq", "--avviksnummer", "26/8")

    def test_who_decided_that_guardians_are_not_told_is_written_with_the_reason(self, path, do):
        do("receive", "k3fq", "--foresatte-ikke-aktuelt", "Barnevernet råder fra.",
           "--foresatte-av", "r1")  # fmt: skip
        told = read(path)["melding"]["foresatte_informert"]
        assert told == {"av": "r1", "ikke_aktuelt": "Barnevernet råder fra."}

    def test_guardians_told_after_all_leave_the_reason_and_every_other_key_as_they_were(
        self, path, do, refused
    ):
        noted = "foresatte_informert: {ikke_aktuelt: Barnevernet råder fra., av: r1, x-eget: 1}"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("    melder:", f"    {noted}\n    melder:"), encoding="utf-8")
        do("receive", "k3fq", "--foresatte-informert", "i dag", "--foresatte-kanal", "telefon")
        assert read(path)["melding"]["foresatte_informert"] == {
            "ikke_aktuelt": "Barnevernet råder fra.", "av": "r1", "x-eget": "1",
            "dato": "2026-11-23", "kanal": "telefon",
        }  # fmt: skip
        refused(path, "receive", "k3fq", "--foresatte-informert", "i dag")
        refused(path, "receive", "k3fq", "--foresatte-ikke-aktuelt", "Noe annet.")

    def test_who_told_the_guardians_is_not_written_over(self, path, do, refused):
        do("receive", "k3fq", "--foresatte-ikke-aktuelt", "Barnevernet råder fra.",
           "--foresatte-av", "r1")  # fmt: skip
        told = ("receive", "k3fq", "--foresatte-informert", "i dag", "--foresatte-av")
        assert "melding.foresatte_informert.av" in refused(path, *told, "a1")
        do(*told, "rektor")

    def test_the_tool_never_judges_by_the_signs(self, path, refused):
        refused(path, "receive", "k3fq", "--tegn", "saerlig_voldelig")

    def test_guardians_told_fulfils_the_local_norm(self, path, do, cli):
        assert "foresatte-informert" in kinds(cli)
        do("receive", "k3fq", "--foresatte-informert", "i dag", "--foresatte-av", "a1")
        assert "foresatte-informert" not in kinds(cli)

    def test_a_report_about_the_leadership_never_goes_to_rektor(self, about_leadership, refused):
        told = refused(about_leadership, "receive", "k3fq", "--rektor", "i dag")
        assert "rett til skoleeier" in told
        refused(about_leadership, "receive", "k3fq", "--saksansvarlig", "rektor")
        refused(about_leadership, "receive", "k3fq", "--saksansvarlig", "r1")

    def test_the_owner_judges_a_case_about_the_leadership(self, about_leadership, do):
        do("receive", "k3fq", "--alvorlig", "--begrunnelse", "Noe.")
        values = read(about_leadership)
        assert values["parter"][values["mottak"]["alvorlig"]["av"]] == {"rolle": "skoleeier"}

    @pytest.mark.parametrize("kind", ["12-4", "12-5-ledelse"])
    def test_only_a_report_about_staff_can_be_groundless(self, kind, write_case, refused):
        path = write_case(CASE.format(id=ID, type=kind), ID)
        refused(path, "receive", "k3fq", "--apenbart-grunnlos", "Stemmer ikke.")

    def test_a_groundless_report_may_still_be_passed_on_and_keeps_the_reason(
        self, about_staff, do, cli
    ):
        do("receive", "k3fq", "--apenbart-grunnlos", "Var ikke på skolen den dagen.")
        assert "skoleeier" not in kinds(cli)
        do("receive", "k3fq", "--skoleeier", "i dag", "--mottaker", "Kontoret")
        told = read(about_staff)["mottak"]["skoleeier"]
        assert told["apenbart_grunnlos"] == "Var ikke på skolen den dagen."
        assert told["tid"] == "2026-11-23"

    def test_a_report_passed_on_after_all_leaves_every_key_as_it_was(
        self, about_staff, do, refused
    ):
        text = about_staff.read_text(encoding="utf-8")
        held = "{av: a1, apenbart_grunnlos: Var syk., avviksnummer: 26/7, x-eget: 1}"
        about_staff.write_text(text + f"mottak:\n    skoleeier: {held}\n", encoding="utf-8")
        passed = ("receive", "k3fq", "--skoleeier", "i dag", "--mottaker", "Kontoret")
        refused(about_staff, *passed, "--avviksnummer", "26/8")
        refused(about_staff, *passed, "--skoleeier-av", "r1")
        do(*passed)
        assert read(about_staff)["mottak"]["skoleeier"] == {
            "av": "a1", "apenbart_grunnlos": "Var syk.", "avviksnummer": "26/7", "x-eget": "1",
            "tid": "2026-11-23", "mottaker": "Kontoret",
        }  # fmt: skip
        refused(about_staff, *passed)
        refused(about_staff, "receive", "k3fq", "--apenbart-grunnlos", "Noe annet.")

    def test_what_stands_of_the_owner_does_not_hinder_that_the_owner_is_told(self, path, do):
        text = path.read_text(encoding="utf-8")
        path.write_text(text + "mottak: {skoleeier: {mottaker: Kontoret}}\n", encoding="utf-8")
        do("receive", "k3fq", "--skoleeier", "i dag")
        told = read(path)["mottak"]["skoleeier"]
        assert told == {"mottaker": "Kontoret", "tid": "2026-11-23", "av": "r1"}

    def test_who_leads_the_case_may_change_and_those_who_led_it_are_kept(self, path, do):
        for lead in ("a1", "r1", "avdelingsleder"):
            do("receive", "k3fq", "--saksansvarlig", lead)
        values = read(path)
        assert values["saksansvarlig"] == "a2"
        assert values["tidligere_saksansvarlige"] == ["a1", "r1"]

    def test_the_one_who_leads_the_case_already_is_no_change(self, path, do, refused):
        do("receive", "k3fq", "--saksansvarlig", "r1")
        refused(path, "receive", "k3fq", "--saksansvarlig", "rektor")

    def test_the_number_in_the_archive_is_written_once(self, path, do, refused):
        do("receive", "k3fq", "--arkivreferanse", "26/1")
        told = refused(path, "receive", "k3fq", "--arkivreferanse", "26/2")
        assert "arkivreferanse" in told

    def test_the_side_of_the_employee_belongs_to_12_5(self, path, refused):
        refused(path, "receive", "k3fq", "--ansatt-informert", "i dag")

    def test_a_role_nobody_has_becomes_a_party_without_a_name(self, path, do):
        do("receive", "k3fq", "--saksansvarlig", "avdelingsleder")
        values = read(path)
        assert values["parter"]["a2"] == {"rolle": "avdelingsleder"}
        assert values["saksansvarlig"] == "a2"


class TestPeople:
    def test_a_name_is_not_repeated_when_it_is_no_key(self, path, refused):
        told = refused(path, "log", "k3fq", "--tekst", "Noe.", "--med", "Per Eventyr")
        assert "e1 elev, e2 medelev, f1 foresatt" in told

    @pytest.mark.parametrize("word", ["elev", "medelev"])
    def test_a_pupil_is_never_made_of_a_role(self, word, path, refused):
        alone = path.read_text(encoding="utf-8")
        alone = alone.replace("rolle: medelev", "rolle: annen").replace(
            "rolle: elev", "rolle: annen"
        )
        path.write_text(alone, encoding="utf-8")
        refused(path, "log", "k3fq", "--tekst", "Noe.", "--med", word)

    def test_one_wrong_among_several_stops_all(self, path, refused):
        refused(path, "log", "k3fq", "--tekst", "Noe.", "--med", "medelev,medelev,e9")

    def test_a_role_that_several_have_is_not_guessed(self, path, do, refused):
        do("log", "k3fq", "--tekst", "Noe.", "--part", "foresatt=Far Askeladd", "--med", "f2")
        assert read(path)["parter"]["f2"] == {
            "rolle": "foresatt", "navn": "Far Askeladd", "til": "e1"
        }  # fmt: skip
        refused(path, "log", "k3fq", "--tekst", "Noe.", "--med", "foresatt")

    def test_the_name_of_a_new_party_is_written_and_never_said(self, path, cli):
        answer = cli("log", "k3fq", "--tekst", "Noe.", "--part", "foresatt=askeladdine")
        assert "parter.f2: rolle foresatt, til e1" in answer.err
        assert "askeladdine" not in answer.err
        assert read(path)["parter"]["f2"]["navn"] == "askeladdine"

    def test_several_are_said_with_commas_or_one_by_one(self, path, do):
        do("log", "k3fq", "--tekst", "Noe.", "--med", "e1,f1", "--med", "kontaktlærer")
        assert read(path)["logg"][0]["med"] == ["e1", "f1", "a1"]


def test_what_cannot_be_read_is_not_written_over(path, refused):
    """A date that does not exist was written by somebody who meant something by it."""
    with path.open("a", encoding="utf-8") as file:
        file.write("mottak: {rektor: {tid: 2026-02-30, av: r1, x-eget: 1}}\n")
    told = refused(path, "receive", "k3fq", "--rektor", "i dag")
    assert "mottak.rektor.tid" in told
    assert "skolemiljo edit" in told


class TestLog:
    @pytest.mark.parametrize("kind", Loggtype)
    def test_every_kind_of_entry_can_be_written(self, kind, path, do):
        made = do("log", "k3fq", "--type", kind.value, "--tekst", "Noe.")
        (entry,) = read(path)["logg"]
        assert (entry["id"], entry["type"]) == (made["id"], kind.value)

    def test_the_text_is_about_the_pupils_in_it_unless_it_is_said(self, path, do):
        do("log", "k3fq", "--tekst", "{e2} var der.", "--med", "e1")
        do("log", "k3fq", "--tekst", "Møte med {f1}.", "--med", "f1")
        do("log", "k3fq", "--tekst", "{e2} var der.", "--om", "e1")
        assert [one["om"] for one in read(path)["logg"]] == [["e1", "e2"], ["e1"], ["e1"]]

    def test_the_text_can_come_from_a_file_or_stdin(self, path, do, ledger):
        (ledger / "tekst.txt").write_text("Første linje.\n\nAndre.\n", encoding="utf-8")
        do("log", "k3fq", "--from", "tekst.txt")
        do("log", "k3fq", "--from", "-", stdin="Fra stdin.\n")
        texts = [one["tekst"].strip() for one in read(path)["logg"]]
        assert texts == ["Første linje.\n\nAndre.", "Fra stdin."]

    def test_a_text_is_given_one_way_only(self, path, refused, ledger):
        (ledger / "tekst.txt").write_text("Noe.", encoding="utf-8")
        refused(path, "log", "k3fq", "--from", "tekst.txt", "--tekst", "Noe.")

    @pytest.mark.parametrize("data", [b"", b" \n", b"\xff\xfe\x00"])
    def test_a_file_without_text_is_refused(self, data, path, refused, ledger):
        (ledger / "tekst.txt").write_bytes(data)
        refused(path, "log", "k3fq", "--from", "tekst.txt")

    def test_a_correction_is_a_new_entry_and_the_old_one_stays(self, path, do):
        first = do("log", "k3fq", "--type", "observasjon", "--tekst", "Tre ganger.")["id"]
        before = path.read_text(encoding="utf-8")
        do("log", "k3fq", "--corrects", first, "--tekst", "Fire ganger.")
        assert path.read_text(encoding="utf-8").startswith(before)
        _, second = read(path)["logg"]
        assert (second["retter"], second["type"]) == (first, "observasjon")

    def test_an_entry_is_corrected_once_and_then_its_correction(self, path, do, refused):
        first = do("log", "k3fq", "--tekst", "Tre.")["id"]
        second = do("log", "k3fq", "--corrects", first, "--tekst", "Fire.")["id"]
        told = refused(path, "log", "k3fq", "--corrects", first, "--tekst", "Fem.")
        assert f"--corrects {second}" in told
        do("log", "k3fq", "--retter", second, "--tekst", "Fem.")

    def test_an_entry_that_says_it_corrects_itself_does_not_vanish(self, path, do, cli):
        entry = "{id: h-7k3q, tid: 2026-11-21, type: elevsamtale, med: [e2], retter: h-7k3q}"
        path.write_text(f"{path.read_text(encoding='utf-8')}logg: [{entry}]\n", encoding="utf-8")
        assert "Ikke hørt" not in cli("investigate", "k3fq", "--startet", "i dag").err
        do("log", "k3fq", "--corrects", "h-7k3q", "--tekst", "Rett.", "--type", "notat")
        assert "Ikke hørt: e2" in cli("investigate", "k3fq", "--faktorer", "Noe.").err

    def test_what_was_wrongly_said_to_be_carried_out_is_not_carried_out(self, path, do, cli):
        do("measure", "add", "k3fq", "--tiltak", "Voksen med.", "--fra", "2026-11-23")
        tiltak = read(path)["aktivitetsplan"]["tiltak"][0]["id"]
        done = do("measure", "done", "k3fq", "--id", tiltak, "--tekst", "Gjort.")["id"]
        assert "tiltak-start" not in kinds(cli)
        do("log", "k3fq", "--corrects", done, "--type", "notat", "--tekst", "Det ble ikke gjort.")
        assert "tiltak-start" in kinds(cli)

    def test_an_entry_of_a_measure_says_that_it_was_carried_out(self, path, do, cli):
        do("measure", "add", "k3fq", "--tiltak", "Voksen med.", "--fra", "2026-11-23")
        tiltak = read(path)["aktivitetsplan"]["tiltak"][0]["id"]
        wrong = do("log", "k3fq", "--tiltak", tiltak, "--type", "notat", "--tekst", "Gjort.")["id"]
        assert "tiltak-start" in kinds(cli)
        do("log", "k3fq", "--corrects", wrong, "--tiltak", tiltak, "--tekst", "Gjort.")
        assert [one["type"] for one in read(path)["logg"]] == ["notat", "gjennomforing"]
        assert "tiltak-start" not in kinds(cli)

    def test_an_agreement_with_a_date_is_a_deadline_until_it_is_kept(self, path, do, cli):
        do("log", "k3fq", "--type", "mote", "--avtale", "Ny samtale | a1 | fredag")
        (made,) = read(path)["logg"][0]["avtaler"]
        assert (made["hva"], made["hvem"], made["frist"]) == ("Ny samtale", ["a1"], "2026-11-27")
        assert "avtale" in kinds(cli)
        do("log", "k3fq", "--oppfyller", made["id"], "--tekst", "Gjort.")
        assert "avtale" not in kinds(cli)

    @pytest.mark.parametrize(
        "text", ["Noe | a1 | i dag | mer", " | a1", "Noe | a9", "Noe | a1 | x"]
    )
    def test_an_agreement_nobody_can_read_is_refused(self, text, path, refused):
        refused(path, "log", "k3fq", "--tekst", "Noe.", "--avtale", text)

    def test_an_attachment_is_copied_under_a_name_without_names(self, path, do, ledger):
        data = b"%PDF-1.7 \x00\xff"
        (ledger / "Espen Askeladd.PDF").write_bytes(data)
        made = do("log", "k3fq", "--tekst", "Se vedlegget.", "--vedlegg", "Espen Askeladd.PDF",
                  "--vedlegg-beskrivelse", "Tegning")["id"]  # fmt: skip
        (listed,) = read(path)["vedlegg"]
        assert listed["fil"] == f"vedlegg/{made[2:]}-1.pdf"
        assert listed["sha256"] == files.sha256(data)
        assert (listed["innforing"], listed["om"]) == (made, ["e1"])
        assert (path.parent / listed["fil"]).read_bytes() == data
        assert "Askeladd" not in str(list(path.parent.rglob("*")))

    @pytest.mark.parametrize(
        ("name", "ending"), [("a.TXT", ".txt"), ("uten", ""), ("a.tx t", ""), ("a.✓", "")]
    )
    def test_only_a_plain_ending_is_kept(self, name, ending, path, do, ledger):
        (ledger / name).write_text("Noe.", encoding="utf-8")
        made = do("log", "k3fq", "--tekst", "Noe.", "--vedlegg", name)["id"]
        assert read(path)["vedlegg"][0]["fil"] == f"vedlegg/{made[2:]}-1{ending}"

    def test_an_attachment_is_taken_away_when_the_case_cannot_be_written(
        self, path, cli, ledger, monkeypatch
    ):
        (ledger / "a.txt").write_text("Noe.", encoding="utf-8")

        replace = files.replace

        def full(target, *args, **more):
            if target == path:
                assert list((path.parent / "vedlegg").iterdir())
                raise files.AlreadyThere
            replace(target, *args, **more)

        monkeypatch.setattr(files, "replace", full)
        assert cli("log", "k3fq", "--tekst", "Noe.", "--vedlegg", "a.txt").code == 73
        assert list((path.parent / "vedlegg").iterdir()) == []

    def test_ctrl_c_while_attachments_are_copied_leaves_none_behind(
        self, path, cli, ledger, monkeypatch
    ):
        (ledger / "a.txt").write_text("Noe.", encoding="utf-8")
        before, create, made = path.read_bytes(), files.create, []

        def stopped_at_the_second(place, data, **more):
            create(place, data, **more)
            made.extend([place] if place.parent.name == "vedlegg" else [])
            if len(made) == 2:
                raise KeyboardInterrupt

        monkeypatch.setattr(files, "create", stopped_at_the_second)
        answer = cli("log", "k3fq", "--tekst", "Noe.", "--vedlegg", "a.txt", "--vedlegg", "a.txt")
        assert answer.code == 130
        assert path.read_bytes() == before
        assert list((path.parent / "vedlegg").iterdir()) == []

    def test_ctrl_c_when_the_case_is_written_leaves_the_attachment_it_lists(
        self, path, cli, ledger, monkeypatch
    ):
        (ledger / "a.txt").write_text("Noe.", encoding="utf-8")
        replace = files.replace

        def stopped_at_the_end(target, *args, **more):
            replace(target, *args, **more)
            if target == path:
                raise KeyboardInterrupt

        monkeypatch.setattr(files, "replace", stopped_at_the_end)
        assert cli("log", "k3fq", "--tekst", "Noe.", "--vedlegg", "a.txt").code == 130
        (listed,) = read(path)["vedlegg"]
        assert (path.parent / listed["fil"]).read_bytes() == b"Noe."

    def test_a_file_that_has_the_name_already_is_not_taken_away(
        self, path, cli, ledger, monkeypatch
    ):
        (ledger / "a.txt").write_text("Noe.", encoding="utf-8")
        there = path.parent / "vedlegg" / "7k3q-1.txt"
        there.parent.mkdir()
        there.write_text("Noe.", encoding="utf-8")
        monkeypatch.setattr("skolemiljo_cli.model.ids.mint_entry_id", lambda *_: "h-7k3q")
        assert cli("log", "k3fq", "--tekst", "Noe.", "--vedlegg", "a.txt").code == 73
        assert there.read_text(encoding="utf-8") == "Noe."

    def test_an_attachment_that_is_not_there_stops_the_entry(self, path, refused):
        refused(path, "log", "k3fq", "--tekst", "Noe.", "--vedlegg", "borte.pdf", code=66)

    def test_views_and_the_frame_of_a_talk_are_kept_apart(self, path, do):
        do("log", "k3fq", "--type", "mote", "--tekst", "Møte.", "--synspunkt", "f1: vil ha ro",
           "--synspunkt", "a1: er enig", "--trygg-voksen", "--rammer-ikke-forklart",
           "--oppsummering", "Planen prolongeres.")  # fmt: skip
        (entry,) = read(path)["logg"]
        assert entry["oppsummering"] == "Planen prolongeres."
        assert entry["synspunkter"] == {"f1": "vil ha ro", "a1": "er enig"}
        assert (entry["trygg_voksen"], entry["rammer_forklart"]) == ("true", "false")

    @pytest.mark.parametrize(
        ("option", "value"), [("--tiltak", "t-9xk2"), ("--corrects", "h-7k3q"),
                              ("--oppfyller", "a-7k3q"), ("--tiltak", "Per Eventyr")]
    )  # fmt: skip
    def test_what_is_pointed_to_must_be_there(self, option, value, path, refused):
        told = refused(path, "log", "k3fq", "--tekst", "Noe.", option, value, code=66)
        assert (value in told) == ("-" in value)
