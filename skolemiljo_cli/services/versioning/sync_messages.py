"""Norwegian messages and hints of `sync`, without git's own terms."""

from __future__ import annotations

from skolemiljo_cli.store.git.remote import Fault

NO_REMOTE = "Det er ikke sagt hvor saksarkivet deles."
ADD_REMOTE = "Si det én gang: git remote add origin ADRESSEN"
NO_BRANCH = "git står ikke på noen gren, så det er ikke noe å synkronisere."
GO_TO_BRANCH = "Gå tilbake til grenen dere bruker, for eksempel: git switch main"
NO_ANSWER = "git svarte ikke slik det skulle. Ingenting er hentet eller sendt."
SEE_STATUS = "Se hva «git status» sier, eller spør den som har satt opp git hos dere."
STRANGE_SETTINGS = (
    "Git-arkivet har egne innstillinger som kan starte andre programmer: {}. "
    "Ingenting er hentet eller sendt."
)
REMOVE_SETTINGS = (
    "Kjenner du dem ikke, så ta dem bort: git config --local --unset NØKKEL. "
    "Skal de være der, så bruk git pull og git push selv."
)
UNDER_WAY = "git er midt i en {}, og det må gjøres ferdig først."
OTHERS_UNMERGED = "Filer utenfor saksarkivet er ikke slått sammen ennå."
NOT_FINISHED = "git ville ikke gjøre sammenslåingen ferdig. Filene er som de var."
OTHER_DRIVER = "En annen linje i .gitattributes bestemmer hvordan saker slås sammen."
MEND_ATTRIBUTES = "La denne linjen stå sist: cases/*/sak.yaml -text merge=skolemiljo"
FOREIGN_ATTRIBUTES = (
    "Linjer om enkeltsaker bestemmer at git skal behandle dem annerledes enn de andre: {}. "
    "Ingenting er hentet eller sendt."
)
MEND_CASE_ATTRIBUTES = (
    "Ta bort linjene om dem i .gitattributes, i .gitattributes i sakens mappe, og i "
    ".git/info/attributes."
)
IN_THE_WAY = (
    "git ville ikke slå sammen: noe som ikke er versjonert, står i veien. Det du har, er urørt, "
    "og ingenting er sendt."
)
UNRELATED = (
    "Saksarkivet her og det som er delt, er begynt hver for seg og har ingen felles versjon. Det "
    "du har, er urørt, og ingenting er sendt."
)
BEGIN_FROM_SHARED = (
    "Hent det som er delt, i en ny mappe (git clone ADRESSEN), kopier mappene i cases/ som bare er "
    "her, dit, og kjør skolemiljo sync der."
)
APART = (
    "Saken skal ikke ligge i dette saksarkivet, og er ikke sendt. Flytt den nå. Hvordan står i "
    "brukerveiledningen under «Saker som skal skjermes»."
)
APART_IN_GIT = (
    "Saken skal ikke ligge i dette saksarkivet, og en versjon av den er lagret i git her. "
    "Ingenting er sendt, for det som er sendt, kan ikke hentes tilbake. Hvordan den tas ut, står i "
    "brukerveiledningen under «Saker som skal skjermes»."
)
CASE_GONE = (
    "Mappen er borte fra maskinen, men saken står i git. Den er ikke slettet for de andre. "
    "Hent den tilbake med: git restore {}"
)
TOO_BUSY = "Andre sender hele tiden. Det du har, er lagret på maskinen, men ikke sendt."
TRY_AGAIN = "Prøv igjen om litt: skolemiljo sync"
REMOVED_AND_CHANGED = (
    "Den ene siden har fjernet filen, den andre har endret den. Den som er endret, ligger der nå. "
    "Skal den stå, er det bare å gjøre ferdig: skolemiljo sync --ferdig"
)
NO_CASE = "Filen er ikke en sak. Slå den sammen for hånd, og kjør: skolemiljo sync --ferdig"
BY_A_PERSON = (
    "Saken er ikke ferdig slått sammen. Se over den (skolemiljo show), og gjør det ferdig med: "
    "skolemiljo sync --ferdig"
)
_SAVED = "Det du har, er lagret på maskinen."
FAULTS = {
    Fault.NETWORK: (f"Får ikke kontakt med stedet der saksarkivet deles. {_SAVED}", TRY_AGAIN),
    Fault.ACCESS: (
        f"Stedet der saksarkivet deles, slipper deg ikke inn. {_SAVED}",
        "Se om nøkkelen eller passordet ditt er riktig, for eksempel med: git fetch",
    ),
    Fault.NO_REPOSITORY: (
        f"Det er ikke noe git-arkiv på adressen der saksarkivet deles. {_SAVED}",
        "Se adressen med: git remote -v",
    ),
    Fault.BEHIND: (TOO_BUSY, TRY_AGAIN),
    Fault.REFUSED: (
        f"Stedet der saksarkivet deles, sa nei til det som ble sendt. {_SAVED}",
        "Er det en sjekk der, så finn feilen med: skolemiljo check. Hva stedet selv sier, ser du "
        "med: git push",
    ),
    Fault.OTHER: (
        f"Stedet der saksarkivet deles, tok ikke imot. {_SAVED}",
        "Se hva git selv sier: git fetch og git push",
    ),
}
NATIONAL_ID = (
    "Her står det noe som ser ut som et fødselsnummer. Det er ikke lagret i git, og ikke sendt: "
    "det git får, blir der. Ta det bort med «skolemiljo edit SAK», og kjør sync på nytt."
)
NATIONAL_ID_IN_NAME = (
    "Et vedlegg har noe som ser ut som et fødselsnummer i navnet sitt. Det er ikke lagret i git, "
    "og ikke sendt. Gi filen et annet navn, også i saken, og kjør sync på nytt."
)
