"""The bad inputs: what is given, and the command that meets it."""

from __future__ import annotations

from dataclasses import dataclass, field

GOOD = "2026-11-03-aaaa"
BAD = "2026-11-02-k3fq"
CASE = f"""\
id: {BAD}
type: 12-4
parter:
  e1: {{rolle: elev, navn: Elev Eksempel, trinn: 5}}
  a1: {{rolle: kontaktlaerer, navn: Lærer Eksempel}}
melding:
  dato: 2026-11-02
  melder: a1
  beskrivelse: Noe har skjedd.
"""
CHECK = ("check",)
DUE = ("deadlines", "--all")


def swapped(old: str, new: str) -> bytes:
    """The good case with one text swapped for another."""
    assert old in CASE
    return CASE.replace(old, new).encode()


@dataclass(frozen=True)
class Row:
    """One bad input: a title, the command, the exit code, and what is put on disk or stdin."""

    title: str
    args: tuple[str, ...]
    code: int
    case: bytes | None = None
    config: bytes | None = None
    stdin: bytes = b""
    files: dict[str, bytes] = field(default_factory=dict)


def file_row(title: str, case: bytes, code: int = 65, args: tuple[str, ...] = CHECK) -> Row:
    """A case file that is wrong."""
    return Row(title, args, code, case=case)


NEW = ("new-case", "--no-input", "--elev", "Elev Eksempel", "--beskrivelse", "Noe har skjedd.")

