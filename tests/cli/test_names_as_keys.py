"""Names in what is typed: `log`, `edit` and `check` offer the key instead, and say no name."""

from __future__ import annotations

import json
import sys

import pytest

from skolemiljo_cli.store.yaml import reader

CASE = """\
# en merknad
id: 2026-11-20-k3fq
type: 12-4
parter:
  e1: {rolle: elev, navn: Askeladd Eventyr}
  e2: {rolle: medelev, navn: Tyrihans Skogen, alias: [Tyri]}
  e3: {rolle: medelev, navn: Veslefrikk Skogen}
  a1: {rolle: kontaktlaerer, navn: Lise Lærersen}
melding:
  dato: 2026-11-20
  melder: a1
  beskrivelse: '{e1} var alene.'  # enda en
logg:
  - id: h-7k3q
    tid: 2026-11-19
    type: elevsamtale
    av: a1
    med: [e1]
    om: [e1, e2]
    tekst: Askeladd sa at Tyris venner lo.
    elevens_ord: Tyri lo.
    synspunkter: {e1: Tyri må slutte.}
    avtaler: [{id: a-6m2k, hva: Ny prat med Askeladd, hvem: a1, frist: 2026-12-04}]
"""
NAMES = ("Askeladd", "Tyri", "Veslefrikk", "Skogen", "Eventyr")
HERE = "2026-11-20-k3fq"
terminal = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")


@pytest.fixture
def path(write_case):
    return write_case(CASE, HERE)


def log_of(path):
    return reader.read(path.read_bytes())["logg"]


def no_name_in(answer):
    return not any(name in answer.out + answer.err for name in NAMES)


