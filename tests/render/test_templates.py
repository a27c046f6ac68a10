"""A school's own templates: what they may do, and what they are told when they are wrong."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Callable

import pytest
from render_cases import ABOUT, FILLED, SCHOOL, load

from skolemiljo_cli.errors import BadConfig, ExitCode, NotFound
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.render import documents, sandbox
from skolemiljo_cli.render.filters import ValueWriter

NAME = "nb/varsling.md.j2"


def own(source: str, name: str = NAME, **others: str) -> Callable[[str], str | None]:
    """Return a loader that knows one own template before the packaged ones."""
    mine = {name: source, **{f"nb/{key}.j2": text for key, text in others.items()}}
    return lambda wanted: mine.get(wanted, load(wanted))


def made(source: str, fmt: str = "md", **others: str) -> str:
    name = f"nb/varsling.{fmt}.j2"
    sak, oppsett = Sak.model_validate(FILLED), Oppsett.model_validate(SCHOOL)
    return documents.render("varsling", fmt, sak, oppsett, ABOUT, own(source, name, **others))


def fault(source: str, fmt: str = "md", **others: str) -> BadConfig:
    with pytest.raises(BadConfig) as caught:
        made(source, fmt, **others)
    return caught.value


@pytest.mark.parametrize(
    ("source", "said", "line"),
    [
        ("en\n{% if %}\n", "skrivefeil", 2),
        ("{{ 'a'", "skrivefeil", 1),
        ("en\n\n{{ sak.meldnig }}", "navn som ikke finnes", 3),
        ("{{ elev }}", "navn som ikke finnes", 1),
        ("a\n{{ sak.melding.dato | datoo }}", "skrivefeil", 2),
        ("a\n{% include 'nb/borte.j2' %}", "mal som ikke finnes", 2),
        ("{% extends 'nb/borte.j2' %}", "mal som ikke finnes", 1),
        ("a\n{{ 1 / 0 }}", "noe er galt", 2),
        ("a\n{{ 'tekst' | dato }}", "noe er galt", 2),
        ("{% macro m() %}\n{{ m() }}{% endmacro %}{{ m() }}", "noe er galt", 2),
    ],
)
def test_a_faulty_template_is_named_with_its_line(source: str, said: str, line: int) -> None:
    error = fault(source)
    assert said in error.message
    assert error.message.startswith(f"Malen {NAME} ")
    assert f"linje {line}." in error.message
    assert (error.file, error.line) == (NAME, line)
    assert error.exit_code is ExitCode.CONFIG
    assert "Rett malen" in error.hint


def test_a_fault_in_an_included_template_is_laid_where_it_is() -> None:
    error = fault("{% include 'nb/del.j2' %}", **{"del": "\n\n{{ borte }}"})
    assert (error.file, error.line) == ("nb/del.j2", 3)


def test_a_fault_in_the_word_list_is_laid_where_it_is() -> None:
    error = fault("ok", ord="{% set rolle = {} %}\n{{ borte }}")
    assert (error.file, error.line) == ("nb/ord.j2", 2)


def test_the_message_holds_nothing_from_the_case() -> None:
    error = fault("{{ sak[sak.parter.e1.navn] }}\n")
    assert "Askeladd" not in f"{error} {error.hint}"


ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ sak.__class__.__init__.__globals__ }}",
    "{{ sak.model_dump.__func__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ '{0.__class__.__mro__}'.format(sak) }}",
    "{% set f = ''.format %}{{ f('{0.__class__}', 1) }}",
    "{{ ['{0.__class__}'] | map('format', sak) | list }}",
    "{{ sak | attr('__class__') }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ (sak.melding.dato).__reduce__() }}",
    "{{ [sak] | map(attribute='__class__') | list }}",
    "{{ sak.parse_file('/etc/hostname') }}",
    "{{ sak.parse_raw('x', proto='pickle', allow_pickle=true) }}",
    "{{ sak.model_construct() }}",
    "{{ sak.model_copy(update={}) }}",
    "{{ oppsett.closed_days() }}",
    "{{ sak.parter.clear() }}",
    "{{ 'a' * 10 ** 9 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 'a'.ljust(1000000000) }}",
    "{% for i in range(99999999) %}{% endfor %}",
    "{{ sak.melding.beskrivelse | safe }}",
    "{{ sak.model_fields_set }}",
    "{{ lipsum() }}",
]


@pytest.mark.parametrize("fmt", ["md", "html"])
@pytest.mark.parametrize("source", ESCAPES)
def test_a_template_cannot_break_out(source: str, fmt: str) -> None:
    error = fault(source, fmt)
    assert error.line == 1


def test_a_runaway_template_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_CHARACTERS", 10_000)
    assert "altfor langt" in fault("{% for i in range(99999) %}0123456789{% endfor %}").message


def test_a_template_that_is_a_book_is_not_read() -> None:
    error = fault("{{ 'x' }}" * 30_000)
    assert "ikke har lov til" in error.message
    assert made("x" * 150_000) == "x" * 150_000 + "\n"


def test_what_would_fill_the_memory_in_one_step_is_refused_with_little_memory() -> None:
    tracemalloc.start()
    for source in ("{{ range(10 ** 9) }}", "{{ 'a' * 10000000000 }}", "{{ [1] * 10000000000 }}",
                   "{{ 9 ** 9 ** 9 }}", "{{ range(9999999999) | list }}"):  # fmt: skip
        fault(source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_ctrl_c_stops_a_template_that_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = iter(range(1000))

    def navn(self: ValueWriter, key: str) -> str:
        if next(turns, None) is None:
            raise KeyboardInterrupt
        return key

    monkeypatch.setattr(ValueWriter, "navn", navn)
    loop = "{% for i in range(99999) %}"
    with pytest.raises(KeyboardInterrupt):
        made(f"{loop}{loop}{{{{ 'e1' | navn }}}}{{% endfor %}}{{% endfor %}}")


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
        ("{{ 'Navn: ' ~ 'e1' | navn ~ ', ' ~ 5 }}", "Navn: Espen Askeladd, 5"),
        ("{{ 'abc'[1:] ~ 'abc'[0] }}", "bca"),
    ],
)  # fmt: skip
def test_what_templates_are_made_of_works(source: str, shown: str) -> None:
    assert made(source, **{"del": "{% block a %}a{% endblock %}"}) == f"{shown}\n"


UNESCAPED = [
    "{{ t }}",
    "{{ t ~ '' }}",
    "{{ '' ~ t | navn ~ t }}",
    "{{ none | uavklart ~ t }}",
    "{{ none | uavklart + t }}",
    "{{ [t, none | uavklart] | join(', ') }}",
    "{{ ['a', 'b'] | join(t) }}",
    "{{ t | default('') }}",
    "{{ t | uavklart }}",
    "{{ t | upper | lower }}",
    "{{ [t] }}",
    "{{ [t] | first }}",
    "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(t) }}",
    "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(t) ~ t }}",
    "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ t }}{% endcall %}",
    "{% set x %}{{ t }}{% endset %}{{ x }}",
    "{% set x %}{{ t }}{% endset %}{{ x ~ t }}",
    "{% filter upper %}{{ t }}{% endfilter %}",
    "{% autoescape false %}{{ t }}{% endautoescape %}",
    "{% include 'nb/del.j2' %}",
]


@pytest.mark.parametrize("source", UNESCAPED)
def test_no_way_of_printing_forgets_to_escape(source: str) -> None:
    payload = "<b>*x* [a](b)"
    sak = Sak.model_validate({**FILLED, "arkivreferanse": payload})
    oppsett = Oppsett.model_validate(SCHOOL)
    template = "{% set t = sak.arkivreferanse %}" + source
    for fmt, raw in (("md", ("*x*", "[a]", "*X*")), ("html", ("<b>", "<B>"))):
        name = f"nb/varsling.{fmt}.j2"
        loader = own(template, name, **{"del": "{{ sak.arkivreferanse }}"})
        text = documents.render("varsling", fmt, sak, oppsett, ABOUT, loader)
        assert "x" in text.lower()
        assert not [one for one in raw if one in text.replace("*uavklart*", "")]


def test_nothing_prints_as_unknown_and_yes_as_yes() -> None:
    source = (
        "{{ none }} {{ sak.melding.haster }} {{ sak.melding.dato }} {{ sak.melding.informert }}"
    )
    assert made(source) == "*uavklart* ja 20. november 2026 a2, r1\n"
    assert made("{{ none }}", "html") == '<span class="uavklart">uavklart</span>\n'


def test_a_key_in_the_word_list_becomes_a_name_too() -> None:
    words = "{% set rolle = {} %}{% macro eleven() %}{{ 'e1' | navn }}{% endmacro %}"
    source = "{% import 'nb/ord.j2' as ord %}{{ ord.eleven() }}"
    assert made(source, ord=words) == "Espen Askeladd\n"


def test_the_word_for_unknown_is_marked_wherever_it_comes_from() -> None:
    assert made("{{ 'uavklart' | uavklart }} {{ ' ' | uavklart }}") == "*uavklart* *uavklart*\n"


def test_an_own_template_cannot_bring_control_characters_either() -> None:
    assert made("rød\u202e tekst\x1b[31m\r\n\n\n") == "rød tekst\ufffd[31m\n"


def test_own_keys_of_the_case_can_be_printed() -> None:
    sak = Sak.model_validate({**FILLED, "x-rom": "B12"})
    loader = own("Rom {{ sak['x-rom'] }}")
    assert documents.render("varsling", "md", sak, Oppsett(), ABOUT, loader) == "Rom B12\n"


def test_the_filters_write_dates_names_and_provisions() -> None:
    source = (
        "{{ sak.melding.dato | dato }}, {{ sak.melding.dato | kortdato }}, "
        "{{ sak.mottak.rektor.tid | tid }}, {{ sak.melding.melder | navn }}, "
        "{{ 'z9' | navn }}, {{ 'plan' | hjemmel }}"
    )
    assert made(source) == (
        "20. november 2026, 20.11.2026, 20. november 2026 kl. 14.10, Lise Lærersen, z9, "
        "opplæringslova § 12-4 tredje ledd\n"
    )


def test_the_revision_of_the_template_is_known_to_it() -> None:
    assert made("{# revisjon: tittutlia-3 #}\n{{ revisjon }}") == "tittutlia-3\n"
    assert made("{{ revisjon | uavklart }}") == "*uavklart*\n"


def test_a_document_or_format_that_does_not_exist_is_said() -> None:
    sak, oppsett = Sak.model_validate(FILLED), Oppsett()
    for document, fmt in (("vedtak", "md"), ("varsling", "docx")):
        with pytest.raises(NotFound, match="Det finnes ingen mal") as caught:
            documents.render(document, fmt, sak, oppsett, ABOUT, load)
        assert "varsling" in caught.value.hint
    with pytest.raises(NotFound):
        documents.render("varsling", "md", sak, oppsett, ABOUT, lambda name: None)


def test_nynorsk_is_used_where_it_exists_and_bokmal_elsewhere() -> None:
    sak, nynorsk = Sak.model_validate(FILLED), Oppsett.model_validate({"malform": "nn"})
    loader = own("Varsling, nynorsk", "nn/varsling.md.j2")
    assert documents.render("varsling", "md", sak, nynorsk, ABOUT, loader) == "Varsling, nynorsk\n"
    assert "# Melding om" in documents.render("melding", "md", sak, nynorsk, ABOUT, loader)


@pytest.mark.slow
def test_jinja_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, skolemiljo_cli.render.documents; sys.exit('jinja2' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_packaged_template_begins_with_its_revision() -> None:
    from render_cases import TEMPLATES

    for file in sorted(TEMPLATES.rglob("*.j2")):
        assert file.read_text(encoding="utf-8").startswith("{# revisjon: "), (
            f"{file.name} begins with {{# revisjon: NAME-1 #}}"
        )


def test_a_template_edited_between_two_documents_is_the_new_one_in_the_second() -> None:
    assert (made("en"), made("to"), made("en")) == ("en\n", "to\n", "en\n")
    assert made("{% include 'nb/del.j2' %}", **{"del": "en"}) == "en\n"
    assert made("{% include 'nb/del.j2' %}", **{"del": "to"}) == "to\n"


def test_a_template_used_for_one_case_tells_nothing_of_it_in_the_next() -> None:
    source = "{{ sak.parter.e1.navn }}, {{ 'e1' | navn }}, {{ sak.melding.beskrivelse | avsnitt }}"
    assert "Askeladd" in made(source)
    other = {
        **FILLED,
        "parter": {"e1": {"rolle": "elev", "navn": "Veslefrikk Eksempel"}},
        "melding": {"dato": "2026-11-20", "beskrivelse": "{e1} ble slått."},
    }
    sak, oppsett = Sak.model_validate(other), Oppsett.model_validate(SCHOOL)
    text = documents.render("varsling", "md", sak, oppsett, ABOUT, own(source))
    assert text == "Veslefrikk Eksempel, Veslefrikk Eksempel, Veslefrikk Eksempel ble slått.\n"


def test_a_template_that_fails_fails_at_the_same_line_the_next_time() -> None:
    first, second = fault("a\n\n{{ 1 / 0 }}"), fault("a\n\n{{ 1 / 0 }}")
    assert (first.file, first.line) == (second.file, second.line) == (NAME, 3)


@pytest.mark.slow
def test_programs_of_many_templates_do_not_fill_the_memory() -> None:
    for number in range(200):
        made(f"{number}")
    assert len(sandbox._COMPILED._made) <= 64
