"""Giving advice, and turning to one's own story, in English.

After what is known of advice in support groups: it comes as imperatives, as modals aimed at "you", as questions that are none
("have you tried") and as what one would do oneself ("if I were you"); softened forms are felt as advice too, though less (D.
Goldsmith, "Communicating Social Support", 2004; E. MacGeorge, B. Feng and K. Guntzviller, "Advice: Expanding the Communication
Paradigm", 2016). Own experience told as such ("what helped me was") is not advice, nor is an offer ("call me"), nor "you don't
have to". How often it is right on replies it has not seen: tests/test_nudge.py.
"""

import re


def _rule(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.VERBOSE)


YOU = r"(?:you|u|ya|yourself|y'all)"
MANNER = (
    r"(?:really|just|always|also|definitely|probably|maybe|perhaps|simply|at\ least|first|still|seriously|"
    r"honestly|even|only|then)"
)
MANNERS = rf"(?:{MANNER}\ )*"

# Verbs that begin a sentence only to tell someone what to do; the second list can also be the subject of one ("Sleep is hard").
DO = (
    r"try|go|get|take|make|stop|do|let|give|ask|tell|find|join|read|keep|remember|consider|avoid|ignore|put|"
    r"set|use|eat|meditate|seek|"
    r"contact|forgive|forget|accept|embrace|allow|surround|block|google|book|speak|reach|learn|begin|add|"
    r"bring|choose|buy|download|listen|"
    r"throw|turn|tackle|build|switch|limit|cut|pick|pray|trust|stay|think|treat|look|call|see|start|quit|"
    r"write|leave|move|change|spend|"
    r"schedule|plan|invest|explore|distract|focus|concentrate|apply|drop|say|sit|stick|follow|celebrate|"
    r"confront|report|document|pack|open|"
    r"push|fight|save|count|journal|note|track|drink|hire|sell|send|sign|wear|wash|clean|play|pretend|be|come|"
    r"face|work|visit|check|ring|phone|text|email|delete|clear|wipe|lift|hide|insist|appeal|consult|demand|"
    r"hand|"
    r"bin|ditch|dump|wait|live|hold|skip|swap|claim|record|sort|chuck|lean|show|notice|avoid|cancel|bring|"
    r"rinse|feed|warm|light|pop"
)
NOUNISH = r"talk(?!\ to\ you)|rest|sleep|walk|practi[cs]e|exercise|breathe|run|dance|swim|stretch|nap|search"
NEGATED = r"(?:don't|do\ not|never|dont)"
OPENERS = (
    r"(?:please|just|so|and|then|but|well|ok|okay|now|first|firstly|second|secondly|next|also|instead|"
    r"definitely|honestly|or|oh|hey|yes|no|omg|tbh|ugh|honestly|ah|look|listen|seriously|my\ friend|hon|"
    r"love|dear)"
)

# After these an imperative is an offer, a greeting, a thank-you or an invitation to say more.
NOT_TOLD = _rule(
    r"^(?:\W|\b(?:please|just|so|and|oh|well|but)\b)*"
    r"(?:take\ (?:good\ )?care\b|take\ (?:all\ )?(?:the|your|as\ much)\ (?:own\ )?(?:sweet\ )?time|feel\ free|"
    r"let\ (?:me|us)\b|tell\ (?:me|us)\b|"
    r"come\ (?:sit|over|back|and\ sit|to\ (?:us|the\ (?:group|circle|kettle)))|(?:call|ring|text|message|"
    r"email|phone|pm|dm)\ me\b|wait,|write\ (?:to\ )?(?:me|us)\b|ask\ (?:me|us)\b|"
    r"say\ (?:as|what|more|it\ (?:again|here|all))|see\ you|look\ forward|looking|"
    r"write\ (?:here\ )?(?:whenever|any\s?time|as)|"
    r"send(?:ing)?\ (?:you|love|hugs|a\ hug)|be\ well|thank|keep\ (?:us|me)\b|come\ (?:when|as)|share\ (?:as|"
    r"whatever|what)|"
    r"do\ you|do\ they|do\ we|does|did|be\ sure\ (?:that\ )?(?:we|i)\b|make\ of\ it|think(?:ing)?\ of\ you|no\ need|"
    r"say\ no\ more|look\ at\ (?:you|us|that)\b|take\ it\ from\ me|get\ this\b|forgive\ me|stop\ me\b|"
    r"go\ on\b|keep\ (?:going|coming|writing|telling|posting|talking)|"
    r"remember,?\ (?:we|i|that\ we)\b|give\ .*\bfrom\ (?:me|us|all)|see\ how\b|watch\ this|hold\ on\b|"
    r"bear\ with|excuse\ me|correct\ me|pardon|"
    r"talk\ (?:to\ you\ )?soon|speak\ soon|hope\b|believe\ me|trust\ me|mind\ you|don't\ (?:mention|"
    r"apologi[sz]e)|do\ not\ apologi[sz]e|go\ (?:well|gently)|god\ bless|bless\ you|stay\ (?:as\ long|"
    r"with\ us))"
)

