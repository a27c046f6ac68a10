"""Sentences written after the net was tuned on `net_rows`, and before it was tried on them.

The figures of these are the honest ones. What came out is kept in the tests as it came.
"""

from __future__ import annotations

from net_rows import Cast, Row, part

CASTS = {
    "hule": Cast(
        {
            "e2": part("medelev", "Sigurd Drakedreper"),
            "e3": part("medelev", "Bjørk Ullfjær Haugtussa", "Bjørka", "Ullis"),
            "f2": part("foresatt", "Gro Drakedreper", kontakt="gro.d@hule.example / 47 11 22 33"),
            "f4": part("foresatt", "Ali ibn Trollulf"),
            "e4": part("medelev", "Jo Smørbukk"),
            "e5": part("medelev", "Snø Kvitebjørn-Valemon"),
        },
        {
            "e1": part("elev", "Reveenka Slott"),
            "f1": part("foresatt", "Sigurd Slott"),
            "a1": part("kontaktlaerer", "Berit Kålorm"),
        },
    ),
}

# (form, sentence, who is truly named)
SENTENCES = (
    ("plain", "Etter friminuttet kom Sigurd D. inn igjen med blodig leppe.", "e2"),
    ("plain", "Drakedreper dyttet først, sier vaktene.", "e2 f2"),
    ("plain", "Far til Drakedreper-gutten ringte kl. 15.", "e2 f2"),
    ("plain", "drakedrepern er et økenavn de bruker.", "e2 f2"),
    ("plain", "S. Drakedreper og R. Slott ble snakket med hver for seg.", "e2"),
    ("plain", "Møtt: Slott, Sigurd; Kålorm, Berit", ""),
    ("plain", "Sigurd Slott (far) mener planen er god.", ""),
    ("plain", "Vi snakket med Sigurd og Reveenka.", "e2"),
    ("plain", "SigurdDrakedreper_2014 skrev i gruppa.", "e2"),
    ("plain", "snap: drakedreper.sigurd", "e2"),
    ("plain", "SD ble sendt hjem.", "e2"),
    ("plain", "S D ble sendt hjem.", "e2"),
    ("plain", "Bjørka og Ullis er bestevenner, sa hun.", "e3"),
    ("plain", "Bjork Ullfjaer Haugtussa", "e3"),
    ("plain", "BJØRK HAUGTUSSA FLYTTES TIL 6A", "e3"),
    ("plain", "Det vokser en bjørk ved porten.", ""),
    ("plain", "Bjørk satt alene under en bjørk.", "e3"),
    ("plain", "B. U. Haugtussa var ikke til stede.", "e3"),
    ("plain", "B.U.H. var ikke til stede.", "e3"),
    ("plain", "Haugtussas mor ringte.", "e3"),
    ("plain", "haug-\ntussa var med", "e3"),
    ("plain", "Ring Gro på 47112233 eller 0047 47 11 22 33.", "f2"),
    ("plain", "gro.d(at)hule.example", "f2"),
    ("plain", "Svar sendt til Gro.D@Hule.Example.", "f2"),
    ("plain", "Det skal gro igjen på plenen.", ""),
    ("plain", "Ali og Gro kom sammen.", "f4 f2"),
    ("plain", "Trollulf, Ali ibn", "f4"),
    ("plain", "Ali Ibn Trollulf sa at alibiet holdt.", "f4"),
    ("plain", "Han hadde et alibi.", ""),
    ("plain", "A.i.T. underskrev.", "f4"),
    ("plain", "Jo, det stemmer at Reveenka sa det.", ""),
    ("plain", "Det var jo Jo som begynte.", "e4"),
    ("plain", "Joes sekk lå igjen, og Jos lue.", "e4"),
    ("plain", "Smørbukken ropte etter henne.", "e4"),
    ("plain", "Smorbukk ropte.", "e4"),
    ("plain", "JS og RS i samme gruppe", "e4"),
    ("plain", "Kvitebjørn-Valemon var syk.", "e5"),
    ("plain", "Kvitebjørn Valemon var syk.", "e5"),
    ("plain", "Valemon var syk.", "e5"),
    ("plain", "Snø K.-V. var syk.", "e5"),
    ("plain", "Det lå snø i skolegården.", ""),
    ("plain", "Snøs hanske ble borte i snøen.", "e5"),
    ("plain", "snokvitebjorn@elev.example", "e5"),
    ("plain", "Gruppe: R, S, B og J.", "e2 e3 e4 e5"),
    ("plain", "Siguurd dyttet.", "e2"),
    ("plain", "Sigrud dyttet.", "e2"),
    ("plain", "Sigge dyttet.", "e2"),
    ("plain", "Den nye gutten fra Trollheimen dyttet.", "e2"),
    ("plain", "Drakedrepersaken og Smørbukksaken henger sammen.", "e2 f2 e4"),
    ("plain", "Reveenka er redd for drager og for draker.", ""),
    ("plain", "Kålorm underviser; Slott hører på.", ""),
    ("plain", "(Sigurd)(Drakedreper)", "e2"),
    ("plain", "Sigurd\u2003Drakedreper", "e2"),
    ("plain", "Ｓigurd ﬁkk beskjed, Drake\u00addreper også.", "e2 f2"),
    ("md", "1. *Sigurd **Drake**dreper*", "e2"),
    ("md", "| S. | Drake&shy;dreper |", "e2 f2"),
    ("md", "[e2]: ../drakedreper-sigurd.md", "e2"),
    ("html", "<p>Bj&oslash;rk</p>", "e3"),
    ("html", "<p><span>Bj</span><span>ørk</span> Haug<b>tussa</b></p>", "e3"),
    ("html", "<dl><dt>Elev</dt><dd>Bj&#248;rk H.</dd></dl>", "e3"),
    ("html", '<td data-sort="Haugtussa, Bjørk">1</td>', "e3"),
    ("html", "<style>td::after{content:\"Bj\\f8rk\"}</style>", "e3"),
    ("html", "<!--[if mso]>Smørbukk<![endif]-->", "e4"),
    ("html", "<p>S<sup>.</sup> Drake-<br>\ndreper</p>", "e2"),
    ("html", '<a href="mailto:gro.d@hule.example">skriv</a>', "f2"),
    ("name", "referat_sigurd_d_2026.html", "e2"),
    ("name", "Plan Bjørk.md", "e3"),
    ("name", "plan-e1.md", ""),
)  # fmt: skip