class TestLog:
    def test_without_a_terminal_the_text_is_written_as_it_is_and_that_is_told(self, path, cli):
        said = cli("log", "k3fq", "--tekst", "Tyri slo Askeladd.")
        assert said.code == 0
        assert log_of(path)[-1]["tekst"] == "Tyri slo Askeladd."
        assert "Teksten nevner {e2} og {e1} ved navn, og er skrevet som den er." in said.err
        assert no_name_in(said)

    def test_what_is_told_is_how_to_put_it_right_and_not_to_write_it_twice(self, path, cli):
        said = cli("log", "k3fq", "--tekst", "Tyri slo Askeladd.")
        entry = log_of(path)[-1]["id"]
        told = [line for line in said.err.splitlines() if "--bytt-navn" in line]
        assert len(told) == 1
        assert f"--corrects {entry} --bytt-navn" in told[0]

    def test_an_option_writes_keys_without_asking_in_every_text(self, path, cli):
        said = cli(
            *("log", "k3fq", "--tekst", "Tyris venn slo Askeladd Eventyr.", "--bytt-navn"),
            *("--elevens-ord", "Tyrihans lo.", "--synspunkt", "e1: Tyri må slutte."),
            *("--avtale", "Prat med Tyri | a1 | 2026-12-04", "--sted", "Hos Tyri"),
        )
        assert said.code == 0
        entry = log_of(path)[-1]
        assert entry["tekst"] == "{e2}s venn slo {e1}."
        assert entry["elevens_ord"] == "{e2} lo."
        assert entry["synspunkter"] == {"e1": "{e2} må slutte."}
        assert entry["avtaler"][0]["hva"] == "Prat med {e2}"
        assert entry["sted"] == "Hos {e2}"
        assert entry["om"] == ["e2", "e1"]
        assert "Skrev {e2}, {e1} for navnet 6 steder." in said.err
        assert no_name_in(said)

    def test_an_option_lets_names_stand_and_says_nothing(self, path, cli):
        said = cli("log", "k3fq", "--tekst", "Tyri slo.", "--behold-navn")
        assert log_of(path)[-1]["tekst"] == "Tyri slo."
        assert "og er skrevet som den er" not in said.err

    def test_a_name_two_share_is_left_and_that_is_told(self, path, cli):
        said = cli("log", "k3fq", "--tekst", "Familien Skogen og Tyri kom.", "--bytt-navn")
        assert log_of(path)[-1]["tekst"] == "Familien Skogen og {e2} kom."
        assert "Et ord som kan være {e2} eller {e3}, er latt stå" in said.err
        assert no_name_in(said)

    def test_a_text_from_a_file_and_from_stdin_is_exchanged_too(self, path, cli, ledger):
        (ledger / "notat.txt").write_text("Tyri slo.", encoding="utf-8")
        assert cli("log", "k3fq", "--from", "notat.txt", "--bytt-navn").code == 0
        assert cli("log", "k3fq", "--from", "-", "--bytt-navn", stdin="Tyri lo.").code == 0
        assert [one["tekst"] for one in log_of(path)[-2:]] == ["{e2} slo.", "{e2} lo."]

    def test_a_text_with_keys_is_neither_changed_nor_spoken_of(self, path, cli):
        said = cli("log", "k3fq", "--tekst", "{e2} slo {e1} i skogen.", "--bytt-navn")
        assert log_of(path)[-1]["tekst"] == "{e2} slo {e1} i skogen."
        assert "navn" not in said.err

    def test_the_envelope_says_no_name(self, path, cli):
        said = cli("log", "k3fq", "--tekst", "Tyri slo.", "--json")
        assert json.loads(said.out)["errors"] == []
        assert no_name_in(said)

    def test_an_entry_is_said_anew_with_keys_by_correcting_it(self, path, cli):
        said = cli("log", "k3fq", "--corrects", "h-7k3q", "--bytt-navn")
        assert said.code == 0, said.err
        old, new = log_of(path)
        assert old["tekst"] == "Askeladd sa at Tyris venner lo."
        assert new["retter"] == "h-7k3q"
        assert new["tekst"] == "{e1} sa at {e2}s venner lo."
        assert new["elevens_ord"] == "{e2} lo."
        assert new["synspunkter"] == {"e1": "{e2} må slutte."}
        assert new["avtaler"][0]["hva"] == "Ny prat med {e1}"
        same = ("tid", "type", "av", "med", "om")
        assert [new[key] for key in same] == [old[key] for key in same]
        assert no_name_in(said)
        assert "navn-i-tekst" not in cli("check", "k3fq").out

    @pytest.mark.parametrize(
        ("entry", "told"),
        [
            ("tekst: Tyri lo.", "--corrects h-8k3q --bytt-navn"),
            ("tekst: Familien Skogen kom.", '--corrects h-8k3q --tekst "…"'),
            ("tekst: Tyri lo., avtaler: [{id: a-9m2k, hva: Ring}]", "h-8k3q --bytt-navn"),
        ],
    )
    def test_check_tells_of_a_command_that_does_it(self, write_case, cli, entry, told):
        later = "  - {id: h-9k3q, tid: 2026-11-20, type: notat, tekst: Ok., oppfyller: [a-9m2k]}\n"
        more = f"  - {{id: h-8k3q, tid: 2026-11-20, type: notat, {entry}}}\n"
        write_case(CASE + more + (later if "a-9m2k" in entry else ""), HERE)
        assert told in cli("check", "k3fq").out
        said = cli("log", "k3fq", "--corrects", "h-8k3q", "--bytt-navn")
        assert (said.code == 0) == ("--bytt-navn" in told)

    def test_that_somebody_may_be_no_party_is_told_without_the_name(self, path, cli):
        said = cli("log", "k3fq", "--tekst", "Ute.\nDet var Jonas Lie.")
        assert "noen som ikke er part i saken, ved navn (linje 2)" in said.err
        assert "Jonas" not in said.out + said.err

    def test_what_is_said_with_it_goes_first(self, path, cli):
        assert cli("log", "k3fq", "--corrects", "h-7k3q", "--bytt-navn", "--om", "e2").code == 0
        assert log_of(path)[-1]["om"] == ["e2"]

    @pytest.mark.parametrize(
        ("entry", "code", "told"),
        [
            ("h-9999", 66, "noen innføring"),
            ("h-8k3q", 2, "nevner ingen ved navn"),
        ],
    )
    def test_an_entry_that_cannot_be_said_anew_so_is_refused(
        self, write_case, cli, entry, code, told
    ):
        more = "  - {id: h-8k3q, tid: 2026-11-20, type: notat, tekst: Ok., oppfyller: [a-6m2k]}\n"
        path = write_case(CASE + more, HERE)
        before = path.read_bytes()
        said = cli("log", "k3fq", "--corrects", entry, "--bytt-navn")
        assert said.code == code, said.err
        assert told in said.err
        assert path.read_bytes() == before

    def test_an_agreement_that_was_kept_is_kept_when_it_is_said_anew(self, write_case, cli):
        more = "  - {id: h-8k3q, tid: 2026-11-20, type: notat, tekst: Ok., oppfyller: [a-6m2k]}\n"
        path = write_case(CASE + more, HERE)
        assert cli("log", "k3fq", "--corrects", "h-7k3q", "--bytt-navn").code == 0
        (again,) = log_of(path)[-1]["avtaler"]
        assert again["id"] != "a-6m2k"
        assert "avtale" not in cli("deadlines", "--all").out

    def test_what_cannot_be_written_is_kept_with_the_name_in_it(self, path, cli, ledger):
        path.write_text("id: [", encoding="utf-8")
        assert cli("log", "k3fq", "--tekst", "Tyri slo.", "--bytt-navn").code == 65