FREE = (
    # what one did oneself
    _rule(
        r"\b(?:helped|worked\ for|saved|steadied|calmed|got\ me\ through|"
        r"kept\ me)\ ?(?:me)?\b(?!.*\byou\ should\b)(?<=me)"
    ),
    _rule(r"\b(?:for|with|to)\ me,?\ (?:it|that|what|the)\b.*\b(?:was|helped|worked)\b"),
    # what one will not do
    _rule(
        r"\b(?:not|won't|n't)\ (?:\w+\ )?(?:going\ to\ |gonna\ |here\ to\ |trying\ to\ |want\ to\ |wanting\ to\ |"
        r"mean\ to\ )?"
        r"(?:tell|telling|say|saying|give|giving|offer|offering|advise|suggest|push|fix|suggesting)\b(?!.*\bbut\b)"
    ),
    NOT_TOLD,
)

CUT = (
    # what someone else said, unless it is said to be right
    _rule(
        r"\b(?:people|they|everyone|everybody|folks?|some|others|he|she|the\ (?:doctor|nurse|books?|leaflet|"
        r"ward\ sister)|my\ \w+|our\ \w+|your\ \w+)\ "
        r"(?:\w+\ ){0,2}(?:say|says|said|tell|tells|told|telling|saying|insisted|advised|suggested|recommended)\b"
        r"(?!.*\b(?:right|true|agree)\b).*$"
    ),
    _rule(r"\b(?:got\ to|gotta)\ be\ (?:kidding|joking)"),
    _rule(r"\bif\ i\ (?:were|was)\ you,?\ i(?:'d|\ would)\ (?:be|feel|have|cry|hate|want|miss|probably|also|still)\b"),
    _rule(r"\bwhy\ (?:don't|didn't|wouldn't)\ you\ (?:like|feel|want|sleep|trust|believe|think|love|know|need|hear)\b"),
    # nobody has to: the opposite of telling
    _rule(
        rf"\b{YOU}\ (?:really\ |certainly\ |surely\ )?(?:don't|do\ not|didn't|shouldn't|should\ not|needn't|never|"
        rf"won't)\ (?:ever\ )?(?:have\ to|need\ to|owe|had\ to|have\ had\ to|be\ (?:alone|"
        rf"ashamed))\b(?:\ \w+(?:\ \w+)?)?"
    ),
    # how someone must feel
    _rule(
        rf"\b(?:{YOU}|it|that|this|things)\ must\ (?:really\ |still\ |all\ |have\ |just\ |often\ |be\ |feel\ |"
        rf"miss\ |get\ |hurt\ |weigh\ |take\ |make\ )+"
    ),
    _rule(
        rf"\b{YOU}\ should\ (?:be\ (?:so\ |very\ )?(?:proud|heard|held|loved|safe)|know\b|feel\ (?:so\ |"
        rf"very\ )?proud|have\ been|have\ had|never\ have|not\ have)"
    ),
    # what one is made to bear, has to go through, or would wish
    _rule(
        rf"\b(?:whatever|whenever|what|if|when|while|as|how|everything|anything|the\ way|since|"
        rf"where)\ {YOU}\ (?:\w+\ )?(?:can\ get|have|need|want|had|ought|must)(?!\ is\b)\ (?:to\ )?"
    ),
    _rule(
        rf"\b{YOU}\ (?:still\ |also\ )?(?:have|had)\ to\ (?:go\ through|carry|bear|face|watch|hear|live|endure|"
        rf"deal|hold|wake|explain|be|fight|hide|sit|wait|pretend|get\ up|keep|work|beg|choose|smile|stand|listen|"
        rf"ask\ twice|do\ (?:it|this|that|all))\b"
    ),
    # offers
    _rule(
        rf"\b{YOU}\ (?:can|could|may|might)\ {MANNERS}(?:talk|speak|write|call|ring|message|text|come|reach|turn|"
        rf"lean|tell|ask|say|vent|cry|cuss|rant|count|bring|sit|rest)\ (?:to\ |on\ |out\ to\ |with\ |it\ |that\ |"
        rf"all\ of\ it\ |as\ |whatever\ |anything\ )*(?:me|us|here|with\ us|to\ us|as\ much|whatever|any\s?time|"
        rf"whenever)\b"
    ),
    _rule(rf"\bif\ {YOU}(?:'d|\ would)?\ (?:ever\ )?(?:want|like|need|wish|feel\ like)\b"),
)

