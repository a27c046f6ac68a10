"""Minutes of meetings and of talks with pupils: what was recorded, or an empty form to write on."""

from __future__ import annotations

from typing import Any

import pytest
from render_cases import LEADERSHIP, MINIMAL, OLD
from sak_cases_b import WHOLE, changed, logged, made, plain, rows, section
from sak_forms_c import as_approved, readable_by_everyone, tidy

BOTH = pytest.mark.parametrize("fmt", ["md", "html"])
MINUTES: dict[str, tuple[str, dict[str, Any], str | None]] = {
    "referat-mote": ("referat", WHOLE, "h-8m1h"),
    "referat-telefon": ("referat", WHOLE, "h-6z8a"),
    "referat-tom": ("referat", MINIMAL, None),
    "referat-ledelsen": ("referat", LEADERSHIP, None),
    "referat-gammel": ("referat", OLD, None),
    "elevsamtale-elev": ("elevsamtale", WHOLE, "h-7k3q"),
    "elevsamtale-medelev": ("elevsamtale", WHOLE, "h-2b4c"),
    "elevsamtale-tom": ("elevsamtale", MINIMAL, None),
    "elevsamtale-ledelsen": ("elevsamtale", LEADERSHIP, None),
    "elevsamtale-gammel": ("elevsamtale", OLD, None),
}
EVERY = pytest.mark.parametrize("name", MINUTES)
EACH = pytest.mark.parametrize("document", ["referat", "elevsamtale"])
PARTS = {
    "referat": [
        "1. Type",
        "2. Tid, sted og deltakere",
        "3. Formål og samtykke",
        "4. Nåværende situasjon",
        "5. Synspunkter",
        "6. Oppsummering",
        "7. Avtaler",
        "8. Videre",
        "Dato og signatur, referent",
    ],
    "elevsamtale": [
        "1. Type",
        "2. Tid, sted og deltakere",
        "3. Formål og rammer",
        "4. Nåværende situasjon",
        "5. Elevens syn",
        "6. Oppsummering",
        "7. Avtaler",
        "8. Deling og videre",
        "Dato og signatur, referent",
    ],
}
ALONE = {"id": "h-0001", "type": "mote"}


def part(fmt: str, document: str, values: dict[str, Any], entry: str | None, number: int) -> str:
    """Return the words of one part."""
    parts = PARTS[document]
    return section(fmt, made(document, fmt, values, entry), parts[number - 1], parts[number])


def meeting(fmt: str, number: int, **said: Any) -> str:
    """Return a part of the minutes of a meeting that says this."""
    return part(fmt, "referat", logged({**ALONE, **said}), "h-0001", number)


def talk(fmt: str, number: int, **said: Any) -> str:
    """Return a part of the minutes of a talk with a pupil that says this."""
    entry = {"id": "h-0001", "type": "elevsamtale", "med": ["e1"], **said}
    return part(fmt, "elevsamtale", logged(entry), "h-0001", number)


@BOTH
@EVERY
def test_the_minutes_are_as_last_approved(name: str, fmt: str) -> None:
    document, values, entry = MINUTES[name]
    as_approved(name, fmt, made(document, fmt, values, entry))


@BOTH
@EVERY
def test_the_eight_parts_come_in_order(name: str, fmt: str) -> None:
    document, values, entry = MINUTES[name]
    words = plain(fmt, made(document, fmt, values, entry))
    places = [words.index(one) for one in PARTS[document]]
    assert places == sorted(places)


@EVERY
def test_the_minutes_can_be_read_by_everyone(name: str) -> None:
    document, values, entry = MINUTES[name]
    readable_by_everyone(made(document, "html", values, entry))


@BOTH
@EVERY
def test_the_minutes_are_tidy(name: str, fmt: str) -> None:
    document, values, entry = MINUTES[name]
    tidy(made(document, fmt, values, entry))


@EACH
@BOTH
def test_an_empty_form_is_to_be_filled_in_by_hand(document: str, fmt: str) -> None:
    text = made(document, fmt, MINIMAL)
    assert "Skjemaet fylles ut for hånd." in plain(fmt, text)
    assert "☑" not in text
    body = plain(fmt, text).split("1. Type")[1]
    assert "uavklart" not in body
    assert text.count("_" * 20 if fmt == "md" else '<div class="linjer">') > 4


