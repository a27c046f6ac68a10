"""Cases that are kept apart, and one that is not."""

from __future__ import annotations

SECRET = "ropte til en elev i gangen"
"""What is told in the cases that are kept apart."""
STAFF = f"""\
type: 12-5-ansatt
parter: {{e1: {{rolle: elev, navn: Kari Eventyr}}, a9: {{rolle: ansatt, navn: Nils Nordvind}}}}
melding: {{dato: 2026-11-20, beskrivelse: {SECRET}}}
"""
STRICT = f"""\
type: 12-4
parter: {{e1: {{rolle: elev, navn: Kari Eventyr, skjerming: strengt_fortrolig}}}}
melding: {{dato: 2026-11-20, beskrivelse: {SECRET}}}
"""
PUPILS = """\
type: 12-4
parter: {e1: {rolle: elev, navn: Espen Askeladd}}
melding: {dato: 2026-11-20, beskrivelse: Noe.}
"""