ADVICE = (
    # modals aimed at you
    _rule(
        rf"\b{YOU}(?:'ll|\ will|'re\ going\ to|\ are\ going\ to|\ really|\ just|\ probably|\ definitely|"
        rf"\ seriously|\ honestly|\ also|\ both|\ simply)*\ (?:should|shouldn't|ought\ to|must|mustn't|need\ to|"
        rf"have\ to|have\ got\ to|gotta|had\ better|better|'d\ better|shouldnt|wanna\ make)\b"
    ),
    _rule(
        rf"\b{YOU}'(?:d\ better|ve\ (?:just\ |really\ )?got\ to|d\ do\ well\ to|d\ be\ (?:better|wise|smart|"
        rf"best)\b)"
    ),
    _rule(rf"\b(?:do|does)\ {YOU}\ not\ think\ {YOU}\ should"),
    _rule(rf"\bshould(?:n't)?\ {YOU}\ (?:not\ |really\ )?(?:be\ )?\w+"),
    _rule(
        rf"\bit's\ (?:up\ to|on)\ {YOU}\ to\b|\bit\ is\ (?:important|essential|vital|crucial|best|better|time|wise|"
        rf"healthy|healthier)\ (?:for\ {YOU}\ )?(?:to|that)\b"
    ),
    _rule(
        r"\bit's\ (?:so\ |really\ |very\ |always\ |probably\ )?(?:important|essential|vital|crucial|best|better|"
        r"time|wise|healthier|a\ good\ idea)\ (?:for\ you\ )?(?:to|that\ you)\b"
    ),
    # questions that are none
    _rule(
        rf"\b(?:have|had|haven't|did)\ {YOU}\ (?:ever\ |also\ |maybe\ |already\ )?(?:tried|try|considered|"
        rf"thought\ (?:about|of)|think\ (?:about|of)|looked\ (?:into|at)|spoken|talked|asked|seen\ (?:a|your|"
        rf"someone|anyone)|been\ to|read|checked|contacted|gone\ to|reached\ out|told|joined|seen\ (?:the|this)|"
        rf"looked\ for|tested|had\ (?:it|your))\b"
    ),
    _rule(
        rf"\bwhy\ (?:don't|not|doesn't|wouldn't|didn't|haven't)\ (?:{YOU}|just|try|go|take|get|ask|call|see|make|"
        rf"start|let|talk|give|write)\b"
    ),
    _rule(r"\b(?:how|what)\ about\ (?:\w+ing\b|a\b|an\b|the\b|some\b|you\b|your\b|if\b)"),
    _rule(rf"\bwhat\ if\ {YOU}\b"),
    _rule(
        rf"\b(?:can't|couldn't|can|could|would|will|won't|wouldn't)\ {YOU}\ (?:not\ |maybe\ |perhaps\ |just\ |"
        rf"at\ least\ )*(?:try|ask|get|talk|go|see|take|consider|speak|call|find|join|move|tell|stop|switch|change|"
        rf"start|put|make|write|set|arrange|sell|hire|let)\b"
    ),
    # what one would do oneself
    _rule(
        rf"\bif\ i\ (?:were|was)\ {YOU}\b|\bwere\ i\ {YOU}\b|\bin\ your\ (?:shoes|place|position|situation|"
        rf"case),?\ i\b|\bif\ it\ (?:were|was)\ me\b|\bi\ would(?:n't)?\ (?:\w+\ )?if\ i\b|"
        rf"\bi'd\ (?:\w+\ ){1, 6}if\ i\ were"
    ),
    _rule(
        r"\bi(?:'d|'ll|\ would|\ will)?\ (?:really\ |strongly\ |highly\ |very\ much\ |always\ |also\ |just\ |"
        r"only\ |suggest\ |cannot\ )*(?:suggest|recommend|advise|urge|encourage\ you|beg\ you\ to|want\ you\ to|"
        r"need\ you\ to|think\ you\ should|say\ (?:go|get|try|talk|take|you\ should))\b"
    ),
    _rule(
        r"\b(?:my|a|some|one\ (?:piece|bit)\ of|a\ (?:piece|bit|word)\ of|best)\ (?:\w+\ )?(?:advice|suggestion|"
        r"recommendation|tip|two\ cents)\b|\btip:|\btips?\ for\ you\b"
    ),
    # the one right thing
    _rule(
        rf"\b(?:the\ )?(?:best|only|first|main|important|most\ important|right|smart|next|kindest|healthiest|"
        rf"one)\ (?:thing|way|option|step|move|advice|cure|medicine)\s(?:to\ do\ |{YOU}\ can\ do\ |for\ {YOU}\ |"
        rf"here\ |now\ |forward\ |to\ \w+(?:\ \w+)?\ |is\ to\ |{YOU}\ (?:can|could)\ )*(?:is|would\ be|might\ be)\b"
    ),
    _rule(
        rf"\bthe\ (?:trick|key|secret|answer|solution|cure|point|goal)\ (?:here\ |for\ {YOU}\ )?is\b|\b(?:all|what|"
        rf"one\ thing)\ {YOU}\ (?:really\ |could\ |can\ |should\ )?(?:need|have|ought|should|could|can|must|"
        rf"do)\ (?:to\ )?(?:do\ )?(?:now\ )?is\b"
    ),
    _rule(
        r"\b(?:that|this|it|therapy|counsell?ing|exercise|meditation|yoga|medication|journall?ing|a\ \w+|"
        r"the\ \w+)\ (?:will|would|should)\ (?:really\ |definitely\ |surely\ |probably\ |also\ )*(?:help|"
        r"do\ you\ good|be\ good\ for|make\ you\ feel|benefit|sort|fix|be\ best)\b"
    ),
    _rule(
        r"\b(?:make\ sure|be\ sure|don't\ forget|do\ not\ forget|try\ (?:not\ )?to|try\ and|remember\ (?:to|that)|"
        r"you\ want\ to\ (?:make|be|get|start)|no\ use|there's\ no\ (?:use|point)\ in|quit\ \w+ing|stop\ \w+ing)\b"
    ),
    # what is needed, by whomever
    _rule(
        rf"\b{YOU}\ (?:just\ |really\ |only\ )*need\ (?!(?:help\ understanding|us|me)\b)\w+|\b(?:he|she|they|it|"
        rf"that\ \w+|this\ \w+|your\ \w+|somebody|someone|this|that)\ needs?\ (?:to|a|some)\b"
    ),
    _rule(
        r"^\W*(?:i\ think\ )?(?:it's\ |it\ is\ )?(?:high\ |about\ )?time\ (?:to|you|for)\b|\bhigh\ time\b|"
        r"\bthe\ sooner\b.*\bthe\ better\b|\bsooner\ rather\ than\ later\b"
    ),
    _rule(
        rf"\b(?:won't|will\ never|never|nothing\ will|can't|cannot)\b.*\b(?:unless|until|till)\ {YOU}\b|"
        rf"\bno\ (?:point|sense|good)\ (?:in\ )?\w+ing\b"
    ),
    _rule(
        r"^\W*no\ more\ \w+|,?\ no\ \w+\ (?:after|before|until|in\ the\ house|at\ night)\b|\bis\ (?:the\ )?key\b|"
        r"\bis\ (?:everything|vital|essential)\b"
    ),
    _rule(
        rf"\bkindly\ \w+|\bdo\ the\ needful\b|\bit\ is\ (?:necessary|advisable|recommended)\b|\bit\ must\ that\b|"
        rf"\b(?:be\ )?irresponsible\ not\ to\b|\bwould\ {YOU}\ ever\ \w+|\b{YOU}\ will\ (?:go|not|ring|call|get|"
        rf"see|tell|take|eat|sleep)\b"
    ),
    _rule(
        r"^\W*first(?:ly|\ of\ all|\ thing)?,?\ (?:you|tomorrow|ring|call|get|make|thing)\b|"
        r"\bfirst,\ \w+\ second\b|^\W*\d[.):]\ \w+"
    ),
    _rule(
        r"\bwhat\ you\ (?:really\ |actually\ )?(?:need|want)\ is\b|\ball\ you\ have\ to\ do\b|"
        r"\bwon't\ bring\ (?:him|her|them|it)\ back\b"
    ),
    _rule(
        r"(?<!n\'t\ )(?<!to\ )\b(?:chin\ up|stay\ strong|be\ strong|man\ up|cop\ on|move\ on\ with|get\ over\ it|"
        r"toughen\ up|cheer\ up|snap\ out|thicker\ skin|look\ on\ the\ bright)\b"
    ),
    # remedies as bare nouns, and what is said to do the trick
    _rule(
        r"^\W*(?:counsell?ing|therapy|sleep|rest|water|food|earplugs|boundaries|bed|meds|medication|exercise|yoga|"
        r"magnesium|prayer|patience|a\ (?:good\ )?(?:walk|holiday|bath|lawyer|solicitor|doctor|gp)|fresh\ air|aa|"
        r"al-anon)(?:[,.!]|$)(?!\W*(?:i|it|that))"
    ),
    _rule(
        r"\bnothing\b.*\b(?:won't|can't|doesn't)\ (?:fix|cure|solve|sort)\b|\b(?:is|are)\ (?:the\ answer|"
        r"what\ you\ need|a\ must|the\ only\ way)\b|\b(?:does|do|did|will\ do)\ the\ trick\b|\bworks\ a\ treat\b|"
        r"\balways\ works\b|\bsort\ you\ out\b|\bsee\ you\ right\b"
    ),
    _rule(
        rf"\bpromise\ me\ (?:that\ )?{YOU}|\b{YOU}(?:'re|\ are|'d\ be|\ would\ be)\ (?:so\ much\ |far\ |"
        rf"much\ )?better\ (?:off|to|if)|\bdo\ yourself\ a\ favou?r\b|\b{YOU}(?:'re|"
        rf"\ are)\ (?:not\ )?supposed\ to\b|\bwhatever\ you\ do\b|\bunder\ no\ circumstances\b|"
        rf"\benough\ is\ enough\b|\b{YOU}\ go\ (?:and|to|straight)\b|\b{YOU}\ could\ do\ with\b|"
        rf"\bgoing\ to\ want\ to\b"
    ),
    _rule(
        r"\b(?:may|might|can|could|allow\ me\ to)\ (?:i\ )?(?:suggest|recommend|advise)\b|\b(?:we|one|a\ person|"
        r"a\ body)\ (?:must|should|ought\ to|has\ to)\b|\bgod\ wants\ you\b|\bneeds?\ (?:checking|looking\ at|"
        r"a\ doctor|seeing\ to|sorting)\b|\bwants\ (?:checking|looking\ at|seeing\ to)\b"
    ),
    _rule(r",\ (?:go|try\ it|do\ it|join|call\ them|ring\ them|leave|get\ out)\W*$"),
    # a bare verb at the head of a sentence, or of a piece of one
    _rule(
        rf"^\W*(?:{OPENERS}\W+)*(?:{NEGATED}\ (?:be\b|let\b|give\ up\b|\w+)|(?:{DO})\b(?!['’](?:s|d|ll))(?!\ (?:is|"
        rf"was|are|were|has|had|would|must|will|can|can't|could|seems?|sounds?|feels?|takes?|gets?|of|you\ (?:feel|"
        rf"think|mean|have|want|know)|i)\b)|(?:{NOUNISH})\ (?:to|with|it|as|at|about|in|on|for|through|every|more|"
        rf"some|outside|around|when|before|while|whenever|deeply|slowly)\b)"
    ),
    _rule(
        r"(?:[,:—–-]|\b(?:and|then|so|but|or))\ (?:please\ |just\ |then\ |now\ |instead\ |also\ |definitely\ |"
        r"first\ |at\ least\ |kindly\ )*(?:try|ring|phone|wait|rest\ your|delete|get\ that|hide|insist|appeal|"
        r"clear|go\ (?:to|and|for|see)|get\ (?:some|a|help|out|yourself)|talk\ to|speak\ to|ask\ (?:for|your|him|"
        r"her|them|the)|see\ (?:a|your)|take\ (?:a|some|care\ of|it)|make\ (?:an|a|time|sure)|don't\ (?:let|be|"
        r"give|wait|worry|\w+)|let\ (?:go|it|him|her|yourself|them)|stop|remember|give\ (?:yourself|it|him|her)|"
        r"put\ (?:it|him|her|them|the|your)|be\ (?:kind|gentle|honest|strong|patient)|allow|focus|keep\ (?:a|"
        r"going|busy|trying|your)|look\ (?:into|for|at|after)|call\ (?:the|your|a|them|him|her)|write\ (?:it|a|"
        r"down)|find\ (?:a|some|someone|time)|start|join|consider|treat|tell\ (?:him|her|them|your))\b"
    ),
)

