"""Conversations on a terminal with the commands that change a case: nothing asked in vain."""

from __future__ import annotations

import pytest

CASE = """\
id: 2026-11-20-k3fq
type: 12-4
parter:
  e1: {rolle: elev}
  f1: {rolle: foresatt, til: e1}
  a1: {rolle: kontaktlaerer}
melding: {dato: 2026-11-20, melder: a1, beskrivelse: '{e1} var alene.'}
"""
MEASURES = """\
aktivitetsplan:
  tiltak:
    - {id: t-9xk2, tiltak: Voksen med i leken}
    - {id: t-4mm7, tiltak: Samtale hver fredag}
"""
CLOSED = "avslutninger: [{id: x-4r1t, dato: 2026-11-20, trygt_og_godt: ja}]\n"
TEXT_END = "."

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="needs a POSIX terminal")


@pytest.fixture
def converse(talk, write_case, made):
    """Answer each question with its answer, and return the case that came of it."""

    def run(words: str, *turns: tuple[str, str | tuple[str, ...]], case: str = CASE) -> dict:
        write_case(case, "2026-11-20-k3fq")
        conversation = talk(*words.split())
        for question, answer in turns:
            conversation.hear(question)
            conversation.answer(*([answer] if isinstance(answer, str) else answer))
        code, _, said = conversation.end()
        assert code == 0, said
        return made()

    return run


def test_a_party_without_a_name_is_asked_about_and_what_is_left_empty_is_not_written(converse):
    parties = converse(
        "party change k3fq f1",
        ("Navn", "Mor Eksempel"),
        ("Andre navn", ""),
        ("Telefon eller e-post", ""),
    )["parter"]
    assert parties["f1"] == {"rolle": "foresatt", "til": "e1", "navn": "Mor Eksempel"}


def test_which_party_is_asked_and_the_day_only_when_something_is_replaced(converse):
    case = CASE.replace("e1: {rolle: elev}", "e1: {rolle: elev, trinn: 4}")
    parties = converse(
        "party change k3fq",
        ("Hvem?", "e1"),
        ("Navn", ""),
        ("Trinn", "5"),
        ("Klasse", "5B"),
        ("Andre navn", ""),
        ("Fra hvilken dag?", "2026-08-17"),
        case=case,
    )["parter"]
    assert parties["e1"]["tidligere"] == [{"til": "2026-08-16", "trinn": "4"}]
    assert (parties["e1"]["trinn"], parties["e1"]["fra"]) == ("5", "2026-08-17")


def test_a_party_is_asked_for_by_key_and_an_office_is_no_answer(converse):
    parties = converse(
        "party change k3fq",
        ("Hvem?", "foresatt"),
        ("Hvem?", "{F1}"),
        ("Navn", "Mor Eksempel"),
        ("Andre navn", ""),
        ("Telefon eller e-post", ""),
    )["parter"]
    assert parties["f1"]["navn"] == "Mor Eksempel"


def test_a_new_guardian_is_asked_whose(converse):
    parties = converse(
        "party add k3fq",
        ("Rolle", "foresatt"),
        ("Navn", "Far Eksempel"),
        ("Foresatt til?", "e1"),
        ("Andre navn", ""),
        ("Telefon eller e-post", "900 00 000"),
    )["parter"]
    assert parties["f2"] == {
        "rolle": "foresatt", "navn": "Far Eksempel", "til": "e1", "kontakt": "900 00 000",
    }  # fmt: skip


def test_who_has_left_and_from_when_are_asked(converse):
    parties = converse("party leave k3fq", ("Hvem?", "a1"), ("Fra hvilken dag?", "2026-12-18"))
    assert parties["parter"]["a1"]["sluttet"] == "2026-12-18"


def test_rektor_s_reception_is_asked_for_in_the_order_of_the_law(converse):
    mottak = converse(
        "receive k3fq",
        ("Når fikk rektor meldingen?", "2026-11-20 kl. 14.10"),
        ("Hvordan?", "muntlig"),
        ("tok eleven eller en foresatt saken opp", "2026-11-21"),
        ("Hvem tok den opp?", "Mor Askeladd"),
        ("e1 elev, f1 foresatt", "f1"),
        ("Hvordan?", "telefon"),
        ("Er det et alvorlig tilfelle?", "nei"),
        ("Hvilke av tegnene er her? (ordene i parentes over", "langvarig"),
        ("Hvorfor?", ("Én hendelse.", TEXT_END)),
        ("Hvem er saksansvarlig?", "a1"),
    )["mottak"]
    assert mottak["rektor"] == {"tid": "2026-11-20T14:10", "av": "r1", "kanal": "muntlig"}
    assert mottak["tatt_opp_med_rektor"] == {"tid": "2026-11-21", "av": "f1", "kanal": "telefon"}
    assert mottak["alvorlig"]["tegn"] == ["langvarig"]
    assert "skoleeier" not in mottak


