"""Hard sentences for the net: who is in the case, what stands in the document, who is named in it.

All names are made up. `named` must be found by the careful look, `asked` only by the crude one;
in `clear` the careful look is silent, in `missed` both are, and a person must see it. Whom the
careful look finds without their being named stands in `wrongly`.
"""

from __future__ import annotations

from dataclasses import dataclass

from skolemiljo_cli.model.sak.people import Part


@dataclass(frozen=True)
class Cast:
    """The parties of a case: those who may not be named, and those who may."""

    hidden: dict[str, Part]
    shown: dict[str, Part]


@dataclass(frozen=True)
class Row:
    """One sentence: who is named in it, and which look has to find it."""

    cast: str
    text: str
    named: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    missed: frozenset[str] = frozenset()
    wrongly: frozenset[str] = frozenset()
    form: str = "plain"

    @property
    def truth(self) -> frozenset[str]:
        return self.named | self.asked | self.missed


def part(rolle: str, navn: str, *alias: str, kontakt: str | None = None) -> Part:
    return Part(rolle=rolle, navn=navn, alias=alias, kontakt=kontakt)


CASTS = {
    "skog": Cast(
        {
            "e2": part("medelev", "Tyrihans Skogen", "Tyri"),
            "e3": part("medelev", "Gullhår Fjellheim"),
            "f3": part("foresatt", "Ragna Skogen", kontakt="900 00 003, ragna@skogen.example"),
        },
        {
            "e1": part("elev", "Askeladd Eventyr", "Aske"),
            "f1": part("foresatt", "Morten Eventyr", kontakt="900 00 001"),
            "a1": part("kontaktlaerer", "Lise Lærersen"),
            "r1": part("rektor", "Rita Rektorsen"),
        },
    ),
    "kort": Cast(
        {
            "e2": part("medelev", "Bo Dal"),
            "e3": part("medelev", "Mai Li Bergtroll"),
            "e4": part("medelev", "Per Vinter"),
            "e5": part("medelev", "Kim Trollstad", "Kimmen"),
        },
        {"e1": part("elev", "Espen Askeladd"), "a1": part("laerer", "Dag Bakke")},
    ),
    "sammensatt": Cast(
        {
            "e2": part("medelev", "Åse-Marie Trollmo Bergtatt"),
            "e3": part("medelev", "Øystein Æsop Gråbein"),
            "e4": part("medelev", "Nils-Ole von der Nisse"),
            "e5": part("medelev", "Noël D'Artagnan"),
            "e6": part("medelev", "Lars Haakon Trollfoss", "Lalle"),
        },
        {"e1": part("elev", "Anna Marie Lykkeland"), "a1": part("laerer", "Karl Larsen")},
    ),
    "delt": Cast(
        {
            "f9": part("foresatt", "Morten Eventyr"),
            "e2": part("medelev", "Lise Skogen"),
            "e3": part("medelev", "Veslefrikk Lærersen"),
        },
        {
            "e1": part("elev", "Askeladd Eventyr"),
            "a1": part("kontaktlaerer", "Lise Lærersen"),
        },
    ),
}


