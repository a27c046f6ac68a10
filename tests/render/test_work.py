"""A school's own template does a bounded amount of work, however it goes about it."""

from __future__ import annotations

import tracemalloc

import pytest
from effort import effort
from render_cases import ABOUT, FILLED, SCHOOL, load
from test_templates import fault, made

from skolemiljo_cli.errors import ExitCode
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.render import documents, sandbox, work

_TWICE = "{% set n = namespace(s='0123456789') %}{% for i in range(60) %}"
_LONG = _TWICE.replace("60", "20") + "{% set n.s = n.s ~ n.s %}{% endfor %}"
HEAVY = {
    "loops in loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}"
    "{% endfor %}",
    "loops that let nothing through": "{% for a in range(99999) %}"
    "{% for b in range(99999) if false %}{% endfor %}{% endfor %}",
    "loops with long bodies": "{% for a in range(99999) %}" + "{% set b = a %}" * 3000
    + "{% endfor %}",
    "macros that call themselves twice": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}"
    "{% endif %}{% endmacro %}{{ m(60) }}",
    "a loop that calls itself": "{% for a in [1, 2, 3] recursive %}{{ loop([1, 2, 3]) if "
    "loop.depth < 60 }}{% endfor %}",
    "blocks that call each other": "{% block a %}{% if n is not defined %}{% endif %}"
    "{% for i in range(99999) %}{{ self.b() }}{% endfor %}{% endblock %}"
    "{% block b %}{% for i in range(99999) %}{% endfor %}{% endblock %}",
    "text that doubles with ~": _TWICE + "{% set n.s = n.s ~ n.s %}{% endfor %}",
    "text that doubles with +": _TWICE + "{% set n.s = n.s + n.s %}{% endfor %}",
    "text that doubles with join": _TWICE + "{% set n.s = [n.s, n.s] | join %}{% endfor %}",
    "text that doubles in a set": _TWICE
    + "{% set x %}{{ n.s }}{{ n.s }}{% endset %}{% set n.s = x %}{% endfor %}",
    "lists that double": "{% set n = namespace(l=[1]) %}{% for i in range(60) %}"
    "{% set n.l = n.l + n.l %}{% endfor %}",
    "lists in lists, compared": "{% set n = namespace(a=[1], b=[1]) %}{% for i in range(60) %}"
    "{% set n.a = [n.a, n.a] %}{% set n.b = [n.b, n.b] %}{% endfor %}{{ n.a == n.b }}",
    "lists in lists, tested": "{% set n = namespace(a=[1], b=[1]) %}{% for i in range(60) %}"
    "{% set n.a = [n.a, n.a] %}{% set n.b = [n.b, n.b] %}{% endfor %}{{ n.a is eq(n.b) }}",
    "lists in lists, printed": "{% set n = namespace(a=[1]) %}{% for i in range(60) %}"
    "{% set n.a = [n.a, n.a] %}{% endfor %}{{ n.a }}",
    "a long text between many": _LONG + "{{ range(99999) | join(n.s) | length }}",
    "many long texts, sorted": _LONG
    + "{{ [1] | batch(99999, n.s) | first | sort | length }}",
    "many long texts, looked for": _LONG + "{% set l = [n.s] | batch(99999, n.s) | first %}"
    "{% for i in range(99999) %}{{ 'x' if n.s ~ i in l }}{% endfor %}",
    "a batch filled up": "{{ [1] | batch(999999999999, 'x') | list | length }}",
    "a slice filled up": "{{ [1] | slice(999999999999) | list | length }}",
    "many decimals": "{{ 1.5 | round(999999999, 'ceil') }}",
    "numbers that grow": "{% set n = namespace(x=99999) %}{% for i in range(60) %}"
    "{% set n.x = n.x * n.x %}{% endfor %}",
    "a huge number divided": _LONG.replace("0123456789", "ffffffffff")
    + "{% set x = n.s | int(0, 16) %}{{ x // (x - 1) }}",
    "lists added up": "{{ range(99999) | batch(1) | sum(start=[]) | length }}",
    "a template that includes itself": "{% include 'nb/del.j2' %}",
    "templates that are not there": "{% for i in range(99999) %}"
    "{% include 'nb/x' ~ i ignore missing %}{% endfor %}",
    "a template that is a book": "{{ 'x' }}" * 30_000,
    "text cut up": _LONG + "{% for i in range(999) %}{{ n.s.split('1') | length }}{% endfor %}",
}  # fmt: skip
YARDSTICKS = 500  # the heaviest takes 130; without the count, most of them never end


@pytest.mark.slow
@pytest.mark.parametrize("name", HEAVY)
def test_a_template_that_works_without_end_is_stopped_with_little_memory(name: str) -> None:
    errors = []
    itself = "{% for i in [1, 2] %}{% include 'nb/del.j2' %}{% endfor %}"
    assert effort(lambda: errors.append(fault(HEAVY[name], **{"del": itself}))) < YARDSTICKS
    (error,) = errors
    assert error.exit_code is ExitCode.CONFIG
    assert "Rett malen" in error.hint


MEMORY = ["text that doubles with ~", "text that doubles in a set", "lists that double",
          "a batch filled up", "many decimals"]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", MEMORY)
def test_what_grows_is_stopped_before_it_fills_the_memory(name: str) -> None:
    tracemalloc.start()
    fault(HEAVY[name])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000_000


@pytest.mark.slow
def test_it_is_said_that_the_template_does_too_much_and_where() -> None:
    error = fault("en\n{% for a in range(99999) %}\n{% for b in range(99999) %}{% endfor %}"
                  "{% endfor %}")  # fmt: skip
    assert "altfor mye arbeid" in error.message
    assert error.line == 3


@pytest.mark.slow
def test_the_count_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert used(monkeypatch) == used(monkeypatch)


def used(monkeypatch: pytest.MonkeyPatch) -> int:
    made_by: list[work.Work] = []
    first = sandbox.Verksted.__init__

    def noted(self, *words) -> None:
        first(self, *words)
        made_by.append(self.work)

    monkeypatch.setattr(sandbox.Verksted, "__init__", noted)
    sak, oppsett = Sak.model_validate(FILLED), Oppsett.model_validate(SCHOOL)
    documents.render("saksgang", "html", sak, oppsett, ABOUT, load)
    monkeypatch.undo()
    return work.STEPS - made_by[0].left


def test_an_ordinary_form_takes_a_hundredth_of_what_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 1_000 < used(monkeypatch) < work.STEPS // 100


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ [3, 4] | sum }}", "7"),
        ("{{ [3, 4] | sum(start=1) }}", "8"),
        ("{{ (7 // 2) - 1 * 3 % 2 }} {{ 7 / 2 }}", "2 3.5"),
        ("{% for a in [3, 1] | sort %}{{ a }}{{ ',' if not loop.last }}{% endfor %}", "1,3"),
        ("{% for a in range(3) if a is in([0, 2]) %}{{ a }}{% endfor %}", "02"),
        ("{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% else %}x{% endfor %}", "a1"),
        ("{% for a in [1, [2, [3]]] recursive %}{{ a if a is number else loop(a) }}{% endfor %}",
         "123"),
        ("{% for a in 'ab' | map('upper') %}{{ loop.revindex }}{{ a }}{% endfor %}", "2A1B"),
        ("{% extends 'nb/del.j2' %}{% block a %}{{ super() }}b{% endblock %}", "ab"),
    ],
)  # fmt: skip
def test_what_templates_are_made_of_still_works(source: str, shown: str) -> None:
    assert made(source, **{"del": "{% block a %}a{% endblock %}"}) == f"{shown}\n"