HINT = (
    _rule(
        r"\b(?:ever\ (?:tried|thought|considered|been\ to)|any\ chance\ (?:of|you)|is\ there\ (?:anyone|someone|"
        r"anybody|somebody|a\ \w+)\ (?:\w+\ ){0,3}(?:could|can|might|would)|has\ anyone\ mentioned|"
        r"did\ you\ know\ (?:that\ )?there|in\ case\ it(?:'s|\ helps|\ is)|for\ what\ it's\ worth|fwiw|"
        r"no\ pressure\ but|putting\ it\ out\ there|if\ it\ helps|not\ sure\ (?:if|whether)\ (?:it|this|"
        r"that)\ helps)\b"
    ),
    _rule(
        r"\bcould\ (?:your|someone|anyone|somebody|the)\ \w+(?:\ \w+)?\ (?:take|help|come|do|have|mind|ring|speak|"
        r"talk|sit|give|cook|drive|stay|look)\b|\bwould\ (?:your|someone)\ \w+\ (?:take|help|come|have|mind|"
        r"listen|understand)\b"
    ),
    _rule(
        r"\b(?:it|that|which|talking|walking|writing|music|breathing|sleep|gardening|prayer|routine|swimming|"
        r"reading|a\ \w+|\w+ing)\ (?:really\ |always\ |often\ |sometimes\ |also\ )?helps\b(?!\ me\b)"
    ),
    _rule(
        r"\bthere(?:'s|\ is|\ are)\ (?:\w+\ ){0,4}(?:group|meeting|course|line|number|charity|book|app|podcast|"
        r"forum|class|choir|club|drop-in|nurse|allowance|benefit|grant|scheme)s?\b"
    ),
    _rule(
        r"\b(?:perhaps|maybe)\W*$|^\W*(?:a\ (?:bit|little|small|wee)\ (?:of\ (?:a\ )?)?\w+)\W*\?$|\beasier\ (?:if|"
        r"with)\b|\bkinder\ to\ yourself\b|\b(?:try|do)\ what\ i\ did\b"
    ),
    _rule(
        r"\b(?:my|the|our|a)\ (?:counsellor|counselor|therapist|doctor|gp|sponsor|nurse|facilitator|psychologist|"
        r"physio|pastor|priest|midwife)\ (?:\w+\ )?(?:says?|swears|recommends?|suggested|suggests|"
        r"told\ me)\ (?:to|that\ you|you|never|always)\b"
    ),
    _rule(
        r"\b(?:can|could|would|might|may|will)\ (?:do\ (?:you\ )?(?:some\ |a\ world\ of\ |"
        r"the\ world\ of\ )?(?:good|wonders)|give\ (?:you\ )?(?:some\ )?relief|take\ the\ edge\ off)\b|"
        r"\bdo\ wonders\b|\bwouldn't\ go\ amiss\b|\bnever\ hurt\ (?:anyone|anybody)\b|\bnot\ (?:a\ )?bad\ idea\b|"
        r"\bhalf\ the\ battle\b|\bworks\ wonders\b"
    ),
    _rule(
        r"\bwould\ (?:it|there)\ (?:help|be\ (?:an\ idea|any\ use|worth|possible|easier|good))\b|"
        r"\bsometimes\ it(?:\ helps|'s\ easier|'s\ good|\ is\ easier|\ is\ good)\b|\bit\ (?:might|may|"
        r"could)\ be\ (?:easier|good|worth|kinder|time)\b"
    ),
    _rule(
        r"\b(?:maybe|perhaps)\ (?:your\ \w+\ (?:can|could|would|might)|less|more|fewer|no\b|next|just|to\ \w+)|"
        r"\bwere\ you\ to\b|\b(?:u|you)\ (?:might|may|could)\ (?:even\ |maybe\ |also\ )?(?:like|enjoy|save|have)\b"
    ),
    _rule(
        r"\b(?:wonder(?:ing|ed)?)\ (?:if|whether)\ (?:your|having|a|some|the|it|talking|writing|you(?:'d|\ would|"
        r"\ might|\ could)|there)\b"
    ),
    _rule(
        r"\b(?:one\ day\ at\ a\ time|baby\ steps|empty\ cup|(?:be|go)\ (?:gentle|easy|kind)\ (?:with|on|"
        r"to)\ yourself|fresh\ air)\b|\b(?:i|we)\ could\ (?:send|give|lend|find)\ you\ (?:the|a|my)\b|"
        r"\bgive\ you\ the\ (?:title|name|number)\b"
    ),
    _rule(
        r"\bi(?:'?d|\ would)\ (?:just\ |probably\ |maybe\ )?(?:go|get|leave|ring|call|see|ask|tell|keep|wait|talk|"
        r"move|report|check|be\ (?:a\ bit\ |a\ little\ )?(?:wary|careful)|hold\ off|want\ (?:that|it)\ (?:checked|"
        r"looked))\b|\b(?:hope\ you'll|hope\ that\ you\ will)\ (?:let|tell|see|ask|talk|get|take|find)\b"
    ),
    _rule(
        r"\bthere's\ (?:usually|always|often|also)\ an?\ \w+|\b(?:a\ lot|lots|many|most)\ of\ (?:\w+\ ){1,4}(?:go|"
        r"find|use|swear|do|take)\b|\bmany\ people\b.*\bfind\b"
    ),
    _rule(
        rf"\b{YOU}\ (?:could|might|may|can)\ (?:{MANNER}\ )*(?:want\ to|like\ to|try|consider|look|ask|join|see|go|"
        rf"start|take|get|make|find|contact|check|think|do|use|set|put|keep|let|give|read|talk|speak|call|write|"
        rf"tell|switch|change|work|learn|build|plan|apply|benefit|choose|move|treat|practi[cs]e|experiment|visit|"
        rf"arrange|invite|stop|bring|say|buy|leave|hire|sell|begin|schedule|explore|focus|cut|spend|walk)\b"
    ),
    _rule(
        rf"\b(?:maybe|perhaps|possibly)\ (?:it's\ time|{YOU}\ (?:could|can|should|need|might|just)|try|a|an|some|"
        rf"the|see|ask|go|take|talk|there's|look|start|think|\w+ing\b|get|write|put|let|give|find|next\ time)\b"
    ),
    _rule(
        r"\b(?:it|that|this|therapy|counsell?ing|exercise|meditation|yoga|medication|journall?ing|walking|writing|"
        r"talking|a\ \w+(?:\ \w+)?|\w+ing(?:\ \w+){0,4})\ (?:can|could|might|may)\ (?:really\ |also\ |be\ |even\ |"
        r"actually\ |sometimes\ |well\ )*(?:help|useful|helpful|worth|good|do\ you\ good|make\ a\ difference|ease|"
        r"work)\b"
    ),
    _rule(
        r"\bworth\ (?:a\ (?:try|shot|look|go|call|thought)|trying|looking|asking|considering|checking|\w+ing)\b|"
        r"\b(?:a|one|another)\ (?:good\ |nice\ |possible\ |gentle\ )?(?:idea|option|thought|possibility)\ (?:is|"
        r"would|could|might|may)\b|\bjust\ (?:a\ thought|an\ idea|an\ option)\b|\bfood\ for\ thought\b"
    ),
    _rule(
        rf"\b(?:i\ wonder|wondering|i'm\ curious)\ (?:if|whether)\ (?:{YOU}\ (?:could|might|can|should|"
        rf"have\ (?:tried|thought|considered)|would)|it\ (?:would|might|could)\ help|a|there's|talking|writing)\b"
    ),
    _rule(
        r"\b(?:there\ (?:are|is|'s)|there's)\ (?:\w+\ ){0,3}(?:groups?|apps?|books?|services?|medications?|"
        r"courses?|helplines?|hotlines?|websites?|charit(?:y|ies)|therapists?|treatments?)\b"
    ),
    _rule(
        rf"\b(?:i\ )?(?:hope|think|feel|believe)\ (?:that\ )?{YOU}\ (?:could|can|might)\ (?:try|find\ a|get|talk|"
        rf"see|start|learn|let)\b|\bi\ think\ (?:a|an|some|talking|getting|seeing|taking)\b"
    ),
    _rule(
        rf"\b(?:some|many|most|lots\ of|a\ lot\ of|other)\ (?:people|folks|of\ us)\ (?:find|found|swear\ by|use|do|"
        rf"go|like)\b|\b{YOU}\ deserve\ to\ (?:take|get|see|treat|ask)\b|\b(?:if|when)\ {YOU}\ (?:can|"
        rf"could),?\ (?:try|get|take|go|find|let)\b"
    ),
)

