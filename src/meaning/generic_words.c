/* English words that do not name a topic.  They are about documents (articles, packages, messages), about saying and doing, or
 * fit anything; statistics alone do not see that "provides" is no topic where one branch of the tree provides more than others. */
#include "meaning/lexicon.h"

/* Not in any label. */
const char tt__glue_words[] =
    "writes wrote write written writing says said saying say tell tells told ask asks asked asking reply replies replied think "
    "thinks thought know knows knew known knowing believe believes believed want wants wanted need needs needed try tries tried "
    "trying get gets got getting gotten give gives gave given giving take takes took taken taking make makes made making come "
    "comes came coming go goes went gone going see sees saw seen seeing look looks looked looking find finds found finding put "
    "puts seem seems seemed keep keeps kept let lets use uses used using useful user's based propose proposes proposed proposing "
    "present presents presented presenting introduce introduces introduced introducing provide provides provided providing "
    "show shows showed shown showing demonstrate demonstrates demonstrated demonstrating describe describes described describing "
    "discuss discusses discussed discussing consider considers considered considering investigate investigates investigated "
    "investigating examine examines examined obtain obtains obtained obtaining achieve achieves achieved achieving allow allows "
    "allowed allowing enable enables enabled enabling require requires required requiring include includes included including "
    "contain contains contained containing involve involves involved involving lead leads led leading improve improves improved "
    "improving reveal reveals revealed suggest suggests suggested indicate indicates indicated indicating report reports "
    "reported reporting observe observes observed perform performs performed performing address addresses addressed addressing "
    "aim aims aimed appear appears appeared exist exists existed existing become becomes became happen happens happened happening "
    "call calls called calling start starts started starting stop stops stopped begin begins began begun end ends ended add adds "
    "added adding apply applies applied applying develop develops developed determine determines determined establish "
    "establishes established derive derives derived compare compares compared comparing related depend depends depending "
    "depended relies rely due via per et al etc eg ie vs ie thus hence therefore however moreover furthermore although though "
    "unless whereas whether within without towards upon among amongst across along around often usually generally typically "
    "currently recently finally especially particularly respectively significantly simply just really actually probably maybe "
    "perhaps certainly quite rather pretty almost already still yet even ever never always sometimes also well much many most "
    "several various numerous certain different similar particular specific significant important possible able likely "
    "available appropriate suitable necessary sufficient able according regarding concerning following fully easily efficiently "
    "effectively better best good great bad worse worst big bigger biggest little lot lots thing things something anything "
    "nothing everything someone anyone everyone everybody anybody nobody somebody way ways kind kinds sort sorts bit guy guys "
    "guess hope wonder sure yes yeah ok okay oh hi hello hey thanks thank please regards cheers sorry re fw fwd wrt dont doesnt "
    "didnt isnt wont cant im ive id won't can't don't doesn't didn't isn't aren't wasn't wouldn't couldn't shouldn't i'm i've "
    "i'll i'd you're you've you'll he's she's it's that's there's what's let's we're we've they're article articles lines "
    "edu com org gov gmt pst est edt pdt http https www html ftp quot nbsp amp lt gt subject organization "
    "distribution nntp posting host newsreader keywords paper papers abstract manuscript preprint page pages last next another others "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october "
    "november december jan feb mar apr jun jul aug sep sept oct nov dec today yesterday tomorrow week weeks month months year "
    "years day days hour hours minute minutes ago now then time times mr mrs ms dr prof";

/* In phrases; alone only where nothing better is there. */
const char tt__generic_words[] =
    "new newer old large larger largest small smaller smallest high higher highest low lower lowest long longer short shorter "
    "main major minor full fully whole real true false right left top bottom back front open free simple easy hard difficult "
    "fast quick slow strong weak early late recent current previous past future present modern novel common general special "
    "single double multiple total overall average standard basic natural local global public private internal external "
    "efficient effective robust accurate powerful flexible additional extra further key critical crucial challenging promising "
    "result results method methods methodology approach approaches technique techniques model models modeling modelling system "
    "systems problem problems solution solutions question questions answer answers issue issues case cases example examples "
    "study studies analysis analyses work works working research researcher researchers experiment experiments experimental "
    "performance framework frameworks task tasks process processes processing property properties structure structures function "
    "functions level levels type types form forms value values number numbers amount size order set sets part parts point points "
    "area areas group groups member members term terms fact facts idea ideas reason reasons effect effects impact role factor "
    "factors feature features condition conditions state states change changes rate rates range line list lists file files name "
    "names word words version versions release support information data dataset datasets people person man men woman women "
    "world country place places side end hand head thing life home house use usage user users application applications program "
    "programs package packages library libraries tool tools utility utilities software code source interface implementation "
    "implementations module modules plugin plugins component components documentation file command option options default "
    "collection text message messages mail email post posts group news copy check run running runs play playing show "
    "ability advantage advantages evidence understanding insight insights knowledge theory theoretical concept concepts "
    "challenge challenges limitation limitations comprehensive extensive existing wide variety space field fields domain domains "
    "accuracy efficiency quality cost limited due potential proposed interest interests addition contrast presence absence "
    "existence behavior behaviour dependence relation relations relationship relationships distribution parameter parameters "
    "measurement measurements observation observations comparison evaluation development design designed activity activities "
    "plan plans move moves deal deals company companies firm firms share shares business market markets service services "
    "net mln bln one two three four five six seven eight nine ten hundred thousand million billion first second third fourth";

/* In phrases, never alone: the commonest first names, for messages are signed. */
const char tt__part_words[] =
    "john david michael mike steve steven stephen paul peter robert bob james jim william tom thomas richard rick "
    "dave dan daniel joe joseph george chris christopher jeff kevin brian andrew andy scott eric matt matthew greg gary ken "
    "kenneth frank henry larry doug roger ron tim keith bruce alan jason jon jonathan ben alex mary susan karen lisa "
    "anne ann jane jennifer laura";
