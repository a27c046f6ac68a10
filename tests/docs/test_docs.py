"""What the documents say is what the program does: commands run, words are listed, links lead."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import get_args

import pytest

from skolemiljo_cli.calendar.frist import Fristtype
from skolemiljo_cli.cli.registry import COMMANDS
from skolemiljo_cli.model.base import Del
from skolemiljo_cli.model.case import Sak
from skolemiljo_cli.model.config import Oppsett

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "brukerveiledning.md"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
RUN = [ROOT / "README.md", GUIDE, ROOT / "docs" / "json.md"]
UPDATE = bool(os.environ.get("SKOLEMILJO_UPDATE_SNAPSHOTS"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)


def blocks(page: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def commands(text: str) -> list[str]:
    lines = [line.removeprefix("$ ").strip() for line in text.splitlines()]
    return [line for line in lines if line.startswith(("skolemiljo ", "cd "))]


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_every_command_shown_in_a_page_runs(page, cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if page != GUIDE:
        assert cli("init", ".", "--no-input").code == 0
        made = cli("new-case", "--elev", "Elev Eksempel", "--beskrivelse", "Noe.", "--no-input")
        assert made.code == 0
    ran = 0
    for kind, text in blocks(page):
        if kind == "yaml" and text.startswith("# melding.yaml"):
            Path("melding.yaml").write_text(text, encoding="utf-8")
        if kind not in ("sh", "console"):
            continue
        for line in commands(text):
            words = shlex.split(line.partition("  #")[0])
            if words[0] == "cd":
                monkeypatch.chdir(words[1])
                continue
            answer = cli(*[newest() if word == "k3fq" else word for word in words[1:]])
            assert answer.code == 0, f"{line}\n{answer.err}"
            ran += 1
    assert ran or page.name == "README.md"


def newest() -> str:
    """The tail of the case made last: what `k3fq` stands for in the documents."""
    cases = sorted(Path("cases").glob("2*"), key=lambda one: one.stat().st_mtime_ns)
    return cases[-1].name[-4:]


def test_the_session_in_the_readme_is_what_the_program_prints(cli, monkeypatch):
    monkeypatch.chdir(ROOT)
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    for kind, shown in blocks(readme):
        if kind != "console":
            continue
        command = commands(shown)[0]
        answer = cli(*shlex.split(command)[1:])
        real = f"$ {command}\n{answer.out}"
        if UPDATE:
            text = text.replace(shown, real)
            readme.write_text(text, encoding="utf-8")
        else:
            assert shown == real


def test_ci_runs_the_readme_s_test_command_and_nothing_else():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    line = next(text.strip() for kind, text in blocks(ROOT / "README.md") if "run_all" in text)
    assert script[-1] == line
    rest = [one for one in script[:-1] if one and not one.startswith("#")]
    assert rest == ["set -euo pipefail", 'cd "$(dirname "$0")/.."']
    assert os.access(ROOT / ".ci" / "run", os.X_OK) or os.name == "nt"


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_is_in_the_readme_with_its_alias(entry):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    row = next(
        line for line in readme.splitlines() if line.startswith(f"| `skolemiljo {entry.name}")
    )
    assert f"`{entry.alias}`" in row


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_the_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_holds_a_path_of_one_machine(page):
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"/(home|root|work|tmp|Users)/|C:\\\\Users", text)


@pytest.mark.parametrize("kind", Fristtype)
def test_every_deadline_is_explained_in_the_guide(kind):
    assert kind.value in GUIDE.read_text(encoding="utf-8")


def parts(model: type[Del], seen: dict[str, type[Del]]) -> dict[str, type[Del]]:
    """Every part of a model, by name."""
    seen[model.__name__] = model
    for field in model.model_fields.values():
        for inner in models_in(field.annotation):
            if inner.__name__ not in seen:
                parts(inner, seen)
    return seen


def models_in(annotation: object) -> list[type[Del]]:
    if isinstance(annotation, type) and issubclass(annotation, Del):
        return [annotation]
    return [model for inner in get_args(annotation) for model in models_in(inner)]


def test_every_key_of_a_case_and_of_the_settings_is_in_the_glossary():
    page = ROOT / "docs" / "ordliste.md"
    rows = [
        f"| `{key}` | {field.title} | {name} |"
        for name, model in sorted({**parts(Sak, {}), **parts(Oppsett, {})}.items())
        for key, field in model.model_fields.items()
    ]
    table = "\n".join(["| nøkkel | betydning | del |", "|---|---|---|", *sorted(rows)])
    head, mark, old = page.read_text(encoding="utf-8").partition("<!-- nøkler -->\n")
    assert mark
    if UPDATE:
        page.write_text(f"{head}{mark}\n{table}\n", encoding="utf-8")
    else:
        assert old == f"\n{table}\n"
    assert all(field.title for m in parts(Sak, {}).values() for field in m.model_fields.values())