def test_a_case_about_the_leadership_is_not_asked_about_rektor(converse):
    case = CASE.replace("12-4", "12-5-ledelse")
    values = converse(
        "receive k3fq",
        ("tok eleven eller en foresatt saken opp", ""),
        ("Når fikk skoleeier melding?", "i dag"),
        ("Hvilket kontor", "Kommunedirektøren"),
        ("Hvordan?", "telefon"),
        ("Hvem er saksansvarlig?", "skoleeier"),
        case=case,
    )
    assert values["mottak"]["skoleeier"]["mottaker"] == "Kommunedirektøren"
    assert "rektor" not in values["mottak"]


@pytest.mark.parametrize(("answer", "kept"), [("f1", ["f1"]), ("", None)])
def test_after_a_talk_with_a_pupil_it_is_asked_from_whom_it_is_to_be_kept(answer, kept, converse):
    (entry,) = converse(
        "log k3fq",
        ("Hva slags innføring?", "elevsamtale"),
        ("Når skjedde det?", ""),
        ("Ført av?", "a1"),
        ("Med hvem?", "e1"),
        ("Hva skjedde?", ("Gruer seg til helgen.", TEXT_END)),
        ("Elevens egne ord", TEXT_END),
        ("Hvem skal ikke få vite dette, fordi det kan skade eleven?", answer),
    )["logg"]
    assert entry.get("ikke_til") == kept


def test_after_contact_with_another_agency_too(converse):
    (entry,) = converse(
        "log k3fq --av a1 --med a1",
        ("Hva slags innføring?", "kontakt med andre instanser"),
        ("Når skjedde det?", ""),
        ("Hva skjedde?", ("Råd fra barnevernet.", TEXT_END)),
        ("Hvem skal ikke få vite dette, fordi det kan skade eleven?", "f1"),
    )["logg"]
    assert (entry["type"], entry["ikke_til"]) == ("ekstern", ["f1"])


def test_an_entry_is_asked_for_only_when_its_text_is_missing(converse):
    (entry,) = converse(
        "log k3fq --type mote",
        ("Når skjedde det?", "i går kl. 10.15"),
        ("Ført av?", "a1"),
        ("Med hvem?", "f1, a1"),
        ("Hva skjedde?", ("Vi ble enige.", TEXT_END)),
        ("hva | hvem | frist", ("Ringe hjem | a1 | fredag", TEXT_END)),
    )["logg"]
    assert (entry["tid"], entry["med"]) == ("2026-11-22T10:15", ["f1", "a1"])
    assert entry["avtaler"][0]["frist"] == "2026-11-27"


def test_an_entry_with_its_text_on_the_line_is_asked_nothing(converse):
    assert len(converse("log k3fq --tekst Noe")["logg"]) == 1


def test_the_investigation_is_asked_for_with_its_conclusion_last(converse):
    looked = converse(
        "investigate k3fq",
        ("Når startet undersøkelsen?", "2026-11-20"),
        ("Hvem har ansvaret?", "a1"),
        ("Hva skal undersøkes?", TEXT_END),
        ("Metoder", "samtaler, observasjoner"),
        ("Elevens egen opplevelse", ("Jeg er alene.", TEXT_END)),
        ("De foresattes syn", TEXT_END),
        ("har eleven det trygt og godt?", "nei"),
        ("Hvorfor?", ("Er alene.", TEXT_END)),
        ("Elevens beste", ("Vil bli i klassen.", TEXT_END)),
        ("Er tiltak nødvendig?", "ja"),
    )["undersokelse"]
    assert looked["metoder"] == ["samtaler", "observasjoner"]
    assert looked["konklusjon"]["tiltak_nodvendig"] == "true"
    assert "foresattes_syn" not in looked


def test_the_plan_is_asked_for_beginning_with_the_problem(converse):
    plan = converse(
        "plan k3fq",
        ("a) Hvilke problemer", ("Alene i storefri.", TEXT_END)),
        *((question, TEXT_END) for question in (
            "Hva skal planen føre til", "Elevens syn", "De foresattes syn", "Oppsummering",
            "Skolens vurdering", "Elevens beste",
        )),
    )["aktivitetsplan"]  # fmt: skip
    assert plan == {"opprettet": "2026-11-23", "problem": "Alene i storefri."}