@terminal
class TestAtATerminal:
    def talked(self, talk, words, *turns):
        conversation = talk(*words)
        for question, answer in turns:
            conversation.hear(question)
            conversation.answer(answer)
        code, out, said = conversation.end()
        assert code == 0, said
        assert not any(name in out for name in NAMES)
        return said

    def test_each_person_is_asked_about_once(self, path, talk):
        words = ("log", "k3fq", "--tekst", "Tyri slo Askeladd, og Tyrihans lo.")
        self.talked(
            talk, words,
            ("{e2} ved navn: «Tyri» (linje 1), «Tyrihans» (linje 1). Bytte ut navnet", ""),
            ("{e1} ved navn: «Askeladd» (linje 1). Bytte ut navnet med {e1}? [J/n]", "nei"),
        )  # fmt: skip
        assert log_of(path)[-1]["tekst"] == "{e2} slo Askeladd, og {e2} lo."

    def test_a_new_case_is_asked_about_too(self, ledger, talk):
        words = (
            "new-case", "--elev", "Askeladd Eventyr", "--trinn", "5", "--melder", "Lise Lærersen",
            "--dato", "2026-11-20", "--from", "ny.yaml",
        )  # fmt: skip
        (ledger / "ny.yaml").write_text("melding: {beskrivelse: Askeladd gråt.}", "utf-8")
        asks = "Teksten nevner {e1} ved navn: «Askeladd» (linje 1). Bytte ut navnet"
        self.talked(talk, words, (asks, ""))
        (new,) = (ledger / "cases").glob("*/sak.yaml")
        assert "beskrivelse: '{e1} gråt.'" in new.read_text("utf-8")

    def test_a_name_two_share_is_asked_about(self, path, talk):
        words = ("log", "k3fq", "--tekst", "Da kom familien Skogen.")
        asks = "«Skogen» (linje 1) kan være {e2} eller {e3}. Hvem er det? (e2, e3; tomt går):"
        self.talked(talk, words, (asks, "e9"), ("Velg ett av ordene.", "{e3}"))
        assert log_of(path)[-1]["tekst"] == "Da kom familien {e3}."

    def test_a_word_that_may_be_no_name_is_left_unless_a_person_says_otherwise(
        self, write_case, talk
    ):
        path = write_case(CASE.replace("alias: [Tyri]", "alias: [Storm]"), HERE)
        asks = "kan være {e2}, eller et vanlig ord. Bytte det ut med {e2}? [j/N]"
        self.talked(talk, ("log", "k3fq", "--tekst", "Storm var ute."), (asks, ""))
        self.talked(talk, ("log", "k3fq", "--tekst", "Storm var ute."), (asks, "j"))
        assert [one["tekst"] for one in log_of(path)[-2:]] == ["Storm var ute.", "{e2} var ute."]

    def test_somebody_who_is_no_party_is_asked_about_and_can_be_called_what_they_are(
        self, path, talk
    ):
        words = ("log", "k3fq", "--tekst", "Hun ble holdt utenfor.\nDet var Jonas Lie og Sander.")
        self.talked(
            talk, words,
            ("«Jonas Lie» (linje 2): er det noen som ikke er part i saken?", "en annen elev"),
            ("«Sander» (linje 2)", ""),
        )  # fmt: skip
        assert log_of(path)[-1]["tekst"].endswith("Det var en annen elev og Sander.")

    def test_nothing_is_asked_where_no_name_stands_or_the_answer_is_given(self, path, talk):
        self.talked(talk, ("log", "k3fq", "--tekst", "{e2} slo."))
        self.talked(talk, ("log", "k3fq", "--tekst", "Tyri slo.", "--bytt-navn"))
        self.talked(talk, ("log", "k3fq", "--tekst", "Tyri slo.", "--behold-navn"))
        self.talked(talk, ("log", "k3fq", "--tekst", "Tyri slo.", "--no-input"))
        texts = [one["tekst"] for one in log_of(path)[1:]]
        assert texts == ["{e2} slo.", "{e2} slo.", "Tyri slo.", "Tyri slo."]

    def test_edit_asks_about_what_was_typed_and_about_nothing_else(self, path, talk, monkeypatch):
        typed = CASE.replace("{e1} var alene.", "{e1} og Tyri var alene.")
        script = path.parents[2] / "ed.py"
        script.write_text(
            f"import sys, pathlib; pathlib.Path(sys.argv[1]).write_text({typed!r}, 'utf-8')"
        )
        monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{script}"')
        said = self.talked(
            talk, ("edit", "k3fq"), ("Teksten nevner {e2} ved navn: «Tyri» (linje 1). Bytte", "j")
        )
        assert "{e1}" not in said
        assert path.read_text("utf-8") == CASE.replace("{e1} var", "{e1} og {e2} var")


