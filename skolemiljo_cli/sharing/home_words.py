"""What a text says that a home should perhaps not read: silence asked for, harm, agencies.

It points, and settles nothing: a person reads the sentence. The words are those that pupils and
teachers use, in both written languages, with the commonest slips; `benchmarks/home_words.py`
measures them on sentences that were written before them.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from skolemiljo_cli.model.ids import REFERENCE
from skolemiljo_cli.model.vocab import Rolle


class Grunn(StrEnum):
    """Why a sentence is pointed at."""

    TAUSHET = "taushet"
    HJEMME = "hjemme"
    INSTANS = "instans"


_CALLED = {
    Rolle.ELEV: "eleven", Rolle.MEDELEV: "medelev", Rolle.FORESATT: "forelder",
    Rolle.ANNEN: "en annen",
}  # fmt: skip
_BY_LETTER = {"e": "eleven", "f": "forelder"}

_SIBLING = r"(?:store|lille|små|veslé|vesle|halv|ste)?(?:bror|broren|søster|søstera|søsteren)"
_PERSON = (
    r"(?:m+a+m+a+(?:en|n|s)?|mor(?:a|en|s)?|p+a+p+a+(?:en|n|s)?|far(?:en|s)?|stefa\w+|stemo\w+|"
    r"ste(?:mamma|pappa)\w*|bonus\w+|for[ea]ld\w*|foreldr\w*|foresat\w*|føresett\w*|fosterm\w+|"
    r"fosterf\w+|beste(?:far|mor|faren|mora|moren)|farfar|mormor|morfar|farmor|onkel\w*|tante\w*|"
    rf"(?:kj(?:æ|ae)resten?|samboeren|mannen) (?:til|hennes|hans|sin)|{_SIBLING}|de hjemme|"
    r"dei heime|(?:my )?(?:mom|mum|dad|parents))(?!\w)"  # «mor», but not «morgen»
)
_HOME = r"(?:hjemm?e?|heime?|hjemmet|heimen|hjemover)"
_TARGET = rf"(?:{_PERSON}|{_HOME})"
_NOT = r"(?:ikke|ikkje|ikkj|itj|ikje|ike|aldri|ingen|ingenting|don't|dont)"
_WANT = (
    r"(?:ba|bad|bed|ber|bedt|ønsk\w*|ønskj\w*|ynskj\w*|vil|ville|må|måtte|skal|skulle|lov\w*|får|"
    r"fikk|fekk|tør|torer|tørr|redd|trygl\w*)"
)
_KNOW = (
    r"(?:(?:vite|veta|vete|veit|høre|høyre|greie på|rede på|få se|ser|se|sjå|si|sei|seie|sier|"
    r"seier|ha|få)\b|(?:informer|orienter|kontakt|varsl|ring|fortel|oppdag|involver|bland|trekk)\w*)"
)
_VERY = r"(?:så|veldig|skikkelig|skikkeleg|kjempe|ofte|alltid|svært|litt|fort|ordentlig|helt)"

_BLOW = (
    r"(?:slår?|slo|slått|slatt|sloge|slor|slaar|slår|spark\w*|dytt\w*|skubb\w*|lugg\w*|klyp\w*|"
    r"kløp|klor\w*|kvel(?!d)\w*|strup\w*|fik(?:er|et|a|e)|dask\w*|deng\w*|dengt|juling|"
    r"bank(?:er|et|a|ar)|ørefik\w*|ørefig\w*|mishandl\w*|vold\w*|vald|valdeleg\w*|rist(?:er|et|a)|"
    r"knus\w*|true[rt]?|trua|trugar|drep\w*|misbruk\w*|overgrep\w*|blåmerk\w*|slåss\w*|slost|"
    r"kast\w* (?:[\w ]{0,20} )?(?:på|mot|etter|i (?:gulv|vegg)\w*)|"
    r"(?:dro|drar|drog|dreg|rev) (?:[\w ]{0,12} )?(?:i (?:øret|håret|armen|hår\w*)|opp|ned)|"
    r"tok tak i|ta(?:r|tt)? på|rør(?:te|er|t)? (?:meg|henne|ham|ho|han)|"
    r"(?:dratt?|dro|drog|dratt) (?:[\w ]{0,12} )?etter (?:håret|armen|øret)|"
    r"en på (?:trynet|øret|kjeften)|"
    r"(?:slag|smekk|smell|ørefiker|rundjuling)\b|hold\w* (?:meg|henne|ham|ho|han|eleven) fast|"
    r"(?:tar|tok|tek|tatt) tak|grip\w*|grep\w* (?:meg|henne|ham|tak)|skad\w*|gjør vondt|"
    r"bruk\w* (?:hendene|belte\w*|nevene)|raptus\w*|klikk\w*|"
    r"l[åa]s\w* (?:[\w ]{0,14} )?(?:ute|inne?)|legg\w* hand? på|legger hånd|lagt hånd|la hånd|"
    r"kall\w* (?:meg|henne|ham|ho|han)|får ris|fekk ris|fikk ris|hater)"
)
_NO_BLOW = (
    r"(?:slår? (?:seg|fast|sammen|plenen|av|på)|slått (?:fast|sammen|seg)|kast\w* opp|"
    r"kast\w* ball\w*)"
)
_FEAR = (
    r"(?:\w*redde?|rædd|vettskremt|utrygt?|utrygg|vondt i magen|panikk|stivn\w*|"
    r"engst\w*|skremt|skalv|skjelv\w*|gru(?:er|ar|et|a)|"
    r"tør ikke|tørr ikke|torer ikkje|våger ikke|vågar ikkje|tør ikkje)"
)
_ANGRY = r"(?:sint|sinna|sur og slår|rasende|forbanna|skummel|nifs|truende|ekkel)"
_QUARREL = r"(?:brå?k\w*|krangl\w*|kjeft\w*|slåss\w*|hyl\w*|skrik\w*|rop(?:er|te|ing)\b)"
_MODAL = r"(?:må|måtte|skal|skulle|får|fikk|kan|kunne|bør|burde|trenger|treng)"


def _within(count: int) -> str:
    """Return the pattern of at most so many words, none of them another's words or deeds."""
    stop = r"(?:at|hvis|når|om|som|og|men|fordi|sa|sier|seier|fortalte|forteller|fortel|spurte|"
    stop += r"spør|medelev|noen|nokon|eleven ble|eleven vart)"
    return rf"(?:\W+(?!{stop}\b)\w+){{0,{count}}}?\W+"


