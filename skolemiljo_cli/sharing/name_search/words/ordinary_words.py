"""Common Norwegian words, in both written forms: what a capital at their beginning says nothing of.

A word list of a library would be larger than the program. These are the words that begin sentences
in a school's texts, or are a letter away from a common first name.
"""


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


VERBS = word_set(
    "er var har hadde blir ble vart blei kommer kom går gikk gjekk sier seier sa får fikk fekk "
    "tar tok vil ville kan kunne kunde skal skulle må måtte bør burde gjør gjorde lar lot lo ler "
    "gråt gråter slo slår sparket sparka spyttet dyttet dytta dytter skubbet skubba kastet kasta "
    "kaster ropte roper svarte svarer spurte spør fortalte fortel forteller snakket snakka "
    "snakker ringte ringer skrev skriv skriver sendte sender satt sitter sat sit sto stod står "
    "ligger lå løp løper sprang springer hentet henta henter møtte møter meldte melder mente "
    "meiner mener synes syntes synest trenger treng ønsker ønskjer ønsket liker likte vet visste "
    "veit så ser hørte hører lekte leker leikte spilte spiller holdt holder heldt begynte "
    "begynner byrja sluttet slutta forlot nektet nekta nekter prøvde prøver lovet lova lover "
    "truet trua truer ertet erta erter lurte mobber mobbet mobba filmet filma tråkket tråkka rev "
    "dro drar reiv snudde snur viste viser åpnet opna la legger legg gav ga gir gjev lukket "
    "stengte hoppet hoppa falt datt ramlet fant finner fann blåste angrer angret beklager "
    "beklaget unnskyldte deltar deltok leste leser hjalp hjelper kjeftet kjefta skrek skriker "
    "hviler sovnet sover sov våknet spiste spiser åt et drakk tegnet tegna mistet mista tapte "
    "vant bor budde flytter flyttet flytta går reiste drev driver brukte bruker kalte kaller "
    "heter heiter kjenner kjente savner savnet passer passet klarer klarte klarar gruer gruet "
    "gledet gleder smilte smiler nikket rister ristet forklarte forklarer fulgte følger venter "
    "ventet venta stoppet stoppa stopper syklet hang henger bar bærer skjelte blånektet innrømmet "
    "innrømmer kikket stirret stirrer glodde himlet sukket sutret "
)
"""Finite verbs that follow a subject: «Dag slo», but not «Dag og natt»."""

