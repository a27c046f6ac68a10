"""What the documents say is what the program does: commands run, words are listed, links lead."""

from __future__ import annotations

import json
import os
import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from glossary_tables import MARK, key_rows, tables

from skolemiljo_cli.cli import command_list
from skolemiljo_cli.errors import ExitCode
from skolemiljo_cli.model.dates import echo, parse_date
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.model.vocab import Fase
from skolemiljo_cli.store.yaml import reader

ROOT = Path(__file__).resolve().parents[2]
README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
GUIDE, GLOSSARY, JSON_PAGE = (
    ROOT / "docs" / name for name in ("brukerveiledning.md", "ordliste.md", "json.md")
)
OUTPUT_SCHEMA = ROOT / "docs" / "schema" / "utdata-1.schema.json"
RUN = [README, GUIDE, JSON_PAGE]
PAGES = [README, CONTRIBUTING, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
ADRS = sorted((ROOT / "docs" / "adr").glob("0*.md"))
UPDATE = bool(os.environ.get("SKOLEMILJO_UPDATE_SNAPSHOTS"))

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
INLINE = re.compile(r"`(skolemiljo [^`\n]+)`")
NAMED = re.compile(r"(?:#|\{#) ([\w./-]+\.\w+)(?: #\})?\n")
ADDED = re.compile(r"# legg til nederst i sak\.yaml\n")
ENDS_WITH = re.compile(r"# avslutter med ([0-9]+)")
STANDS_FOR_NEWEST = "k3fq"
CASE_TAIL = "[0-9a-hjkmnp-tv-z]{4}"
NEWEST_ENTRY = {"h": "h-7k3q", "t": "t-9xk2", "v": "v-2m8d", "a": "a-6m2k"}
CODE = "3f9a1c2b"
DRAFT = re.compile(r"(?<=--godkjenn )[0-9a-f]{8}|(?<=Kode: )[0-9a-f]{8}|(?<=Merke: )[0-9a-f]{8}")
TODAY = date(2026, 11, 23)  # what tests/conftest.py sets
DAY = re.compile(r"# (\w+dag) (\d+\. \w+ \d{4})\n")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(read(page))


def command_lines(text: str) -> list[str]:
    lines = [part.strip() for line in text.splitlines() for part in line.split(" && ")]
    return [line for line in lines if line.startswith(("skolemiljo ", "cd "))]


def cases_here() -> set[Path]:
    return set(Path.cwd().glob("cases/2*"))


class Reader:
    """Someone who follows a page from top to bottom in an empty folder.

    `newest` is the case made last in the folder one stands in: what `k3fq` stands for; `h-7k3q`
    and the others stand for its newest entry of that letter, and `3f9a1c2b` for the code that was
    shown last. A block that begins with a day
    (`# mandag 7. desember 2026`) is read on that day.
    """

    def __init__(self, page: Path, cli, monkeypatch) -> None:
        self.page, self.cli, self.go = page, cli, monkeypatch.chdir
        self.set = monkeypatch.setenv
        self.ran = 0
        self.newest: Path | None = None
        self.code = CODE

    def follow(self, kind: str, text: str) -> None:
        text = self.on_its_day(text)
        if named := NAMED.match(text):
            place = Path(named[1])
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        elif ADDED.match(text):
            with (self.newest / "sak.yaml").open("a", encoding="utf-8") as file:
                file.write(text)
        elif kind == "sh":
            for line in command_lines(text):
                self.run(line)
        elif kind == "console":
            self.compare(text)

    def on_its_day(self, text: str) -> str:
        """Make it the day the block says, or the first day; answer the rest of the block."""
        found = DAY.match(text)
        day = parse_date(found[2], TODAY) if found else TODAY
        assert found is None or echo(day).endswith(f"({found[1]})"), found[0]
        self.set("SKOLEMILJO_TODAY", day.isoformat())
        return text[found.end() :] if found else text

    def meant(self, word: str) -> str:
        """Put the newest case and its newest entries where the page has the ids it shows."""
        if self.newest is None:
            return word
        if word == STANDS_FOR_NEWEST:
            return self.newest.name[-4:]
        word = word.replace(CODE, self.code)
        for letter, shown in NEWEST_ENTRY.items():
            if shown in word:
                ids = re.findall(rf"\bid: ({letter}-{CASE_TAIL})\b", read(self.newest / "sak.yaml"))
                word = word.replace(shown, ids[-1])
        return word

    def run(self, line: str) -> str:
        """Run one line; answer what a person sees, first what is on stdout."""
        expected = int(found[1]) if (found := ENDS_WITH.search(line)) else 0
        words = shlex.split(line, comments=True)
        if words[0] == "cd":
            self.go(words[1])
            return ""
        target = words[words.index(">") + 1] if ">" in words else None
        words = words[1 : words.index(">")] if target else words[1:]
        before = cases_here()
        answer = self.cli(*[self.meant(word) for word in words])
        assert answer.code == expected, f"{line}\n{answer.out}{answer.err}"
        self.ran += 1
        self.code = (DRAFT.findall(answer.out + answer.err) or [self.code])[-1]
        self.newest = next(iter(cases_here() - before), self.newest)
        if target:
            Path(target).write_text(answer.out, encoding="utf-8")
        return ("" if target else answer.out) + answer.err

    def compare(self, shown: str) -> None:
        """Look whether a session is what is said now, or write it anew."""
        command = shown.partition("\n")[0]
        said = self.run(command.removeprefix("$ "))
        real = f"{command}\n{said if self.page == README else alike(said)}"
        if UPDATE:
            self.page.write_text(read(self.page).replace(shown, real), encoding="utf-8")
        else:
            assert shown == real


def alike(said: str) -> str:
    """What was said, with every case called `k3fq`, and every entry as the page calls it."""
    said = DRAFT.sub(CODE, said)
    for letter, shown in NEWEST_ENTRY.items():
        said = re.sub(rf"\b{letter}-{CASE_TAIL}\b", shown, said)
    whole = re.sub(rf"(\d{{4}}-\d\d-\d\d)-{CASE_TAIL}\b", rf"\1-{STANDS_FOR_NEWEST}", said)
    command = r"(skolemiljo (?:measure )?[a-z-]+)"
    return re.sub(rf"{command} {CASE_TAIL}\b", rf"\1 {STANDS_FOR_NEWEST}", whole)


@pytest.mark.slow
@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_every_command_shown_in_a_page_runs_and_answers_as_shown(page, cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    someone = Reader(page, cli, monkeypatch)
    if page == JSON_PAGE:  # it begins where the guide and the README have come to
        someone.run("skolemiljo init --no-input")
        someone.run('skolemiljo new-case --elev "Elev Eksempel" --beskrivelse "Noe." --no-input')
    for kind, text in blocks(page):
        if not (page == README and kind == "console"):
            someone.follow(kind, text)
    assert someone.ran >= 3


def test_the_sessions_in_the_readme_are_what_the_repository_s_own_cases_give(cli, monkeypatch):
    monkeypatch.chdir(ROOT)
    someone = Reader(README, cli, monkeypatch)
    for kind, text in blocks(README):
        if kind == "console":
            someone.compare(text)
    assert someone.ran == 2


def test_the_case_shown_in_the_readme_is_a_whole_case():
    shown = next(text for kind, text in blocks(README) if kind == "yaml")
    parsed = parse_case(reader.read(shown.encode()))
    assert parsed.value is not None
    assert not parsed.faults


def test_ci_runs_the_readme_s_test_command_and_nothing_else():
    script = read(ROOT / ".ci" / "run").splitlines()
    line = next(text.strip() for _, text in blocks(README) if "run_all" in text)
    assert script[0] == "#!/usr/bin/env bash"
    assert script[-1] == line
    rest = [one for one in script[:-1] if one and not one.startswith("#")]
    assert rest == ["set -euo pipefail", 'cd "$(dirname "$0")/.."']
    assert os.access(ROOT / ".ci" / "run", os.X_OK) or os.name == "nt"


def test_the_first_command_in_the_readme_ends_with_the_demo():
    first = next(text.strip() for kind, text in blocks(README) if kind == "sh")
    assert first.startswith("python3 -m venv .venv && ")
    assert first.endswith(" && .venv/bin/skolemiljo demo")


def row_of(page: Path, command: str) -> str:
    rows = [line for line in read(page).splitlines() if line.startswith(f"| `{command}` |")]
    assert rows, f"{page.name} has no row for `{command}`"
    return rows[0]


@pytest.mark.parametrize("entry", command_list.COMMANDS, ids=lambda entry: entry.name)
def test_every_command_is_in_the_readme_and_the_glossary_with_its_alias(entry):
    for page in (README, GLOSSARY):
        assert f"`{entry.alias}`" in row_of(page, entry.name)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_in_running_text_exists_with_its_options(page, cli):
    text = read(page)
    plain = "\n".join(block for kind, block in BLOCK.findall(text) if kind in ("cron", "bat"))
    shown = INLINE.findall(text) + re.findall(r"skolemiljo .*", plain)
    for line in shown:
        words = line.split()[1:]
        command = next((word for word in words if command_list.find(word)), None)
        options = {word for word in words if word.startswith("--")}
        assert command or options or "…" in line or "KOMMANDO" in line, line
        known = cli(*filter(None, (command, "--help"))).out
        assert options <= set(re.findall(r"--[a-z0-9-]+", known)), line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_the_pages_lead_somewhere(page):
    for target, part in re.findall(r"\]\(([^)#]*)(#[^)]*)?\)", read(page)):
        if target.startswith("http"):
            continue
        place = page.parent / target if target else page
        assert place.exists(), target
        assert not part or part in anchors(place), part


def anchors(page: Path) -> set[str]:
    """The links that the headings of a page can be reached by."""
    headings = re.findall(r"^#+ (.+)$", BLOCK.sub("", read(page)), re.M)
    return {"#" + re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_holds_a_path_of_one_machine(page):
    assert not re.search(r"/(home|root|work|tmp|Users)/|[A-Z]:\\Users", read(page))


@pytest.mark.parametrize("phase", Fase)
def test_every_phase_has_a_row_in_the_glossary(phase):
    assert f"\n| `{phase.value}` |" in read(GLOSSARY)


def test_every_key_word_and_rule_is_in_the_glossary_as_the_program_has_it():
    page = read(GLOSSARY)
    head, mark, written = page.partition(MARK)
    assert mark
    if UPDATE:
        GLOSSARY.write_text(head + mark + tables(page), encoding="utf-8")
    else:
        how = "run this test with SKOLEMILJO_UPDATE_SNAPSHOTS=1 to write it"
        assert written == tables(page), f"docs/{GLOSSARY.name} is not what the program has; {how}"
    bare = [row[0] for row in key_rows(page) if not all(row)]
    assert bare == [], f"write English and Nynorsk of these by hand in docs/{GLOSSARY.name}"


def test_every_row_of_a_table_has_as_many_cells_as_its_heading():
    for page in PAGES:
        for table in re.findall(r"^\|(?:.+\n)+", read(page), re.M):
            widths = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
            assert len(widths) == 1, f"{page.name}: {table[:80]}"


@pytest.mark.parametrize("entry", command_list.COMMANDS, ids=lambda entry: entry.name)
def test_the_json_page_names_what_each_command_has_in_its_data(entry):
    parts = json.loads(read(OUTPUT_SCHEMA))["$defs"]
    assert f"data-{entry.name}" in parts, f"{OUTPUT_SCHEMA.name} has no `data-{entry.name}`"
    row = row_of(JSON_PAGE, entry.name)
    named = re.findall(r"`([a-z0-9_-]+)(?:\[\])?`", row.split("|")[2])
    assert set(named) == set(parts[f"data-{entry.name}"]["properties"])


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ("| `frister[]` |", "frist"),
        ("| `saker[]` of `list` |", "sakslinje"),
        ("| `parter[]` |", "part"),
        ("| `delplikter[]` |", "delplikt"),
        ("| `tiltak[]` |", "tiltakslinje"),
        ("| `evalueringer[]` |", "evalueringslinje"),
        ("| `avtaler[]` |", "avtalelinje"),
        ("| `logg[]` |", "logglinje"),
        ("| `innforinger[]` |", "historikkrad"),
        ("| `endringer[]` |", "endringsrad"),
        ("| `ventende[]` |", "ventenderad"),
        ("| `anker[]` |", "ankerrad"),
        ("| `dokumenter[]` |", "dokument"),
        ("| `sjekker[]` |", "sjekk"),
        ("| `rettelser[]` |", "rettelse"),
        ("| `findings[]` |", "funn"),
        ("| `errors[]` |", "feil"),
    ],
)
def test_the_json_page_names_what_each_thing_in_a_list_has(row, part):
    has = json.loads(read(OUTPUT_SCHEMA))["$defs"][part]["properties"]
    told = next(line for line in read(JSON_PAGE).splitlines() if line.startswith(row))
    assert set(has) <= set(re.findall(r"[a-z0-9_]+", told.removeprefix(row)))


def test_the_json_page_names_every_exit_code_and_no_other():
    table = read(JSON_PAGE).partition("## Exit codes")[2].partition("\n## ")[0]
    codes = [int(code) for code in re.findall(r"^\| ([0-9]+) \|", table, re.M)]
    assert codes == sorted(ExitCode)


@pytest.mark.parametrize("page", ADRS, ids=lambda page: page.name)
def test_a_decision_is_short_and_says_why_what_and_what_follows(page):
    text = read(page)
    assert len(text.splitlines()) <= 40
    places = [text.find(f"**{part}.**") for part in ("Context", "Decision", "Consequences")]
    assert -1 not in places
    assert places == sorted(places)
    assert f"({page.name})" in read(page.parent / "README.md")