def _any(count: int) -> str:
    return rf"(?:\W+\w+){{0,{count}}}?\W+"


_ROWS: tuple[tuple[Grunn, str], ...] = (
    # the pupil asks for silence
    (Grunn.TAUSHET, rf"{_NOT} (?:si|sei|seie|fortell|fortel|ring|skriv|tell)\b{_any(8)}{_TARGET}"),
    (Grunn.TAUSHET, rf"{_NOT} (?:si|sei|fortell|fortel)\w*{_any(3)}(?:noen|nokon|nåkken|anyone)"),
    (Grunn.TAUSHET, rf"{_WANT}{_any(5)}{_NOT}{_any(8)}{_TARGET}{_any(5)}{_KNOW}"),
    (Grunn.TAUSHET, rf"{_WANT} {_NOT}{_any(2)}at{_any(2)}{_TARGET}{_any(4)}{_KNOW}"),
    (Grunn.TAUSHET, rf"{_WANT}{_any(4)}{_TARGET} {_NOT}{_any(3)}{_KNOW}"),
    (Grunn.TAUSHET, rf"{_PERSON}{_any(2)}{_MODAL} {_NOT}{_any(2)}{_KNOW}"),
    (Grunn.TAUSHET, rf"{_PERSON}{_any(2)}{_NOT} {_MODAL}{_any(2)}{_KNOW}"),
    (Grunn.TAUSHET, rf"{_PERSON}{_any(1)}{_NOT} (?:involver|inform|orienter|kontakt|varsl|trekk|"
                    r"bland)\w*es\b"),
    (Grunn.TAUSHET, r"la(?:r|te)? (?:være|vere|ver)(?: å)? (?:ringe|si|seie|fortel\w*|skrive)\b"),
    (Grunn.TAUSHET, rf"late som|la det (?:bli|være|vere)\b|hold\w*{_any(1)}{_PERSON} "
                    r"(?:utenfor|utanfor|unna)"),
    (Grunn.TAUSHET, rf"{_NOT}{_any(3)}(?:går|gå|kommer|komme|kjem|kome){_any(1)}"
                    rf"(?:til {_PERSON}|hjem$|heim$)"),
    (Grunn.TAUSHET, rf"(?:må|skal) {_NOT} (?:skriv\w*|si|sei\w*|fortel\w*){_any(9)}{_TARGET}"),
    (Grunn.TAUSHET, rf"{_NOT} at{_any(2)}{_PERSON}{_any(3)}(?:greie på|vite|veit|høre|høyre)"),
    (Grunn.TAUSHET, r"ingen (?:må|skal|kan|får) (?:få )?(?:vite|veta|høre|høyre|sjå|se)"),
    (Grunn.TAUSHET, r"hemm?el[ie]g(?:het|heit|hald|holdt?|e)?\b(?! (?:tegn|teikn|venn|kode))"),
    (Grunn.TAUSHET, r"mellom oss(?: to)?\b|fortrolig\w*|fortruleg\w*|i fortroende"),
    (Grunn.TAUSHET, rf"h[oa]ld\w*{_any(3)}for (?:meg|seg|oss) (?:selv|sjølv)"),
    (Grunn.TAUSHET, rf"(?:ta[uv]?shetsplikt\w*|teieplikt\w*){_any(2)}{_TARGET}"),
    (Grunn.TAUSHET, rf"\b(?:lov|lova|lovte|lovet|lovde|love)\b{_any(4)}{_NOT}"),
    (Grunn.TAUSHET, rf"(?:hvis|viss|om) (?:dere|du|dykk|de|skolen|skulen|noen)"
                    rf"{_any(2)}(?:sier|seier|ringer|ringjer|forteller|fortel){_any(4)}{_TARGET}"),
    (Grunn.TAUSHET, rf"(?:bli|være|vere) (?:her|på skolen|på skulen)$|uten at {_PERSON}{_any(2)}"
                    r"(?:vet|vite|får)"),
    (Grunn.TAUSHET, rf"(?:redd|livredd) (?:for )?at {_TARGET}{_any(3)}(?:vite|høre|høyre|greie)"),
    (Grunn.TAUSHET, rf"hold\w*{_any(3)}(?:unna|utenfor|utanfor){_any(2)}{_TARGET}"),
    (Grunn.TAUSHET, rf"{_TARGET}{_any(2)}hold\w*{_any(2)}(?:unna|utenfor|utanfor)\b"),
    (Grunn.TAUSHET, rf"{_NOT} nevn\w*|ti(?:e|er|dde)? (?:stille|still)|mellom deg og meg"),
    (Grunn.TAUSHET, rf"(?:spør|spurde|spurte|lur(?:er|te)|redd|ville vite|ville vete){_any(5)}"
                    rf"{_PERSON}{_any(5)}(?:vite|vete|veit|lese|høre|høyre|sjå|se)\b"),
    (Grunn.TAUSHET, rf"(?:du|dere|de|dykk) (?:sier|seier|forteller|fortel){_any(3)}{_NOT}\b"),
    # violence at home
    (Grunn.HJEMME, rf"{_PERSON}{_within(5)}{_BLOW}"),
    (Grunn.HJEMME, rf"{_PERSON} som{_any(5)}{_BLOW}"),
    (Grunn.HJEMME, rf"{_BLOW}{_within(5)}av {_PERSON}"),
    (Grunn.HJEMME, rf"{_BLOW}.*\bom (?:{_PERSON})$"),
    (Grunn.HJEMME, r"(?:får|fekk|fikk)(?: jeg| eg| han| hun| ho)? (?:juling|ris|bank|deng)\b"),
    (Grunn.HJEMME, r"merke\w* etter (?:\w+ )?(?:belte|slag|fingr|hend|reim)"),
    (Grunn.HJEMME, rf"{_PERSON}{_any(2)}(?:lå|ligg\w*) (?:på gulvet|og gråt)"),
    (Grunn.HJEMME, r"ta(?:r|tt)? livet (?:sitt|av)|vil dø\b|selvmord|sjølvmord"),
    (Grunn.HJEMME, r"mishandl\w*|familievold|omsorgssvikt|incest|tvangsgift\w*|kjønnslem\w*"),
    # fear at home
    (Grunn.HJEMME, r"utrygg?t? i (?:huset|leiligheten|leilegheita)"),
    (Grunn.HJEMME, r"(?:bedre|betre|tryggere|tryggare) (?:her )?enn (?:der|hjemme|heime)\b"),
    (Grunn.HJEMME, rf"{_PERSON}{_any(1)}(?:eksploder\w*|klikk\w*|tenn\w*|er skummel)"),
    (Grunn.HJEMME, rf"{_QUARREL}{_any(2)}om (?:natta|natten|kvelden|kveldane)"),
    (Grunn.HJEMME, rf"{_PERSON}{_any(1)}(?:blir|vert) (?:{_VERY} ){{0,2}}{_ANGRY}"
                   r"(?! (?:på|over) (?:skolen|skulen|lærer\w*|rektor|voksen|at))"),
    (Grunn.HJEMME, rf"{_PERSON}{_any(2)}{_ANGRY} på (?:meg|oss|eleven|ham|henne|ho|han)\b"),
    (Grunn.HJEMME, rf"{_PERSON}{_any(2)}(?:drikk\w*|drakk|drukket|full|fulle|beruset|ruser)\b"
                   r"(?! (?:kaffe|te|jobb|stilling|av))"),
    (Grunn.HJEMME, rf"(?:rus|rusen|drikking\w*|fylla)\b{_any(2)}{_PERSON}"),
    (Grunn.HJEMME, rf"(?:vil|tør|torer|orker|ønsker) (?:{_NOT})(?: å)?(?: gå| dra| reise| være)? "
                   r"(?:hjem|heim)\b(?! (?:alene|åleine|med))"),
    (Grunn.HJEMME, rf"(?:gjem|gøym)\w*{_any(5)}når{_any(1)}{_PERSON}"),
    (Grunn.HJEMME, rf"(?:orker|holder|held) {_NOT}{_any(2)}bo\b|rømm\w*|r[øy]mt heim\w*"),
    (Grunn.HJEMME, rf"{_PERSON}{_within(4)}(?:skrik\w*|kjeft\w*|brøl\w*) (?:til|på) "
                   r"(?:oss|meg|eleven|henne|ham)"),
    (Grunn.HJEMME, rf"{_NOT} (?:mat|middag){_any(2)}(?:hjemme|heime)|{_TARGET}{_any(3)}{_NOT} mat"),
    (Grunn.HJEMME, rf"{_PERSON}{_any(6)}(?:send\w*{_any(2)}til (?:hjemlandet|slekt\w*|utlandet)|"
                   r"gift\w* seg|giftes bort|forlov\w*)"),
    (Grunn.HJEMME, r"al[e]?(?:i)?ne med (?:lille|små|søsk|vesle)\w*.*natt\w*"),
    # barnevern and police
    (Grunn.INSTANS, r"ba?rne?v[eæ]?r?n(?!spedagog)\w*|barn[e]?vern(?!spedagog)\w*|bv\b|barnehus"),
    (Grunn.INSTANS, r"beky[mr]+ings?meld\w*|(?:meld\w*|send\w*) (?:en |ei )?bekymring\b"),
    (Grunn.INSTANS, r"pol[ie]ti(?!sk|kk|ke)\w*(?! og røve)\b|pol[ie]tet\b"),
    (Grunn.INSTANS, r"lensmann|krises[ei]nt|etterforsk|anmeld|alarmtelefon|116 ?111"),
    (Grunn.INSTANS, r"opplysningsplikt\w*|opplysingsplikt\w*|tilrettel\w+ avhør\w*"),
)  # fmt: skip