@BOTH
@pytest.mark.parametrize(
    ("said", "ticked"),
    [
        ({"med": ["f1", "a1"]}, ["Møte eller samtale med foresatte"]),
        ({"med": ["e2"], "type": "samtale"}, ["Samtale med annen involvert elev"]),
        ({"med": ["a1", "a2", "r1"]}, ["Internt møte på skolen"]),
        ({"med": ["a1", "h1"]}, ["Møte eller samtale med andre instanser"]),
        ({"type": "ekstern"}, ["Møte eller samtale med andre instanser"]),
        ({"type": "elevsamtale", "med": ["e1"]}, ["Elevsamtale"]),
        ({"med": ["a9"]}, []),
        ({}, []),
    ],
)
def test_the_kind_is_ticked_by_what_is_recorded(said: Any, ticked: list[str], fmt: str) -> None:
    text = meeting(fmt, 1, **said).replace("Krysset av: ", "").replace("Ikke krysset av: ", "")
    assert text.count("☑") == len(ticked)
    assert all(f"☑ {one}" in text.replace("☑", "☑ ").replace("  ", " ") for one in ticked)
    assert ("uavklart" in text.split("Ført i loggen")[0]) == (not ticked)


@BOTH
def test_who_was_there_has_a_name_and_a_role_and_who_was_not_is_named(fmt: str) -> None:
    people = rows(fmt, made("referat", fmt, WHOLE, "h-8m1h"))
    assert ["Mor Askeladd", "foresatt til Espen Askeladd"] in people
    assert ["Hulda Helse", "helsesykepleier"] in people
    text = part(fmt, "referat", WHOLE, "h-8m1h", 2)
    for word in ("18. september 2026 kl. 14.00", "Møterommet", "Anders Avdeling", "Rita Rektorsen"):
        assert word in text


@BOTH
@pytest.mark.parametrize("number", [2, 3, 4, 5, 8])
def test_what_a_meeting_does_not_say_is_uavklart(number: int, fmt: str) -> None:
    assert "uavklart" in meeting(fmt, number)


@BOTH
def test_the_purpose_the_situation_and_each_view_have_their_place(fmt: str) -> None:
    third = part(fmt, "referat", WHOLE, "h-8m1h", 3)
    assert "Hvordan Espen Askeladd har det, og hva skolen gjør." in third
    assert "samtykker i at Hulda Helse får se planen" in third
    assert "De voksne setter opp" in part(fmt, "referat", WHOLE, "h-8m1h", 4)
    fifth = part(fmt, "referat", WHOLE, "h-8m1h", 5)
    assert "Mor Askeladd Vil ha beskjed hver fredag." in fifth
    assert "Hulda Helse Kan ha samtaler" in fifth


@BOTH
def test_agreements_say_what_who_when_and_whether_they_are_kept(fmt: str) -> None:
    found = rows(fmt, made("referat", fmt, WHOLE, "h-8m1h"))
    start = found.index(["Hva", "Hvem", "Frist", "Status"])
    kept, open_one = found[start + 1 : start + 3]
    assert kept[1:] == ["Lise Lærersen", "25.09.2026", "Gjennomført (h-6z8a)"]
    assert open_one[0].startswith("Samtale | torsdag <b>kl. 10</b>")
    assert open_one[1:] == ["Hulda Helse", "uavklart", "Åpen"]
    assert "Ny samtale" not in made("referat", fmt, WHOLE, "h-8m1h")


@pytest.mark.parametrize("fmt", ["md", "html"])
def test_what_the_meeting_came_to_is_told_before_its_agreements(fmt: str) -> None:
    text = meeting(fmt, 6, oppsummering="Planen prolongeres.")
    assert "Planen prolongeres." in text
    assert text.index("prolongeres") < text.index("Neste møte")
    assert "prolongeres" in talk(fmt, 6, oppsummering="Planen prolongeres.")


@BOTH
def test_the_summary_counts_the_agreements(fmt: str) -> None:
    text = part(fmt, "referat", WHOLE, "h-8m1h", 6)
    assert "2 avtaler er ført i punkt 7. Neste møte: 9. oktober 2026." in text
    assert "Ingen avtaler er ført. Neste møte: uavklart." in meeting(fmt, 6)
    one = [{"id": "a-0001", "hva": "Ringe"}]
    assert "1 avtale er ført" in meeting(fmt, 6, avtaler=one)


@BOTH
def test_who_is_told_the_next_meeting_and_the_approval_come_last(fmt: str) -> None:
    text = part(fmt, "referat", WHOLE, "h-8m1h", 8)
    for word in ("Rita Rektorsen", "9. oktober 2026", "19. september 2026", "vedlegg 1"):
        assert word in text


@BOTH
@EACH
def test_a_corrected_entry_says_where_the_correction_is(document: str, fmt: str) -> None:
    first = {**ALONE, "tekst": "Klokken ti."}
    second = {"id": "h-0002", "type": "mote", "tekst": "Klokken elleve.", "retter": "h-0001"}
    values = logged(first, second)
    old = plain(fmt, made(document, fmt, values, "h-0001"))
    assert "Innføringen er rettet. Rettingen står i h-0002." in old
    assert "Klokken ti." in old
    new = plain(fmt, made(document, fmt, values, "h-0002"))
    assert "Retter h-0001." in new
    assert "Innføringen er rettet" not in new


