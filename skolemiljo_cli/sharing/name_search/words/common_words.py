"""Names that are also ordinary Norwegian words, and words that are no names."""

from skolemiljo_cli.sharing.name_search.words.ordinary_words import word_set

COMMON = word_set(
    # first names
    "alt ask aske arv bjørn bjørk bo bror brage dag dagen dans eira even ella egil elv ene ener "
    "enge fred frode frank gerd glede gro grethe gunn hans hauk heid heidi helge helga håp iben "
    "ida ivar jul kai kong karl kari kim kjell klara knut lea lill lilje lin linn liv loke lykke "
    "mai mari mark mars may mild mille mine min mina mor my målfrid nils nor odd odden ola otter "
    "oter per pia ravn rein reinen rose rosa ro ronja rune runa sander sara sin siv sigd snø sol "
    "solveig stein sten storm stian stig stjerne star svale svan sverre sverd tapper terje tind "
    "tiril tone tor tora tord torden torg toril tove trygg tulla ulf ull ulv una unn vale var "
    "varg vår viktor vilje vidar villa vinter vera verden viv åse ære "
    # surnames
    "aas ås bakk bakke bakken bakker bank bekk bekken berg berge berget bergen bjerk bjerke blikk "
    "blom boe bolt bratt bredesen bru brun brandt broen bruun bryn bråten bugge busk bye bygd bø "
    "bøe bør dahl dal dale dalen eik eide eiken eng engen enger enge eventyr falk fisk fjell "
    "fjeld flo flaten fonn fors foss fossen friis gran grande green grav gravdal grei grønn hage "
    "hagen ham hammer hammeren hansken haug hauge haugen hav heim hei heia helle hellen hall "
    "hjelm hol holm holt holen hope hov hoven hus huse husebø hval hveem høy høgda iversen kjær "
    "klev kleven klokk knapp knutsen kokk kolle kors krog kroken krage kvam kvist kvern lang "
    "lange langen lauv lie lien li lid lind linde løken løkken løv løvås lunde lund lunden lys "
    "lyng løve mo moe moen molde mur myhr myhre myr myra myren mørk møller ness nes nisse neset "
    "nord norman ny nygård nyland næss odden olden opp ore os osen plass prest prestegård rask "
    "raud reitan rekdal ring ringen rist riis ris rud ruud rod roen rønning rygg rød røst røed "
    "sand sande sanden sanne seim seter sett sjø sjøen skaar skar skau skog skoge skogen skoglund "
    "slette sletten smed smith solberg solheim sol sole stang stav steen stein steinen sten "
    "stokke stor storm strand stranda stranden strøm stubb stue svart sve sveen sveum sund sunde "
    "ski tang tangen tide tveit ti to tre teig teigen tjern tofte torp torv ulv ur vad vang "
    "vangen vei vegge vik vika viken viker vinje vold vollen voll vår vårli våge ve øy øya øyen "
    "øye år åsen "
    # months, days, and small words that begin sentences
    "januar april juni juli august venn vennen vender gutt jente barn stille enkel ære om over "
    "under ut inn "
)
"""In running text a name only with a capital; as part of a whole name, always."""

ONLY_NAMES = word_set(
    "brage egil elva fred gerd grethe heidi iben ida ivar karl kari kim kjell knut lea linn "
    "målfrid nils odin ola pia ronja rune runa sander sara sigd siv solveig stian sverre terje "
    "tiril toril tove tulla una viktor vidar bredesen brandt bruun hansken hveem iversen knutsen "
    "kvam løvås moe myhr myhre møller nygård odden reitan rekdal riis ruud rønning røed seim "
    "skaar solberg solheim steen sveen sveum tveit vinje vårli aas bjerk boe braten enger fjeld "
    "friis helle husebø hope rud torp trond "
)
"""Those of them that no dictionary has: in small letters they are names too."""

ROLES = word_set(
    "elev eleven elevene foresatt foresatte medelev mor mora moren far faren mamma pappa mamman "
    "verge lærer læreren kontaktlærer rektor assistent bestemor bestefar mormor farmor morfar "
    "farfar bonusmor bonusfar stemor stefar søster bror tante onkel tvilling vikar inspektør "
    "avdelingsleder skoleleder miljøterapeut helsesykepleier rådgiver skole skolen barnehage ppt "
    "bup barnevernet barnevern nav politiet kommune kommunen statsforvalteren skoleeier sfo "
    "ansatt tilsynsvakt venn venninne nabo advokat ukjent ingen "
)
"""What people are to each other: not a name, even where a case has it as one."""

PARTICLES = word_set(
    "de den der di du la le van von af av fra og el al bin ibn abu ben da dos do ter "
)
"""Small words inside names, which alone identify nobody."""

ABBREVIATIONS = word_set(
    "as asa ba bup bv ca cd dvd dvs eu eøs fau fn gps hms ia id ii iii iop ip it iv ix kl krle mm "
    "mva nav nb nr nrk ok oppl osv pc pdf pp ppt pr ps ref sfo sfs sms ss su tlf tv uka us usa vg "
    "vi vii viii vs xi xl xs "
)
"""Capitals that are not initials, unless written with full stops."""

NOUNS = word_set(
    "sak saken saka saker sakene plan planen møte møtet møtene gjeng gjengen gruppe gruppa "
    "gruppen klikk klikken familie familien foreldre foreldrene forelder mor moren mora mamma "
    "far faren pappa bror broren søster søsteren søsken søsknene venn vennen venner vennene "
    "venninne venninna venninner kamerat kameraten kompis kompisen kompiser tvilling tvillingen "
    "gutten gutta guttene jenta jentene hendelse hendelsen hendelsene episode episoden vedtak "
    "vedtaket tiltak tiltaket tiltakene klasse klassen lærer læreren assistent assistenten "
    "mobbing mobbinga mobbingen prat praten krangel krangelen bråk bråket slagsmål slagsmålet "
    "samtale samtalen logg loggen mappe mappa mappen notat notatet referat referatet navn "
    "navnet rom rommet plass plassen pult pulten hus huset tur turen gate gata gaten fan fans "
    "hater haterne aktig liknende lignende problem problemet situasjon situasjonen konflikt "
    "konflikten oppfølging oppfølgingen side siden "
)  # fmt: skip
"""Words that make compounds with a name, as in «Tyrihanssaken»."""

KIN = word_set(
    "mor mora moren mamma mammaen mamman far faren pappa pappaen foreldre foreldra foreldrene "
    "foresatte foresatt sønn sønnen son sonen datter dattera datteren dotter dottera bror broren "
    "søster søstera søsteren syster systera søsken søsknene lillebror lillebroren lillesøster "
    "lillesøsteren storebror storebroren storesøster storesøsteren tvilling tvillingen "
    "tvillingene gutt gutten guten gutan gutane guttene gutter jente jenta jentene jentan "
    "jentungen guttungen unge ungen ungene ungane ungan barn barnet barna familie familien "
    "huslyden tante tanta onkel onkelen bestemor bestemora bestefar bestefaren mormor morfar "
    "farmor farfar kone kona mann mannen samboer samboeren fetter fetteren kusine kusina nevø "
    "niese stefar stemor bonusfar bonusmor "
)
"""People of a family: «sønnen til», «familien», «-guttene»."""
PERSON_NOUNS = KIN | word_set(
    "gjeng gjengen klikk klikken venn vennen venner vennene venninne venninna venninnene kamerat "
    "kameraten kompis kompisen sak saken saka "
)
"""Words that a name or an initial makes compounds with, and no class, team or vitamin does."""