_NOT_VERBS = word_set(
    # as short as a name
    "per odd liv bo jo li mo ro tor by fred de du gi gå ha om on be le"
    " "
    # prepositions, conjunctions, pronouns, adverbs
    "i på til fra frå av med om for etter før under over ved hos mot mellom gjennom uten utan "
    "innen innan siden sidan blant langs rundt bak foran framfor unntatt samt ifølge ifølgje "
    "angående vedrørende grunnet ettersom fordi dersom hvis viss selv sjølv når da då mens medan "
    "at som enn eller men og så både verken jeg eg du han ho hun hen det den vi me de dei dere "
    "dykk meg deg seg oss dem henne ham hans hennes hennar dets deres deira vår vårt våre min mi "
    "mitt mine din di ditt dine sin si sitt sine denne dette disse desse her der hit dit hvor kor "
    "hva kva hvem kven hvordan korleis hvorfor kvifor hvilken hvilket hvilke kva begge alle alt "
    "all andre annen annet anna annan noe noen nokon noko nokre ingen ingenting inkje intet mange "
    "mye mykje få flere fleire flest mer meir mest mindre minst hver hvert kvar kvart hele heile "
    "samme same slik slike sånn sånt ikke ikkje aldri alltid ofte sjelden ennå enda allerede også "
    "òg bare berre kun nesten ganske veldig svært litt visst kanskje nok jo vel nå no snart "
    "straks igjen senere seinare tidligere tidlegare først sist derfor difor dermed likevel "
    "ellers elles ikveld idag videre vidare dessuten deretter ute inne opp ned ut inn bort hjem "
    "heim hjemme heime fram tilbake attende borte nede oppe en ei et ein eit ett to tre fire fem "
    "seks sju åtte ni ti elleve tolv tjue nei ja ok takk hei god gode godt bra fin fint ny nye "
    "nytt stor store stort liten lita lite små gammel viktig viktige vanskelig mulig trygg trygge "
    "trygt lei glad sint redd trist rolig roleg rolige stille klar klart sikker enig usikker "
    "alene åleine sammen saman ferdig egen egne eige "
)
_NOUNS = word_set(
    "skole skolen skule skulen elev eleven elever elevene elevane klasse klassen klassa lærer "
    "læreren lærar læraren lærere lærerne kontaktlærer rektor inspektør assistent vikar voksen "
    "voksne vaksen vaksne barn barnet barna born jente jenta jenter jentene jentane gutt gutten "
    "guten gutter guttene gutane mor mora moren far faren mamma pappa foreldre foreldrene "
    "foreldra foresatte foresatt føresette søster bror familie familien venn venner venninne plan "
    "planen tiltak tiltaket tiltakene møte møtet samtale samtalen referat melding meldingen "
    "meldinga sak saken saka skjema vedtak uke uka uken veke veka dag dagen dager dagar time "
    "timen timer timar friminutt friminuttet storefri lunsj mat leksehjelp lekse lekser lek leken "
    "leik leiken lag laget gruppe gruppa gruppen bok boka sekk sekken jakke lue lua pult pulten "
    "dør døra rom rommet gang gangen garderobe garderoben gym gymmen gymsal gymsalen skolegård "
    "skolegården bane banen ball ballen buss bussen tur turen besøk ferie ferien helg helga jul "
    "påske sommer vinter høst vår januar februar mars april mai juni juli august september "
    "oktober november desember mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tysdag "
    "laurdag sundag kveld kvelden natt morgen formiddag ettermiddag dato tid tida sted stad "
    "stedet sak vurdering vurderingen mål målet frist fristen ansvar ansvarlig evaluering status "
    "formål bakgrunn vedlegg notat brev brevet norsk engelsk matte matematikk naturfag musikk "
    "samfunnsfag kroppsøving svar svaret spørsmål spørsmålet ord ordet ting side siden sida del "
    "delen måte måten grunn grunnen hjelp hjelpen støtte ro uro bråk krangel konflikt konflikten "
    "episode episoden hendelse hendelsen mobbing mobbinga erting slag spark trussel sinne gråt "
    "skade skaden fravær fraværet trivsel trivselen miljø miljøet skolemiljø skolemiljøet sosial "
    "lærere rektors kommune kommunen ppt sfo avtale avtalen oppfølging oppfølgingen tilsyn "
    "tilsynet inspeksjon inspeksjonen vakt vakta kl ca nr merk obs sein seint sen sent slutt "
    "start starten første annen siste neste forrige hver enkelt linje lenke leir leiren enden "
    "ende ester mens jens rest resten sett set vei veien veg vegen male malen mål mala sanne "
    "annet land landet sand hus huset hund katt is snø regn vær været sol vind bakke trapp trappa "
    "bord bordet stol stolen tavle tavla penn blyant viskelær telefon telefonen mobil mobilen "
    "bilde bildet bilete video film spill spillet spel kamp kampen leker lærte lærer fast felles "
    "faste flott fort frem framover hatt nede nede minne minner linn line lese skrive snakke leke "
    "gå se si høre ta gi bli få ha være vere gjøre gjere komme sitte stå kunne ville skulle måtte "
    "burde begynne slutte prøve hjelpe ringe sende møte melde følge holde lage bruke spille løpe "
    "hoppe kaste slå dytte rope spørre svare fortelle vise vente "
)
ORDINARY = VERBS | _NOT_VERBS | _NOUNS