@BOTH
def test_a_talk_says_what_a_talk_with_a_pupil_must(fmt: str) -> None:
    text = plain(fmt, made("elevsamtale", fmt, WHOLE, "h-7k3q"))
    for word in (
        "Samtalen var med en voksen eleven er trygg på",
        "Rammene er forklart",
        "Elevens egne ord",
        "Elevens ønsker",
        "Hva som kan deles, og med hvem",
        "Referatet er lest for eleven",
        "At en voksen setter opp lagene.",
        "Ingenting skal sies til Per Eventyr.",
    ):
        assert word in text


@BOTH
@pytest.mark.parametrize(
    ("key", "number"), [("trygg_voksen", 2), ("rammer_forklart", 3), ("lest_for_eleven", 8)]
)
def test_yes_no_and_unknown_are_three_answers(key: str, number: int, fmt: str) -> None:
    def answers(value: Any) -> list[str]:
        said = talk(fmt, number, **({} if value is None else {key: value}))
        words = said.replace(":", " ").split()
        return [one for one in words if one in ("Ja", "Nei")]

    assert answers(True) == ["Ja"]
    assert answers(False) == ["Nei"]
    assert answers(None) == []
    assert "uavklart" in talk(fmt, number)


def test_the_words_of_the_pupil_are_a_quotation() -> None:
    page = made("elevsamtale", "html", WHOLE, "h-7k3q")
    assert "<blockquote>\n<p>«Jeg vil være med på laget.<br>" in page
    assert "> «Jeg vil være med på laget.\\\n> Men" in made("elevsamtale", "md", WHOLE, "h-7k3q")


@BOTH
def test_hearing_a_pupil_needs_no_consent_and_the_form_says_so(fmt: str) -> None:
    for values, provision in ((MINIMAL, "opplæringslova § 10-2"), (OLD, "§ 9 A-4 femte ledd")):
        text = part(fmt, "elevsamtale", values, None, 3)
        assert provision in text
        assert "trengs ikke samtykke fra de foresatte" in text


@BOTH
@EACH
def test_minutes_that_name_several_pupils_warn_about_copies(document: str, fmt: str) -> None:
    def warns(**said: Any) -> bool:
        text = made(document, fmt, logged({**ALONE, **said}), "h-0001")
        return "Referatet gjelder flere elever." in plain(fmt, text)

    assert not warns(med=["e1", "f1"], om=["e1"])
    assert warns(med=["e2"])
    assert warns(med=["f1"], om=["e1", "e2"])


@BOTH
@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("mote", "Referat fra møte"),
        ("telefon", "Referat fra telefonsamtale"),
        ("ekstern", "Referat fra kontakt med andre instanser"),
        ("notat", "Referat"),
    ],
)
def test_the_title_says_what_it_is_and_names_nobody(kind: str, title: str, fmt: str) -> None:
    text = made("referat", fmt, logged({**ALONE, "type": kind, "med": ["e1"]}), "h-0001")
    start = f"# {title}\n" if fmt == "md" else f"<title>{title} – sak 2026-09-14-b7we</title>"
    assert start in text


@BOTH
def test_a_restorative_talk_is_called_so(fmt: str) -> None:
    entry = {"id": "h-0001", "type": "gjenopprettende_samtale", "med": ["e1", "e2"]}
    text = plain(fmt, made("elevsamtale", fmt, logged(entry), "h-0001"))
    assert "Referat fra gjenopprettende samtale" in text
    assert "Espen Askeladd, Per Eventyr" in text


@BOTH
@EACH
def test_text_from_the_case_is_never_markup(document: str, fmt: str) -> None:
    nasty = "a | b <b>c</b>\n\n# d"
    free = dict.fromkeys(("formal", "tekst", "elevens_ord", "onsker", "kan_deles", "sted"), nasty)
    views = {"e1": nasty, "f1": nasty}
    agreed = [{"id": "a-0001", "hva": nasty}]
    entry = {**ALONE, **free, "synspunkter": views, "avtaler": agreed}
    text = made(document, fmt, logged(entry), "h-0001")
    assert "<b>" not in text.replace("\\<b>", "")
    assert plain(fmt, text).count("a | b <b>c</b> # d") >= 6


@BOTH
def test_a_party_nobody_has_described_does_not_stop_the_form(fmt: str) -> None:
    values = changed(logged({**ALONE, "med": ["a9"], "om": ["e9"]}), "parter.f1", None)
    assert ["a9", "uavklart"] in rows(fmt, made("referat", fmt, values, "h-0001"))
    made("elevsamtale", fmt, values, "h-0001")
    made("undersokelse", fmt, values)
    made("saksgang", fmt, values)