# what came out otherwise than that the careful look finds those named and no other
ASKED = {
    "drakedrepern er et økenavn de bruker.": "e2 f2",
    "Vi snakket med Sigurd og Reveenka.": "e2",
    "gro.d(at)hule.example": "f2",
    "A.i.T. underskrev.": "f4",
    "Smørbukken ropte etter henne.": "e4",
    "Gruppe: R, S, B og J.": "e2 e3 e4 e5",
    "Siguurd dyttet.": "e2",
    "Sigrud dyttet.": "e2",
    "| S. | Drake&shy;dreper |": "f2",
    "referat_sigurd_d_2026.html": "e2",
}
MISSED = {  # a name nobody has declared, and one told by where he lives
    "Sigge dyttet.": "e2",
    "Den nye gutten fra Trollheimen dyttet.": "e2",
}
WRONGLY = {  # a word that begins a sentence; a family name taken for itself
    "Jo, det stemmer at Reveenka sa det.": "e4",
    "(Sigurd)(Drakedreper)": "f2",
    "<p>S<sup>.</sup> Drake-<br>\ndreper</p>": "f2",
}


def _row(form: str, text: str, keys: str) -> Row:
    asked, missed, wrongly = (
        frozenset(came.get(text, "").split()) for came in (ASKED, MISSED, WRONGLY)
    )
    named = frozenset(keys.split()) - asked - missed
    return Row("hule", text, named, asked, missed, wrongly, form)


ROWS = [_row(*one) for one in SENTENCES]
