"""Words that carry grammar and no news, for the time before document frequencies have been learnt.

A stream learns from its own articles which terms are common. Its first articles have nothing to learn
from, so these words start out as common. Closed classes only (articles, pronouns, prepositions,
conjunctions, auxiliaries, and the verbs of saying that news prose can't do without).
"""

ENGLISH = """a about after against all also although am among an and another any are around as at back be
because been before being between both but by can could did do does doing down during each even every few
for from get had has have having he her here him his how however if in into is it its just last like made
make many may me more most much must my new no nor not now of off on once one only or other our out over
own per put said same say saying says she should since so some still such take than that the their them
then there these they this those though through to told too two under until up upon us very via was we
well were what when where whether which while who whom whose why will with within without would year
years yet you your"""

GERMAN = """aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bereits bin
bis da damit dann das dass dem den denn der deren des dessen die dies diese diesem diesen dieser dieses doch
dort du durch ein eine einem einen einer eines er es etwa für gegen gegenüber habe haben hat hatte hatten ich
ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ist ja jedoch jetzt kann kein keine keinen können man
mehr mit müssen nach nicht noch nun nur ob oder ohne sagte sagt sei sein seine seinem seinen seiner seit
sich sie sind so soll sollen sowie und um uns unter vom von vor war waren was weil weiter wenn wer werde
werden wie wieder will wir wird wo wurde wurden zu zum zur zwei zwischen über"""

FRENCH = """a afin ai ainsi alors après au aucun aussi autre autres aux avait avant avec avoir c car ce cela
celle celui ces cet cette ceux chez comme contre d dans de depuis des deux dit dont du déclaré elle elles en
encore entre est et eu être eux fait faire il ils indiqué j je jusqu l la le les leur leurs lors lui mais
même moins n ne ni non nos notre nous on ont ou où par parmi pas pendant peu peut plus pour pourrait qu quand
que quelques qui s sa sans se selon ses si sont sous sur ses toujours tous tout toute toutes très un une vers
voir vous y à était étaient été"""

SPANISH = """a al algo algunos ante antes año años aunque así bajo cada como con contra cual cuando de del
desde después dice dijo donde dos durante e el ella ellos en entre era eran es esa ese eso esta estaba
estado están estar este esto estos está fue fueron ha haber había han hasta hay la las le les lo los mas me
mientras mismo muy más ni no nos nosotros o otra otras otro otros para pero poco por porque puede que quien
se sea según ser si sido sin sobre son su sus sí también tan tanto tiene tienen todo todos tras tres tu un
una unas uno unos y ya yo él"""

RUSSIAN = """а без более больше бы был была были было быть в вам вас во вот все всего всех вы где да для до
его ее если есть еще же за заявил и из или им их к как когда который которая которое которые которых кто ли
между меня мне может мы на над нам нас не него нее нет ни них но о об один однако он она они оно от по под
после при про с сам сейчас своего своей своих себя сказал со так также такой там тем то того тоже только том
тот у уже хотя чего чем что чтобы эта эти этих это этого этой этом этот я"""

ITALIAN_PORTUGUESE = """
ai al alla alle anche aos as che ci col com come con cui da dal dalla das de degli dei
del della delle di do dos e ed em era essere foi fra gli ha hanno i il io la le lo loro ma mais mas na nas nel
nella no non nos não o ogni os para pela pelo per più por quando quella quello questa questo se sem ser si
sono sua sulla suo tra um uma un una uno é è à"""

FUNCTION_WORDS = frozenset(" ".join((ENGLISH, GERMAN, FRENCH, SPANISH, RUSSIAN, ITALIAN_PORTUGUESE)).split())
