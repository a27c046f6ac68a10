"""Ordinary work is never a finding: every command, other layouts, rebased branches, at random."""

from __future__ import annotations

import os
import random
import re

import pytest
from history_ledger import CASE, RITA, SAK, Archive, begin, calm, found
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_cli.cli.command_list import COMMANDS
from skolemiljo_cli.model.base import EnEllerFlere
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.services.history import record_rules
from skolemiljo_cli.services.history.differences import differences
from skolemiljo_cli.services.history.follow import Slag, follow
from skolemiljo_cli.services.history.records import records
from skolemiljo_cli.store.git.case_versions import Step
from skolemiljo_cli.store.git.log import Commit
from skolemiljo_cli.store.yaml import reader, writer
from skolemiljo_cli.store.yaml.writer import Append, Put

NO = "--foresatte-ikke-aktuelt"
WORK = (
    "receive k3fq --ikke-alvorlig --begrunnelse Nei",
    "receive k3fq --alvorlig --begrunnelse Ja --saksansvarlig a1 --arkivreferanse 26/1",
    "receive k3fq --tatt-opp 2026-11-02 --tatt-opp-av f1 --skoleeier 2026-11-02 --saksansvarlig r1",
    f"receive k3fq {NO} Grunn --foresatte-av r1",
    "receive k3fq --foresatte-informert 2026-11-03",
    "receive k3fq --mottaker Kontoret --avviksnummer 12",
    "log k3fq --tekst Noe --avtale Ringe --part miljoarbeider",
    "log k3fq --corrects h-7k3q --tekst Rettet",
    "log k3fq --oppfyller a-6m2k --tekst Ringt",
    "investigate k3fq --startet 2026-11-03 --utsatt Syk",
    "investigate k3fq --utsatt Fortsatt --utsatt-til 2026-11-09",
    "investigate k3fq --faktorer Noe --trygt-og-godt uavklart --begrunnelse Tidlig",
    "investigate k3fq --trygt-og-godt nei --begrunnelse Alene --elevens-beste Ja",
    "plan k3fq --problem Annet --endring Ny --vurdering En",
    "plan k3fq --vurdering To --elevens-syn Bra",
    "measure add k3fq --tiltak En --fra 2026-11-04 --vedtak 26/9 --vedtak-dato 2026-01-02",
    "measure change k3fq --id t-9xk2 --tiltak To --endring Bedre",
    "measure done k3fq --id t-9xk2 --tekst Gjort",
    "evaluate k3fq --elevens-svar Bedre --trygt-og-godt nei",
    "evaluate k3fq --elevens-svar Bra --trygt-og-godt ja",
    "close k3fq --elevens-svar Bra --trygt-og-godt ja",
    "reopen k3fq --begrunnelse Ikke",
    "close k3fq --elevens-svar Bra --trygt-og-godt ja",
    "statsforvalter k3fq --meldt 2026-11-04 --bedt-om Alt",
    "statsforvalter k3fq --sendt 2026-11-04 --sendt-hva Alt --referanse 26/7",
    "statsforvalter k3fq --vedtak 2026-11-01 --mottatt 2026-11-04",
    "statsforvalter k3fq --utfall brudd --oppfylt 2026-11-04",
    "party change k3fq e1 --navn Nytt",
    "party change k3fq e1 --navn Nyere --klasse 6A --trinn 6",
    "party change k3fq a1 --rolle avdelingsleder",
    "party add k3fq --rolle medelev --navn Per",
    "party add k3fq --rolle medelev --navn Peder",
    "log k3fq --tekst Om{e3} --om e3 --synspunkt e3:Nei --avtale Ring|e3",
    "party unite k3fq e2 e3",
    "party change k3fq f1 --til e1,e2",
    "party leave k3fq a1",
    "edit k3fq",
    "new-case --elev Per --beskrivelse Noe --no-input",
)
QUIET = {
    "demo",
    "init",
    "list",
    "show",
    "deadlines",
    "check",
    "history",
    "render",
    "package",
    "schema",
}


@pytest.fixture
def archive(ledger):
    return begin(ledger)