class TestEdit:
    def test_an_option_writes_keys_in_what_may_be_changed_and_opens_no_editor(
        self, write_case, cli, monkeypatch
    ):
        monkeypatch.setenv("EDITOR", "false")
        named = CASE.replace("{e1} var alene.", "Askeladd var Tyris venn.")
        path = write_case(named, HERE)
        said = cli("edit", "k3fq", "--bytt-navn")
        assert said.code == 0, said.err
        assert path.read_text("utf-8") == CASE.replace("{e1} var alene.", "{e1} var {e2}s venn.")
        assert "melding.beskrivelse" in said.err
        assert no_name_in(said)

    def test_the_path_of_a_file_is_no_text_to_write_a_key_in(self, write_case, cli):
        named = CASE.replace("{e1} var alene.", "Tyri var alene.")
        path = write_case(named + "vedlegg:\n  - {fil: vedlegg/tyri.pdf, om: [e1]}\n", HERE)
        assert cli("edit", "k3fq", "--bytt-navn").code == 0
        assert "fil: vedlegg/tyri.pdf" in path.read_text("utf-8")
        said = cli("check", "k3fq")
        assert "vedlegg[0].fil: advarsel: Filen har navnet til en part i navnet sitt." in said.out

    def test_the_log_is_left_and_the_way_told(self, path, cli):
        before = path.read_bytes()
        said = cli("edit", "k3fq", "--bytt-navn")
        assert said.code == 2
        assert "log SAK --corrects h-… --bytt-navn" in said.err
        assert path.read_bytes() == before

    @pytest.mark.slow
    def test_without_a_terminal_names_are_taken_in_and_told(self, path, cli, monkeypatch, tmp_path):
        typed = CASE.replace("{e1} var alene.", "Tyri var alene.")
        script = tmp_path / "ed.py"
        script.write_text(
            f"import sys, pathlib; pathlib.Path(sys.argv[1]).write_text({typed!r}, 'utf-8')"
        )
        monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{script}"')
        said = cli("edit", "k3fq")
        assert said.code == 0
        assert path.read_text("utf-8") == typed
        assert "edit SAK --bytt-navn" in said.err
        assert no_name_in(said)


class TestCheck:
    def found(self, cli):
        said = cli("check", "k3fq", "--json")
        assert not any(name in said.out for name in NAMES)
        rows = json.loads(said.out)["findings"]
        return {row["key"]: row for row in rows if row["rule"] == "navn-i-tekst"}

    def test_it_tells_file_line_key_and_the_command_that_exchanges(self, write_case, cli):
        write_case(CASE.replace("{e1} var alene.", "Tyri var alene."), HERE)
        found = self.found(cli)
        assert found["melding.beskrivelse"]["line"] == 12
        assert "Skriv {e2} i stedet" in found["melding.beskrivelse"]["message"]
        assert "skolemiljo edit SAK --bytt-navn" in found["melding.beskrivelse"]["message"]
        entry = found["logg[0].tekst"]["message"]
        assert "Skriv {e1} og {e2} i stedet" in entry
        assert "skolemiljo log SAK --corrects h-7k3q --bytt-navn" in entry

    def test_the_commands_it_tells_leave_nothing_to_tell(self, write_case, cli):
        write_case(CASE.replace("{e1} var alene.", "Tyri var alene."), HERE)
        assert cli("edit", "k3fq", "--bytt-navn").code == 0
        assert cli("log", "k3fq", "--corrects", "h-7k3q", "--bytt-navn").code == 0
        assert self.found(cli) == {}

    def test_a_name_two_share_is_told_with_both(self, write_case, cli):
        write_case(CASE.replace("{e1} var alene.", "Familien Skogen var alene."), HERE)
        assert "Skriv {e2} eller {e3} i stedet" in self.found(cli)["melding.beskrivelse"]["message"]