def _keys(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _rows(cast: str, form: str, kind: str, keys: str, *texts: str) -> list[Row]:
    return [Row(cast, text, form=form, **{kind: _keys(keys)}) for text in texts]


def named(cast: str, keys: str, *texts: str, form: str = "plain") -> list[Row]:
    return _rows(cast, form, "named", keys, *texts)


def asked(cast: str, keys: str, *texts: str, form: str = "plain") -> list[Row]:
    return _rows(cast, form, "asked", keys, *texts)


def missed(cast: str, keys: str, *texts: str, form: str = "plain") -> list[Row]:
    return _rows(cast, form, "missed", keys, *texts)


def clear(cast: str, *texts: str, form: str = "plain") -> list[Row]:
    return [Row(cast, text, form=form) for text in texts]


ROWS = [
    *named(
        "skog",
        "e2",
        "Tyrihans tok ballen.",
        "Det var Tyrihans Skogen som tok ballen.",
        "Tyri lo av det.",
        "Moren til tyrihans ringte.",
        "TYRIHANS SKOGEN møtte ikke.",
        "Ballen er Tyrihans'.",
        "Ballen er Tyrihans’ og ikke hans.",
        "Vi så på Tyris tegning.",
        "Tyri's tegning hang på veggen.",
        "Tyri’s tegning hang på veggen.",
        "Tyrihanses bok lå igjen.",
        "Tyrihans-saken er avsluttet.",
        "Tyrihanssaken er avsluttet.",
        "Tyrigjengen sto ved porten.",
        "Hele Tyri–gjengen sto der.",
        "Skogen, Tyrihans (5B)",
        "SKOGEN, TYRIHANS",
        "Skogen Tyrihans sto på listen.",
        "T. Skogen var med.",
        "T Skogen var med.",
        "Tyrihans S. var med.",
        "Tyrihans S var med.",
        "T.S. slo først.",
        "T. S. slo først.",
        "TS slo først.",
        "T.S.s foreldre er varslet.",
        "Både T.S og en til var der.",
        "T-S var der.",
        "Brukeren tskogen skrev det.",
        "Skrevet av tyrihans.skogen@skole.example klokka ni.",
        "Skrevet av tyrihans_skogen klokka ni.",
        "Kontoen TyrihansSkogen ble sperret.",
        "Kontoen tyrsko01 ble sperret.",
        "Kontoen tyrihans2015 ble sperret.",
        "@tyri la ut bildet.",
        "#tyrihans ble delt.",
        "Tyri\u00adhans sto der.",
        "Tyri\u200bhans sto der.",
        "Tyri\u2060hans sto der.",
        "Ty\ufeffrihans sto der.",
        "Tyri-\nhans sto der.",
        "Ty-\nrihans sto der.",
        "Tyri\u2010\nhans sto der.",
        "Tyri-hans sto der.",
        "Tyrihans\nSkogen sto der.",
        "Tyrihans\u00a0Skogen sto der.",
        "Tyrihans\u202fSkogen sto der.",
        "T y r i h a n s sto der.",
        "T.y.r.i var der.",
        "T-Y-R-I skrev han på pulten.",
        "Ｔｙｒｉｈａｎｓ sto der.",
        "Tyrihans/Askeladd: se over.",
        "(Tyrihans)",
        "«Tyrihans!» ropte de.",
        "Han sa:Tyrihans gjorde det.",
        "5B:Tyrihans,Gullrot",
        "Elev e1 og Tyrihans.",
        "Tyrihans1 og en til.",
        "Tyrihans, Askeladd og Aske lekte.",
        "Eleven «Tyri» er nevnt.",
        "Týri var der.",
        "Tyrihansvennene kom.",
        "Tyri hans sto der.",
        "Tуrihans skrevet med en kyrillisk bokstav.",
    ),
    *named(
        "skog",
        "e3",
        "Gullhår så på.",
        "Gullhaar så på.",
        "Gullhar så på.",
        "Gullha\u030ar så på.",
        "GULLHÅR så på.",
        "GULLHÅRS mor ringte.",
        "gullhår så på.",
        "Fjellheim, Gullhår",
        "G. Fjellheim så på.",
        "Fjellheims foreldre kom.",
        "fjellheim sto i meldingen.",
        "G.F. så på.",
        "GF så på.",
        "Fjellheim-familien kom.",
        "Fjellheimfamilien kom.",
        "Skrevet av gullhar.fjellheim@skole.example",
        "Skrevet av gullhaarf",
        "Filen heter gulfje.docx",
    ),
    *named(
        "skog",
        "f3",
        "Ragna ringte.",
        "Mor (Ragna) ringte.",
        "Ring 900 00 003 etter tre.",
        "Ring 90000003 etter tre.",
        "Ring 90 00 00 03 etter tre.",
        "Ring +47 900 00 003 etter tre.",
        "Ring 0047 90000003.",
        "Tlf.: 900-00-003.",
        "Tlf 900.00.003",
        "Ring 900\u00a000\u00a0003.",
        "Skriv til ragna@skogen.example i dag.",
        "Ragnas svar kom sent.",
        "R. Skogen svarte.",
    ),
    *named("skog", "e2 f3", "Skogen ringte i går.", "Familien Skogen kom.", "Skogens advokat."),
    *named("skog", "e2 f3", "Skriv til RAGNA@SKOGEN.EXAMPLE i dag."),
    *named("skog", "e2 f3", "Tyri, som heter Skogen til etternavn.", form="plain"),
    *named("skog", "e2 f3", "<td>Tyrihans</td><td>Skogen</td>", form="html"),
    *named("skog", "e2 f3", "Tyrihans og Ragna Skogen kom.", "Møte med Ragna og Tyri."),
    *named("skog", "e2 e3", "Tyri og Gullhår slo.", "Gullhår/Tyrihans", "Tyri&Gullhår"),
    *clear(
        "skog",
        "Askeladd Eventyr gikk i skogen.",
        "De lekte i skogen ved fjellet.",
        "Marit Eventyr er lærerens venn.",
        "Lise Lærersen og Rita Rektorsen var der.",
        "Eleven sa at han så på.",
        "Tyrannen i spillet het Gulliver.",
        "Gull er tyngre enn sølv.",
        "Tur til fjells i vinter.",
        "Hans bok lå igjen.",
        "Kl. 12.15 ringte skolen 55 56 57 58.",
        "Møte 2026-11-03, sak 26/00417.",
        "medelev 1 og medelev 2 lekte.",
        "Askeladds alias er Aske.",
        "TV og PC er ikke lov. Ts!",
        "Skogstur og skogbunn, tyrkisk mat.",
        "Punkt 900 i planen, rom 003.",
        "Fra 1. til 3. time.",
        "M. Eventyr og A. Eventyr",
        "A.E. er eleven.",
    ),
    *asked(
        "skog",
        "e2",
        "Tyrihnas sto der.",
        "Tyrrihans sto der.",
        "Tyrihan sto der.",
        "ElevTyrihans",
        "xxTyrihansxx",
        "Tyrih ans sto der.",
        "Tyrihanslikt var det.",
        "Tyriens venner.",
        "skogen.tyrihan",
    ),
    *asked("skog", "e3", "Gulhår så på.", "Gullår så på.", "Fjelheim kom.", "GullhårFjell"),
    *named(
        "kort",
        "e2",
        "Bo slo først.",
        "Da slo Bo.",
        "Bos mor ringte.",
        "BO DAL slo.",
        "Bo Dal slo.",
        "Dal, Bo",
        "B. Dal slo.",
        "B.D. slo.",
        "Bo-saken",
        "Bo’s sekk",
        "bo.dal@skole.example",
        "Dals mor ringte.",
    ),
    *named(
        "kort",
        "e3",
        "Mai slo.",
        "Mai Li slo.",
        "Mai-Li slo.",
        "Maili slo.",
        "Mai Lis mor ringte.",
        "MLB slo.",
        "M.L.B. slo.",
        "M.B. slo.",
        "Bergtroll slo.",
        "bergtroll slo.",
        "Mai Bergtroll slo.",
        "Bergtroll, Mai Li",
    ),
    *named("kort", "e4", "Per slo.", "Pers sekk.", "Per Vinter slo.", "P. Vinter", "Vinter, Per"),
    *named("kort", "e5", "Kim slo.", "KIM slo.", "Kims sekk", "Kimmen slo.", "kimmen slo."),
    *asked("kort", "e2", "bo dal slo."),
    *asked("kort", "e5", "kim slo."),
    *clear(
        "kort",
        "Vi bor her, og skal bo her lenge.",
        "Møte i mai, to timer per uke.",
        "Ned i en dal, over et berg.",
        "Det er vinter nå.",
        "Dag Bakke tar en dag fri.",
        "Dag ringte. D. Bakke svarte.",
        "I dag er li og bo to ord.",
        "En boks og en permisjon i maimånedens navn.",
        "Personen er per i dag bosatt her.",
        "Kimono og boller.",
    ),
    *named(
        "sammensatt",
        "e2",
        "Åse-Marie gråt.",
        "Åse Marie gråt.",
        "Åsemarie gråt.",
        "ÅseMarie gråt.",
        "Aase-Marie gråt.",
        "Ase-Marie gråt.",
        "A\u030ase-Marie gråt.",
        "Åse–Marie gråt.",
        "Åse\u2011Marie gråt.",
        "Åse-\nMarie gråt.",
        "Åse gråt.",
        "Åses mor",
        "Trollmo gråt.",
        "Bergtatt, Åse-Marie",
        "Bergtatt, Åse-Marie Trollmo",
        "Åse-Marie Bergtatt",
        "Å.M. Bergtatt",
        "Å-M. Bergtatt",
        "ÅMTB gråt.",
        "ÅTB gråt.",
        "ÅB gråt.",
        "Å.B. gråt.",
        "Å. Bergtatt gråt.",
        "A. Bergtatt gråt.",
        "aase.marie.bergtatt@skole.example",
    ),
    *named(
        "sammensatt",
        "e3",
        "Øystein lo.",
        "Oystein lo.",
        "Oeystein lo.",
        "ØYSTEIN lo.",
        "Öystein lo.",
        "Æsop lo.",
        "Aesop lo.",
        "Gråbein lo.",
        "Graabein lo.",
        "Grabein lo.",
        "Øystein Æ. Gråbein lo.",
        "Ø. Æ. G. lo.",
        "ØG lo.",
        "ograbein lo.",
        "oystein.graabein@skole.example",
        "Øysteingjengen lo.",
    ),
    *named(
        "sammensatt",
        "e4",
        "Nils-Ole lo.",
        "Nils Ole lo.",
        "Nilsole lo.",
        "Nils lo.",
        "Nisse, Nils-Ole von der",
        "Ole von der Nisse",
        "N.-O. Nisse",
        "Nils-Oles sekk",
    ),
    *named(
        "sammensatt",
        "e5",
        "Noël lo.",
        "Noel lo.",
        "D'Artagnan lo.",
        "D’Artagnan lo.",
        "DArtagnan lo.",
        "Noels sekk",
        "Artagnan lo.",
        "NOËL lo.",
        "Noe\u0308l lo.",
    ),
    *named(
        "sammensatt",
        "e6",
        "Lars lo.",
        "Larses sekk",
        "Lars' sekk",
        "Lars’ sekk",
        "Lars's sekk",
        "Håkon Trollfoss",
        "Lars Håkon lo.",
        "Lars H. Trollfoss",
        "LHT lo.",
        "Lalle lo.",
        "Lalles sekk",
        "larstrollfoss@skole.example",
        "ltrollfoss",
    ),
    *clear(
        "sammensatt",
        "Karl Larsen og Anna Marie Lykkeland kom.",
        "Larsen ringte. Larsens svar kom.",
        "Anna Marie lo.",
        "Jul med nisse og grøt.",
        "Brumm er en bjørn.",
        "De der ute er bergtatte av eventyr.",
        "Marie lo.",
    ),
    *named(
        "delt",
        "f9",
        "Morten ringte.",
        "Morten Eventyr ringte.",
        "Mortens svar",
        "M. Eventyr ringte.",
        "Eventyr, Morten",
        "M.E. ringte.",
        "morten.eventyr@post.example",
    ),
    *named("delt", "e2", "Lise Skogen slo.", "Lise S. slo.", "L. Skogen slo.", "Skogen, Lise"),
    *named("delt", "e3", "Veslefrikk Lærersen slo.", "Veslefrikk slo.", "V. Lærersen slo."),
    *named("delt", "e3", "Vesle-frikk slo.", "Lærersen, Veslefrikk", "V.L. slo."),
    *asked("delt", "e2", "Lise slo først."),
    *clear(
        "delt",
        "Askeladd Eventyr lo.",
        "Familien Eventyr kom.",
        "Lise Lærersen underviste.",
        "Lise Lærersens time.",
        "Lærersen, Lise",
        "L. Lærersen underviste.",
        "Kontaktlærer: Lise Lærersen (5B)",
        "Et eventyr om en lærer.",
    ),
    # as it may stand in a finished file
    *named(
        "skog",
        "e2",
        "*Tyri*hans sto der.",
        "**T**yrihans sto der.",
        "Tyri\\\nhans sto der.",
        "Tyri\\-hans sto der.",
        "> Tyri-\n> hans sto der.",
        "Ty&shy;rihans sto der.",
        "<b>Tyri</b>hans sto der.",
        "<!-- Tyrihans -->",
        "[bilde](tyri%68ans.png)",
        "| Elev | Tyrihans |",
        "# Tyrihans",
        "Tyrihans\\_Skogen",
        "`tyrihans`",
        "~~Tyrihans~~",
        "[Tyri](x)",
        form="md",
    ),
    *named("skog", "e3", "Gullh&aring;r", "Gullh&#229;r", "Gullh&#xE5;r", form="md"),
    *named(
        "skog",
        "e2",
        "<p><b>Tyri</b>hans</p>",
        "<p>Tyri-<br>hans</p>",
        "<p>Tyri<br>hans</p>",
        "<p>Tyri<wbr>hans</p>",
        "<p>Tyri<!-- x -->hans</p>",
        "<p>Tyri&shy;hans</p>",
        "<p>&#84;yrihans</p>",
        "<p>Ty\nri, Tyrihans</p>",
        "<p><span>Elev</span><span>Tyrihans</span></p>",
        '<img alt="Tyrihans" src="x.png">',
        '<a href="mailto:tyrihans%2eskogen@skole.example">x</a>',
        '<a href="?navn=%54yrihans">x</a>',
        '<p title="Sak om Tyrihans">x</p>',
        '<p data-navn="tyrihans">x</p>',
        "<meta name=\"author\" content='Tyrihans Skogen'>",
        "<title>Plan for Tyrihans</title>",
        "<!-- laget for Tyrihans -->",
        "<style>p::before { content: 'Tyrihans' }</style>",
        "<style>/* Tyrihans */</style>",
        "<style>p::before { content: '\\54 yrihans' }</style>",
        "<style>.tyrihans { color: red }</style>",
        "<script>let navn = 'Tyrihans'</script>",
        "<script>let navn = '\\u0054yrihans'</script>",
        "<tyrihans>x</tyrihans>",
        "<p tyrihans>x</p>",
        '<p title="Tyrihans',
        "<p>Tyrihans",
        "<!-- Tyrihans",
        "<style>Tyrihans",
        "<?xml Tyrihans?>",
        "<!DOCTYPE Tyrihans>",
        '<p title="a>b Tyrihans">x</p>',
        "<p>a < b Tyrihans</p>",
        "<p>&lt;Tyrihans&gt;</p>",
        "<p>T<i>.</i>S<i>.</i> slo</p>",
        "<svg><text>Tyrihans</text></svg>",
        '<p style="--navn: Tyrihans">x</p>',
        "<p hidden>Tyrihans</p>",
        form="html",
    ),
    *named(
        "skog", "f3", '<a href="tel:+4790000003">ring</a>', "<p>900 <b>00</b> 003</p>", form="html"
    ),
    *clear(
        "skog",
        '<p class="merke skogen">Elev</p>',
        "<style>.skogen { color: red }</style>",
        "<p>Gull<br>regn</p>",
        '<svg><path d="M1 2 T 3 S 4"></path></svg>',
        form="html",
    ),
    *asked("skog", "e2", "<p>Ty</p><p>rihans</p>", form="html"),
    *named(
        "skog",
        "e2",
        "tyrihans.md",
        "plan-tyri.html",
        "Skogen,Tyrihans.pdf",
        "ts-Tyri%68ans",
        form="name",
    ),
]

MISSED = [
    *missed("skog", "e2", "Den eneste jenta i 5B gjorde det.", "Pinnen gjorde det."),
    *missed("skog", "e2", "Han med gipset, sønnen til bakeren i Storgata, gjorde det."),
    *missed("skog", "e2", "Snahiryt skrev de på tavla.", "7yr1h4n5 sto der."),
    *missed("skog", "e3", "Tvillingen til jenta i 6A så på."),
    *missed("kort", "e2", "da slo bo først."),
]