def test_every_changing_command_is_among_the_work():
    assert {line.split()[0] for line in WORK} | QUIET >= {one.name for one in COMMANDS} - {
        "merge-driver",
        "undo",
        "sync",
        "doctor",
    }


def test_the_work_of_a_case_command_by_command_is_silent(archive, cli, monkeypatch):
    script = archive.root.parent / "rediger.py"
    script.write_text(
        "import pathlib, sys\n"
        "p = pathlib.Path(sys.argv[1])\n"
        "p.write_text(p.read_text(encoding='utf-8') + '# en merknad\\n', encoding='utf-8')\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("EDITOR", f"{os.sys.executable} {script}")
    for line in WORK:
        words = line.split()
        day = "2026-11-0" + ("2" if WORK.index(line) < 4 else "4")
        before = archive.text()
        answer = cli(*words, "--today", day)
        assert answer.code == 0, (line, answer.err)
        assert line.startswith("new-case") or archive.text() != before
        archive.commit(days=2 if line.startswith("receive k3fq --foresatte-informert") else 0)
        calm(cli)
    shown = cli("history", "k3fq").out
    assert "alvor vurdert, på nytt" in shown
    assert "undersøkelsen konkludert, på nytt" in shown
    assert "aktivitetsplanen: «problem» ny" in shown
    assert "Ingenting er endret eller fjernet" in shown


def test_a_judgement_that_is_not_kept_is_found_though_a_command_could_have_done_it(archive, cli):
    archive.change("vurdering: false, begrunnelse: Enkelt.", "vurdering: true, begrunnelse: Ja.")
    archive.commit()
    assert found(cli) == [("endret-etter-foring", "mottak.alvorlig.begrunnelse")]


def test_a_new_judgement_that_is_dated_back_is_late_though_the_old_one_is_kept(archive, cli):
    words = ("--alvorlig", "--begrunnelse", "Ja", "--vurdert", "2026-02-02")
    assert cli("receive", "k3fq", *words, "--today", "2026-11-02").code == 0
    archive.commit()
    assert found(cli) == [("fort-for-sent", "mottak.alvorlig.dato")]


def test_that_guardians_were_told_is_not_told_again_by_another(archive, cli):
    archive.change("mottak:\n", "  foresatte_informert: {dato: 2026-11-02, av: a1}\nmottak:\n")
    archive.commit()
    archive.change("{dato: 2026-11-02, av: a1}", "{dato: 2026-11-02, av: r1}")
    archive.commit()
    assert found(cli) == [("endret-etter-foring", "melding.foresatte_informert.av")]


def test_the_reason_why_guardians_were_not_told_may_not_go_when_they_are(archive, cli):
    archive.change("mottak:\n", "  foresatte_informert: {ikke_aktuelt: Grunn, av: a1}\nmottak:\n")
    archive.commit()
    archive.change("{ikke_aktuelt: Grunn, av: a1}", "{dato: 2026-11-02, av: r1}")
    archive.commit()
    assert [rule for rule, _ in found(cli)] == ["endret-etter-foring"]


def test_a_text_of_the_plan_that_is_kept_wrongly_is_found(archive, cli):
    archive.change("problem: Alene i storefri.", "problem: Noe annet.")
    revision = "  revidert:\n    - {id: p-1111, dato: 2026-11-02, tidligere: {problem: Pyntet.}}\n"
    archive.change("logg:\n", f"{revision}logg:\n")
    archive.commit()
    assert found(cli) == [("endret-etter-foring", "aktivitetsplan.problem")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# en merknad øverst\n", ""),
        ("    {e1} var alene.\n    Hele dagen.\n", "    {e1} var\n    alene. Hele\n    dagen.\n"),
        (
            "beskrivelse: |\n    {e1} var alene.\n    Hele dagen.\n",
            "beskrivelse: '{e1} var alene. Hele dagen.'\n",
        ),
        ("tekst: Det var rolig.", 'tekst: "Det var rolig."'),
        ("med: [e1, f1]", "med:\n      - f1\n      - e1"),
        ("tid: 2026-11-02T10:15", "tid: 2026-11-02 10:15:00"),
        ("vurdering: false", "vurdering: nei"),
        ("rettet_mot: klasse", "rettet_mot: [klasse]"),
        ("hvem: a1", "hvem: [a1]"),
        (
            "rektor: {tid: 2026-11-02T08:30, av: r1}",
            "rektor:\n    av: r1\n    tid: 2026-11-02T08:30",
        ),
        ("trinn: 5}", "trinn: 6, klasse: 6B}"),
        ("saksansvarlig: a1", "saksansvarlig: r1"),
        ("type: 12-4\n", "type: 12-4\nx-eget: noe\narkivreferanse:\n"),
    ],
)
def test_another_way_to_write_the_same_is_silent(old, new, archive, cli):
    archive.change(old, new)
    archive.commit()
    calm(cli)