WHO = (
    r"(?:mum|mom|mother|dad|father|son|daughter|brother|sister|husband|wife|partner|friend|best\ friend|gran|"
    r"grandma|grandmother|grandad|"
    r"grandpa|grandfather|nan|aunt|auntie|uncle|cousin|child|baby|dog|cat|ex|boss|boy|girl|kids?|twin|"
    r"fianc[eé]e?|nephew|niece|marriage)"
)
OWN_STORY = (
    _rule(
        r"^(?!.*\b(?:you|your|u)\b)\W*(?:and\ |but\ |so\ )?(?:i've\ (?:been|had|lost|lived|struggled|carried|"
        r"buried|worked)|i\ have\ (?:been|had|lost|lived)|we\ (?:lost|had|buried|were|never|moved|split)|"
        r"it\ took\ me|took\ me\ (?:years|months|\w+)|i'm\ \w+\ (?:years|months|now)|back\ in\ (?:the|'?\d|"
        r"nineteen))\b\ (?:\S+\ ){2,}"
    ),
    # a whole sentence of one's own past, with no "you" in it, that is not about reading the story
    _rule(
        r"^(?!.*\b(?:you|your|u)\b)(?:\W|\b(?:and|but|oh|well|then|so|yes|since|after|before|"
        r"some\ days)\b)*i\ (?:once\ |too\ |also\ |just\ |never\ |still\ )*"
        r"(?!(?:read|noticed|heard|smiled|laughed|felt|loved|cried|nodded|stopped|needed|wanted|wished|hoped|"
        r"missed|reread|re-read|winced|learned)\b)"
        r"(?:\w+ed|was|had|did|lost|hid|spent|kept|left|went|got|drank|slept|stood|ate|fell|told|sat|lay|gave|"
        r"took|found|came|made|met|saw|ran|grew|wore|drove|woke)\ (?:\S+\ ){2,}"
    ),
    _rule(
        r"^(?!.*\b(?:you|your|u)\b)\W*(?:my|our|ma)\ (?:\w+\ ){1,4}(?:was|were|wis|had|died|went|left|got|took|"
        r"came|and\ i|made|lost|found|told|kept|used)\b"
    ),
    _rule(
        r"\b(?:since|after|before)\ (?:i|our|my)\ (?:\w+\ )?(?:retired|died|passed|left|divorced|moved|lost|"
        r"stopped|went|was|danny|had)\b|\bhappened\ to\ me\b|\bthey\ (?:made|gave|took|told|sent)\ me\ \w+\ (?:on|"
        r"at|in|a)\b|\b(?:been|that's|that\ was)\ my\ life\b|\bi\ had\ \w+\ .*\bmyself\b"
    ),
    _rule(rf"\b(?:when|after|since|before|because|the\ (?:day|night|week|year|time))\ my\ (?:\w+\ )?{WHO}\b"),
    _rule(
        rf"\bmy\ (?:own\ |late\ |little\ |older\ |younger\ )?{WHO}\ (?:\w+\ )?(?:died|passed|left|was|had|got|did|"
        rf"went|is|has|also|too|never|would|used|used\ to)\b"
    ),
    _rule(
        r"\bwhen\ i\ (?:lost|was|had|went|got|left|first|got|came|started|moved|found|broke|heard|saw|quit|"
        r"stopped|divorced|gave|buried)\b"
    ),
    _rule(
        r"\bi\ (?:too\ |also\ |once\ |myself\ )?(?:lost|buried|went\ through|had|was\ diagnosed|"
        r"was\ (?:just\ )?(?:like|in)|struggled|suffered|felt\ the|experienced|faced|did|know|dealt|"
        r"divorced)\ (?:\w+\ ){0,3}(?:too|myself|same|similar|exactly|my|also|as\ well|it\ all|that\ myself)\b"
    ),
    _rule(
        r"\b(?:the\ )?(?:exact\ )?same\ (?:thing\ )?(?:happened\ (?:to|with)|here|with|for|thing\ with|as)\ (?:me|"
        r"my|us|mine)\b"
    ),
    _rule(
        r"\bi\ know\ (?:exactly\ |just\ |precisely\ |all\ too\ well\ )?(?:how|what)\ (?:you|that|this|"
        r"it)\ (?:feel|feels|mean|is|are|'re)\b"
    ),
    _rule(
        r"\b(?:that|this|it)\ (?:really\ |so\ )?(?:reminds\ me|sounds\ (?:just\ |exactly\ |a\ lot\ )?like\ (?:me|"
        r"my|when\ i)|takes\ me\ back|makes\ me\ think\ of\ (?:my|when|the\ time)|is\ (?:just\ |"
        r"exactly\ )?(?:like\ )?(?:my\ (?:own\ )?(?:story|life|situation)|what\ happened\ to\ me))\b"
    ),
    _rule(
        r"\b(?:in|from)\ my\ (?:own\ )?(?:case|experience|situation|life|story|family)\b|\bmy\ (?:own\ )?(?:story|"
        r"experience|situation|divorce|illness|diagnosis|breakdown|depression|anxiety|grief|loss|cancer|addiction|"
        r"recovery|panic)\b|\b(?:me\ and|mine\ (?:was|is|did|died|left))\b|\bas\ for\ me\b"
    ),
    _rule(
        r"\b(?:for\ me|what\ helped\ me|what\ worked\ for\ me|what\ got\ me\ through)\b|\bi\ (?:remember|used\ to|"
        r"ended\ up|eventually|finally|tried|found|started|decided|learned|realised|realized|kept)\b"
    ),
    _rule(
        r"\b(?:years?|months?|weeks?)\ (?:ago|later|after),?\ i\b|\b(?:last|that)\ (?:year|month|winter|summer|"
        r"spring|autumn|week),?\ i\b|\bi\ (?:was|am|'m|had\ been)\ \w+\ (?:years?|months?)\ (?:old|in|out|sober|"
        r"clean)\b"
    ),
)