ROWS = (
    # files that cannot be read as a case
    file_row("tom fil", b""),
    file_row("bare kommentarer", b"# ingenting\n"),
    file_row("en liste i stedet for nøkler", b"- a\n- b\n"),
    file_row("bare tekst", b"hei\n"),
    file_row("latin-1 i stedet for UTF-8", "id: æøå\n".encode("latin-1")),
    file_row("UTF-16", CASE.encode("utf-16")),
    file_row("nulltegn", b"id: a\x00b\n"),
    file_row("escape-tegn i teksten", swapped("Noe har", "Noe \x1b[31mhar")),
    file_row("tegn som snur leseretningen", swapped("Noe har", "Noe \u202ehar")),
    file_row("tabulator som innrykk", swapped("  melder: a1", "\tmelder: a1")),
    file_row("glemt kolon", swapped("  melder: a1", "  melder a1")),
    file_row("skjevt innrykk", swapped("  melder: a1", "   melder: a1")),
    file_row("anførselstegn som ikke er lukket", swapped("Noe har skjedd.", '"Noe har skjedd.')),
    file_row("klamme som ikke er lukket", swapped("trinn: 5}", "trinn: 5")),
    file_row("samme nøkkel to ganger", swapped("  melder: a1", "  dato: 2026-11-01")),
    file_row("anker og henvisning", swapped("Noe har skjedd.", "&a hei")),
    file_row("henvisning uten anker", swapped("Noe har skjedd.", "*a")),
    file_row("merkelapp", swapped("Noe har skjedd.", "!!python/object:os.system hei")),
    file_row("flettenøkkel", swapped("  melder: a1", "  <<: {melder: a1}")),
    file_row("to dokumenter i én fil", CASE.encode() + b"---\nid: x\n"),
    file_row(
        "flettekonflikt fra git",
        swapped("  melder: a1\n", "<<<<<<< HEAD\n  melder: a1\n=======\n  melder: e1\n>>>>>>> b\n"),
    ),
    file_row("for dypt", b"a: " + b"[" * 400 + b"]" * 400 + b"\n"),
    file_row("for stor", CASE.encode() + b"# " + b"x" * (2 * 1024 * 1024)),
    file_row("mangler type", swapped("type: 12-4\n", "")),
    file_row("mangler melding", CASE.partition("melding:")[0].encode()),
    Row("mappe uten sak.yaml", CHECK, 65, files={f"cases/{BAD}/notat.txt": b"hei"}),
    Row("mappe med et navn som ikke er en id", CHECK, 65, files={"cases/gammel/sak.yaml": b"a: b"}),
    # single values that are wrong: the rest of the case is still used
    file_row("dato som ikke finnes", swapped("2026-11-02\n  m", "2026-02-30\n  m"), 65),
    file_row(
        "dato som ikke finnes, i et tiltak",
        CASE.encode() + b"aktivitetsplan:\n  tiltak:\n    - {id: t-9xk2, fra: 2026-02-30}\n",
        65,
        DUE,
    ),
    file_row("dato på norsk i filen", CASE.encode() + b"undersokelse: {startet: 03.11.2026}\n", 1),
    file_row("dato med toårig år", CASE.encode() + b"undersokelse: {startet: 3.11.26}\n", 1),
    file_row("ord i stedet for dato", CASE.encode() + b"undersokelse: {startet: snart}\n", 1),
    file_row(
        "klokkeslett som ikke finnes",
        CASE.encode() + b"mottak:\n  rektor: {tid: 2026-11-02T25:10}\n",
        1,
    ),
    file_row("ukjent rolle", swapped("rolle: elev", "rolle: elve"), 1),
    file_row("navn der det skal stå en nøkkel", swapped("melder: a1", "melder: Lærer Eksempel"), 1),
    file_row("part som ikke finnes", swapped("melder: a1", "melder: a9"), 1),
    file_row("part som ikke finnes, i teksten", swapped("Noe har", "Noe {e7} har"), 1),
    file_row("tekst som begynner med {e1}, uten anførselstegn", swapped("Noe har", "{e1} har")),
    file_row(
        "tekst med komma i krøllparentes",
        CASE.encode() + b"mottak:\n  alvorlig: {vurdering: nei, begrunnelse: En gang, stoppet}\n",
        0,
    ),
    file_row("nøkkel med skrivefeil", swapped("  melder: a1", "  meldr: a1"), 0),
    file_row("navn som partsnøkkel", swapped("  a1: {", "  lærer-eksempel: {"), 1),
    file_row("tiltak uten id", CASE.encode() + b"aktivitetsplan:\n  tiltak:\n    - {fra: a}\n", 1),
    file_row(
        "feil form på id", CASE.encode() + b"logg:\n  - {id: 7, tid: 2026-11-02, type: mote}\n", 1
    ),
    file_row("tekst der det skal være en liste", CASE.encode() + b"logg: ingen\n", 1),
    file_row("liste der det skal være nøkler", CASE.encode() + b"mottak: [a]\n", 1),
    file_row("id som ikke er mappens navn", swapped(BAD, "2026-11-02-zzzz"), 1),
    file_row(
        "ja/nei som er noe annet", CASE.encode() + b"mottak:\n  alvorlig: {vurdering: kanskje}\n", 1
    ),
    file_row(
        "slutt før start",
        CASE.encode()
        + b"aktivitetsplan:\n  problem: p\n  tiltak:\n    - {id: t-9xk2, tiltak: t, "
        + b"fra: 2026-11-10, til: 2026-11-05, gjennomfores_av: a1, evalueres: 2026-11-20}\n",
        1,
    ),
    # the configuration
    Row("oppsett som ikke er YAML", DUE, 78, config=b"skole: [\n"),
    Row("ukjent eierord", DUE, 78, config=b"skole: S\nskoleeier: {kalles: bydel}\n"),
    Row("norm som ikke er et tall", DUE, 78, config=b"lokale_frister: {stille: lenge}\n"),
    Row("stengt dag som ikke finnes", DUE, 78, config=b"lukkede_dager: [2026-11-31]\n"),
    Row(
        "periode baklengs", DUE, 78, config=b"lukkede_dager: [{fra: 2026-12-24, til: 2026-12-20}]\n"
    ),
    Row("innstilling med skrivefeil", CHECK, 0, config=b"lokale_frister: {stile: 7}\n"),
    # options and arguments
    Row("ukjent kommando", ("deadlins",), 2),
    Row("ukjent valg", ("deadlines", "--wihtin", "3"), 2),
    Row("valg uten verdi", ("deadlines", "--within"), 2),
    Row("tall som ikke er et tall", ("deadlines", "--within", "tre"), 2),
    Row("negativt tall", ("deadlines", "--within", "-1"), 2),
    Row("ukjent frist", ("deadlines", "--kind", "aktivitetplan"), 2),
    Row("ukjent --fail-on", ("deadlines", "--fail-on", "late"), 2),
    Row("to svar på én gang", ("deadlines", "--ics", "--json"), 2),
    Row("--today som ikke finnes", ("deadlines", "--today", "2026-02-30"), 2),
    Row("--today på norsk", ("deadlines", "--today", "03.02.2026"), 2),
    Row("sak mangler", ("show",), 2),
    Row("ord for mye", ("list", "noe", "mer"), 2),
    Row("sak som ikke finnes", ("show", "zzzz"), 66),
    Row("navn i stedet for sak", ("show", "Elev Eksempel"), 66),
    Row("flertydig sak", ("show", "2026-11"), 2, case=CASE.encode()),
    Row("skjema som ikke finnes", ("render", GOOD, "varling"), 66),
    Row("format som ikke finnes", ("render", GOOD, "varsling", "--format", "pdf"), 2),
    Row("filnavn uten kjent ending", ("render", GOOD, "varsling", "-o", "notat.docx"), 2),
    Row("mappe som ikke finnes", ("render", GOOD, "varsling", "-o", "fins/ikke/notat.md"), 73),
    Row("saksarkiv som ikke finnes", ("list", "--ledger", "ingen"), 66),
    Row("saksarkiv fra før", ("init",), 73),
    Row("dato som ikke finnes, på linjen", (*NEW, "--dato", "31.02.2026"), 2),
    Row("toårig år på linjen", (*NEW, "--dato", "3.2.26"), 2),
    Row("dato med skråstrek", (*NEW, "--dato", "02/03/2026"), 2),
    Row("arabiske sifre", (*NEW, "--dato", "٠٣.٠٢.٢٠٢٦"), 2),
    Row("ukjent type", (*NEW, "--type", "12-6"), 2),
    Row("ukjent kilde", (*NEW, "--kilde", "elve"), 2),
    Row("usynlige tegn i et valg", (*NEW, "--trinn", "5\x1b[2J"), 2),
    Row("uten elev og beskrivelse", ("new-case", "--no-input"), 2),
    Row("fil som ikke finnes", ("new-case", "--from", "mangler.yaml"), 66),
    Row("fil som ikke er YAML", ("new-case", "--from", "-"), 65, stdin=b"melding: [\n"),
    Row(
        "feil dato i filen som leses",
        ("new-case", "--from", "inn.yaml"),
        65,
        files={"inn.yaml": swapped("2026-11-02\n  m", "31.02.2026\n  m")},
    ),
    Row("tom stdin", ("new-case", "--from", "-"), 65),
    # commands that change a case
    Row("ingenting å skrive", ("receive", GOOD), 2),
    Row("alvor uten begrunnelse", ("receive", GOOD, "--alvorlig"), 2),
    Row("åpenbart grunnløs i en vanlig sak", ("receive", GOOD, "--apenbart-grunnlos", "Nei."), 2),
    Row("den ansattes side i en vanlig sak", ("receive", GOOD, "--ansatt-informert", "i dag"), 2),
    Row(
        "melding om ledelsen til rektor",
        ("receive", BAD, "--rektor", "i dag"),
        2,
        case=swapped("type: 12-4", "type: 12-5-ledelse"),
    ),
    Row(
        "rektor har fått den fra før",
        ("receive", BAD, "--rektor", "i dag"),
        2,
        case=CASE.encode() + b"mottak: {rektor: {tid: 2026-11-02}}\n",
    ),
    Row("ukjent slags innføring", ("log", GOOD, "--type", "elevsamtalen", "--tekst", "Noe."), 2),
    Row("innføring uten tekst", ("log", GOOD, "--type", "mote"), 2),
    Row("navn i stedet for nøkkel", ("log", GOOD, "--tekst", "Noe.", "--av", "Lærer Eksempel"), 2),
    Row("part som ikke er i saken", ("log", GOOD, "--tekst", "Noe.", "--med", "e9"), 2),
    Row(
        "retter en innføring som ikke er der",
        ("log", GOOD, "--corrects", "h-7k3q", "--tekst", "N."),
        66,
    ),
    Row("tiltak som ikke finnes", ("measure", "done", GOOD, "--id", "t-9xk2"), 66),
    Row("avtale uten hva", ("log", GOOD, "--tekst", "Noe.", "--avtale", " | a1"), 2),
    Row("vedlegg som ikke finnes", ("log", GOOD, "--tekst", "Noe.", "--vedlegg", "borte.pdf"), 66),
    Row("tekst i to valg", ("log", GOOD, "--tekst", "Noe.", "--from", "-"), 2, stdin=b"Noe."),
    Row("tekst som ikke er UTF-8", ("log", GOOD, "--from", "-"), 2, stdin=b"\xff\xfe"),
    Row("utsatt uten grunn", ("investigate", GOOD, "--utsatt-til", "2026-12-01"), 2),
    Row("konklusjon uten begrunnelse", ("investigate", GOOD, "--trygt-og-godt", "nei"), 2),
    Row("grunn uten kolon", ("investigate", GOOD, "--ikke-hort", "e1 var syk"), 2),
    Row("tiltak uten hva", ("measure", "add", GOOD), 2),
    Row("ukjent handling med et tiltak", ("measure", "slett", GOOD), 2),
    Row("evaluering uten tiltak", ("evaluate", GOOD, "--elevens-svar", "Bra."), 2),
    Row("avsluttet uten elevens svar", ("close", GOOD, "--trygt-og-godt", "ja"), 2),
    Row("avsluttet før det er trygt", ("close", GOOD, "--elevens-svar", "Nei."), 2),
    Row("gjenåpnet en åpen sak", ("reopen", GOOD, "--begrunnelse", "Noe."), 2),
    Row("vedtak før saken er meldt dit", ("statsforvalter", GOOD, "--vedtak", "i dag"), 2),
    Row("pakke til noen andre", ("package", GOOD, "--for", "naboen"), 2),
    Row(
        "innføring som ikke er der, i et skjema", ("render", GOOD, "referat", "--id", "h-7k3q"), 66
    ),
    Row("regel som ikke finnes", ("check", "--explain", "tiltak-generel"), 66),
    Row("et bilde som sak", ("new-case", "--from", "-"), 65, stdin=b"\x89PNG\r\n\x1a\n\x00\x00"),
)