def test_entries_and_keys_in_another_order_and_windows_line_ends_are_silent(archive, cli):
    head, _, log = archive.text().partition("logg:\n")
    first, second, third = re.split(r"(?=  - id: h-)", log)
    assert first == ""
    archive.write((head + "logg:\n" + third + second).replace("\n", "\r\n"))
    archive.commit()
    calm(cli)
    archive.write(f"id: {SAK}\nlogg:\n" + second + third + head.replace(f"id: {SAK}\n", ""))
    archive.commit()
    calm(cli)


def test_a_branch_that_was_rebased_is_silent(archive, cli):
    archive.branch("min")
    archive.write(archive.text().replace(SAK, "2026-11-03-m7ze"), "2026-11-03-m7ze")
    archive.commit()
    archive.go("main")
    archive.add("h-aaaa")
    archive.commit(days=2)
    archive.go("min")
    archive.now = archive.now.replace(hour=20)
    archive.git("rebase", "-q", "main")
    calm(cli)


def test_a_commit_that_was_picked_and_then_merged_is_silent(archive, cli):
    archive.branch("min")
    archive.add("h-aaaa")
    picked = archive.commit()
    archive.go("main")
    archive.commit(days=1)
    archive.git("cherry-pick", picked)
    calm(cli)
    archive.git("merge", "-q", "--no-edit", "min")
    calm(cli)


def test_what_was_picked_late_was_recorded_when_it_was_first_recorded(archive, cli):
    archive.branch("min")
    archive.add("h-aaaa")
    picked = archive.commit()
    archive.go("main")
    archive.commit(days=30)
    archive.git("cherry-pick", picked)
    archive.git("merge", "-q", "--no-edit", "min")
    calm(cli)


def test_a_repository_in_a_folder_above_with_other_files_is_the_same(tmp_path, cli, monkeypatch):
    root = tmp_path / "ytre" / "saker"
    assert cli("init", str(root), "--no-input").code == 0
    outer = Archive(root)
    outer.root = root.parent
    outer.git("init", "-q")
    inner = Archive(root)
    inner.write(CASE.format(sak=SAK))
    (root.parent / "cases" / SAK).mkdir(parents=True)
    (root.parent / "cases" / SAK / "sak.yaml").write_text("et annet arkiv\n", encoding="utf-8")
    inner.commit()
    monkeypatch.chdir(root)
    calm(cli)
    inner.change("Det var rolig.", "Det var bråk.")
    inner.commit(by=RITA)
    assert found(cli) == [("endret-etter-foring", "logg[1].tekst")]


def test_the_tables_name_what_the_model_has():
    def fields(model, way=()):
        for key, field in model.model_fields.items():
            yield (*way, key), field

    marked = set()
    seen, left = {Sak}, [Sak]
    while left:
        for way, field in fields(left.pop()):
            if any(
                isinstance(one, EnEllerFlere) for one in field.metadata
            ) or "EnEllerFlere" in str(field.annotation):
                marked.add(way[-1])
            for name in re.findall(
                r"skolemiljo_cli\.model\.[a-z_.]+\.(\w+)", str(field.annotation)
            ):
                model = next((one for one in _models() if one.__name__ == name), None)
                if model and model not in seen:
                    seen.add(model)
                    left.append(model)
    assert marked == record_rules.ONE_OR_MANY
    names = {key for model in seen for key in model.model_fields}
    for record, keys in record_rules.HAPPENED.items():
        assert {one for one in record if one != "*"} | set(keys) <= names
    for table in (
        record_rules.SECTIONS,
        record_rules.KEPT,
        record_rules.FULFILLED,
        record_rules.MAY_CHANGE,
    ):
        assert {step for record in table for step in record if step != "*"} <= names
    assert set(record_rules.ENTRIES) <= names