_UNLESS_AT_SCHOOL = (
    rf"{_BLOW}.*\b(?:hjemme|heime|i hjemmet|i heimen)\b",
    rf"\b(?:hjemme|heime|i hjemmet|i heimen)\b.*{_BLOW}",
    rf"(?!vondt){_FEAR}{_any(9)}(?:{_PERSON}|{_HOME})",
    rf"{_FEAR}{_any(9)}(?:{_PERSON}|hjemme|heime)\b",
    rf"\b(?:hjemme|heime)\b.*{_FEAR}",
    rf"{_QUARREL}{_any(3)}(?:hjemme|heime)\b",
)
"""Harm at home, unless the sentence has a word that makes it about school."""
_HARM = re.compile(
    r"(?<!\w)(?:slår?|slo|slått|spark|dytt|skubb|lugg|klyp|kvel(?!d)|strup|dask|deng|juling|"
    r"bank(?:er|et|a)\b|ørefi|mishandl|vold|vald|rist(?:er|et|a)\b|knus|tru(?:er|et|a|ar)\b|trug|"
    r"drep|misbruk|overgrep|blåmerk|kutt|skad|kn[ae]kk|brakk|brekk|sm[ea]l|stakk|kniv|saks\b|belte|"
    r"tving|tvang|løfta?t? etter|lås|straff|forbanna|rasende|brøl|skri?[ek]|hyl|livredd|redd\b|"
    r"utryg|utriv|skummel|nifs|klamr|rykk|skalv|skjelv|panikk|stivn|drikk|drakk|drukk|full\b|fest\b|"
    r"rus(?:et|a|er)\b|hater|merke(?:r|ne)? (?:på|etter)|i hodet|i hovudet)"
)
"""Words of harm: with somebody at home in the same sentence, and no word of school, it is pointed
at, whoever does what. Only a person can tell."""
_SOMEBODY = re.compile(rf"(?<!\w){_PERSON}(?!\w)")
_SCHOOL = re.compile(
    r"(?<!\w)(?:skol|skul|lærer|voksen|time|gym|lekse|klasse|trinn|møte|plan|tiltak|mobb|venn)"
)