def test_a_measure_is_asked_for_by_the_five_points(converse):
    (one,) = converse(
        "measure add k3fq",
        ("b) Hva skal skolen gjøre?", ("Voksen med.", TEXT_END)),
        ("Rettet mot", "klasse"),
        ("c) Fra hvilken dag?", "mandag"),
        ("c) Til hvilken dag?", ""),
        ("c) Hvor ofte?", "hvert storefri"),
        ("d) Hvem skal gjennomføre det?", "a1"),
        ("e) Når skal det evalueres?", "+14d"),
        ("Hvorfor dette tiltaket?", TEXT_END),
    )["aktivitetsplan"]["tiltak"]
    assert (one["fra"], one["evalueres"], one["gjennomfores_av"]) == (
        "2026-11-30", "2026-12-07", ["a1"],
    )  # fmt: skip


def test_that_a_measure_was_carried_out_is_asked_for_by_which_and_when(converse):
    (entry,) = converse(
        "measure done k3fq",
        ("Hvilket tiltak? (t-9xk2, t-4mm7)", "t-4mm7"),
        ("Ført av?", "a1"),
        ("Når ble det gjennomført?", "i går"),
        ("Hva ble gjort", ("Snakket.", TEXT_END)),
        case=CASE + MEASURES,
    )["logg"]
    assert (entry["tiltak"], entry["tid"]) == (["t-4mm7"], "2026-11-22")


def test_a_round_goes_through_each_measure_in_force(converse):
    (held,) = converse(
        "evaluate k3fq",
        ("Når var evalueringen?", ""),
        ("Ført av?", "a1"),
        ("Til stede", "e1, f1"),
        ("Tiltak t-9xk2: Voksen med i leken", ""),
        ("Har det hjulpet?", "delvis"),
        ("Videre?", "fortsetter"),
        ("Merknad", ""),
        ("Tiltak t-4mm7: Samtale hver fredag", ""),
        ("Har det hjulpet?", "nei"),
        ("Videre?", "slutter"),
        ("Merknad", "ble sjelden av"),
        ("Elevens eget svar", ("Litt bedre.", TEXT_END)),
        ("De foresattes svar", TEXT_END),
        ("Skolens vurdering", TEXT_END),
        ("Har eleven det trygt og godt?", "nei"),
        ("Planen", "prolongeres"),
        ("Neste evaluering [2026-12-07]", ""),
        case=CASE + MEASURES,
    )["aktivitetsplan"]["evalueringer"]
    assert held["tiltak"]["t-4mm7"] == {
        "effekt": "nei", "videre": "slutter", "merknad": "ble sjelden av"
    }  # fmt: skip
    assert (held["neste"], held["dato"]) == ("2026-12-07", "2026-11-23")


def test_closing_asks_the_pupil_first_and_then_why_not(converse):
    (closing,) = converse(
        "close k3fq",
        ("Plikten varer til eleven har det trygt og godt.", ""),
        ("Elevens eget svar", TEXT_END),
        ("Hvorfor er ikke eleven spurt?", (TEXT_END, "Ville ikke.", TEXT_END)),
        ("Har eleven det trygt og godt?", "ja"),
        ("Skolens vurdering", TEXT_END),
        ("De foresattes syn", TEXT_END),
        ("Når spør skolen eleven igjen?", "2027-01-15"),
        ("Hvem følger opp?", "a1"),
        ("Hvor er saken arkivert?", ""),
        ("Hvem avslutter?", "rektor"),
    )["avslutninger"]
    assert closing["uten_elevens_svar"] == "Ville ikke."
    assert (closing["oppfolging"], closing["av"]) == ("2027-01-15", "r1")


def test_reopening_asks_why(converse):
    (again,) = converse(
        "reopen k3fq",
        ("Hvorfor åpnes saken igjen?", ("Det skjedde igjen.", TEXT_END)),
        ("Hvem åpner den?", "a1"),
        case=CASE + CLOSED,
    )["gjenapninger"]
    assert (again["begrunnelse"], again["av"]) == ("Det skjedde igjen.", "a1")


def test_the_report_to_statsforvalteren_is_asked_for_with_what_was_asked_of_the_school(converse):
    (report,) = converse(
        "statsforvalter k3fq",
        ("Når fikk skolen vite", ""),
        ("Hvem meldte den?", "f1"),
        ("saksnummer", "2026/9876"),
        ("Hva har statsforvalteren bedt om", ("Planen.", TEXT_END)),
        ("Fristen for å svare", "2026-12-01"),
    )["statsforvalter"]
    assert report["meldt"] == "2026-11-23"
    assert report["foresporsler"][0]["frist"] == "2026-12-01"


def test_without_questions_what_is_missing_is_a_fault(cli, write_case):
    write_case(CASE, "2026-11-20-k3fq")
    answer = cli("log", "k3fq", "--no-input")
    assert answer.code == 2
    assert "--tekst" in answer.err