def _models():
    from skolemiljo_cli.model.base import Del

    left, found_ = [Del], []
    while left:
        found_ += (new := left.pop().__subclasses__())
        left += new
    return found_


BASE = CASE.format(sak=SAK).encode()
WORDS = st.sampled_from(["Noe.", "Noe annet.", "{e1} var ute", "Ja", "nei", "2026-11-02"])
IDS = st.text(alphabet="0123456789abcdefghjkmnpqrstvwxyz", min_size=4, max_size=4)
ENTRY = st.builds(
    lambda tail, text: Append(
        ("logg",), {"id": f"h-{tail}", "tid": "2026-11-02", "type": "notat", "tekst": text}
    ),
    IDS,
    WORDS,
)
TEXT = st.builds(
    lambda number, key, text: Put(("logg", number, key), text),
    st.sampled_from([0, 1]),
    st.sampled_from(["onsker", "oppsummering", "sted"]),
    WORDS,
)
LEAVES = [
    ("logg", 0, "tekst"), ("logg", 1, "type"), ("logg", 1, "tid"), ("melding", "beskrivelse"),
    ("mottak", "rektor", "av"), ("aktivitetsplan", "problem"), ("parter", "e1", "navn"),
    ("aktivitetsplan", "tiltak", 0, "tiltak"), ("logg", 0, "avtaler", 0, "hva"),
]  # fmt: skip


def told(texts: list[bytes]) -> list[Slag]:
    """Return the history of these versions in order."""
    names = [f"{number:040x}" for number in range(len(texts))]
    commits = {
        name: Commit(
            name, (names[number - 1],) if number else (), 1_800_000_000 + number, 0, "", ""
        )
        for number, name in enumerate(names)
    }
    blobs = {f"b{number}": text for number, text in enumerate(texts)}
    keys = list(blobs)
    steps = [Step(names[0], (), keys[0])]
    steps += [Step(names[n], (keys[n - 1],), keys[n]) for n in range(1, len(texts))]
    read = lambda blob: records(reader.read(blobs[blob]))  # noqa: E731
    history = follow(SAK, steps, commits, read, {}, lambda _step, sides: sides)
    return [one.slag for one in history.events if one.slag not in (Slag.NY, Slag.LAGT_TIL)]


def versions(changes: list[Append | Put]) -> list[bytes]:
    """Return the versions made by applying changes that only add, in order."""
    texts = [BASE]
    for one in changes:
        now = reader.read(texts[-1])
        if isinstance(one, Put) and one.path[-1] in now["logg"][one.path[1]]:
            continue
        if isinstance(one, Append) and any(e["id"] == one.value["id"] for e in now["logg"]):
            continue
        texts.append(writer.rewrite(texts[-1], [one]))
    return texts


@given(st.lists(st.one_of(ENTRY, TEXT), max_size=6))
@settings(max_examples=60)
def test_an_honest_history_at_random_tells_nothing(changes):
    assert told(versions(changes)) == []


@given(st.lists(st.one_of(ENTRY, TEXT), max_size=4), st.sampled_from(LEAVES), st.integers(0, 9))
@settings(max_examples=60)
def test_one_change_planted_in_an_honest_history_is_found(changes, leaf, at):
    texts = versions(changes)
    at %= len(texts)
    tampered = [writer.rewrite(one, [Put(leaf, "Endret")]) for one in texts[at:]]
    assert told([*texts[: at + 1], *tampered]) == [Slag.ENDRET]


@given(st.integers(0, 2**32), st.lists(st.one_of(ENTRY, TEXT), max_size=4))
@settings(max_examples=60)
def test_entries_in_any_order_are_the_same_records(seed, changes):
    values = reader.read(versions(changes)[-1])
    mixed = {key: values[key] for key in random.Random(seed).sample(list(values), len(values))}
    mixed["logg"] = random.Random(seed).sample(values["logg"], len(values["logg"]))
    assert list(differences([records(values)], records(mixed))) == []