_COMPILED = tuple((grunn, re.compile(rf"(?<!\w)(?:{pattern})")) for grunn, pattern in _ROWS)
_AT_HOME = re.compile("|".join(rf"(?<!\w)(?:{pattern})" for pattern in _UNLESS_AT_SCHOOL))
_AT_SCHOOL = re.compile(
    r"(?<!\w)(?:medelev\w*|klasse\w*|gutta|guttene|jentene|gutane|jentene|på skolen|på skulen|"
    r"friminutt\w*|storefri|bussen|på vei(?:en)? hjem|på vegen heim|skoleveien|skulevegen)"
)
_ORDINARY = re.compile(_NO_BLOW)
_LONG = 500
"""No sentence is longer; a text without full stops is looked at in pieces that overlap."""
_END = re.compile(r"(?<=[.!?…])\s+|\n+")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, as they are written."""
    return _END.split(text)


def is_sensitive(text: str, roles: Mapping[str, Rolle] | None = None) -> bool:
    """Tell whether some sentence of the text is to be pointed at."""
    return any(reasons(sentence, roles or {}) for sentence in sentences(text))


def reasons(sentence: str, roles: Mapping[str, Rolle]) -> tuple[Grunn, ...]:
    """Return why a sentence is to be pointed at; `roles` are those of the parties it may name."""
    plain = _plain(sentence, roles)
    if len(plain) <= _LONG:
        return _reasons(plain)
    pieces = (plain[start : start + _LONG] for start in range(0, len(plain), _LONG // 2))
    found = {grunn for piece in pieces for grunn in _reasons(piece)}
    return tuple(grunn for grunn in Grunn if grunn in found)


@lru_cache(maxsize=4096)
def _reasons(plain: str) -> tuple[Grunn, ...]:
    found = [grunn for grunn, pattern in _COMPILED if pattern.search(plain)]
    if not _AT_SCHOOL.search(plain) and (_AT_HOME.search(plain) or _is_harm_by_home(plain)):
        found.append(Grunn.HJEMME)
    return tuple(grunn for grunn in Grunn if grunn in found)


def _is_harm_by_home(plain: str) -> bool:
    near = bool(_SOMEBODY.search(plain)) and not _SCHOOL.search(plain)
    return near and bool(_HARM.search(plain))


def _plain(sentence: str, roles: Mapping[str, Rolle]) -> str:
    """Return the sentence in lower case, with what parties are to the pupil for their keys."""

    def called(reference: re.Match[str]) -> str:
        key = reference[1].lower()
        if key in roles:
            return _CALLED.get(roles[key], "voksen")
        return _BY_LETTER.get(key[0], "voksen")

    text = unicodedata.normalize("NFC", REFERENCE.sub(called, sentence)).lower()
    text = _ORDINARY.sub("gjør", re.sub(r"[«»\"“”*_]", "", text).replace("\u00ad", ""))
    return " ".join(text.rstrip(" .!?…").split())
