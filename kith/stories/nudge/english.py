"""Giving advice, and turning to one's own story, in English.

After what is known of advice in support groups: it comes as imperatives, as modals aimed at "you", as questions that are none ("have
you tried") and as what one would do oneself ("if I were you"); softened forms are felt as advice too, though less (A. Wang and
others on online health communities; D. Goldsmith, "Communicating Social Support", 2004). Own experience told as such ("what helped me
was") is not advice, nor is an offer ("call me"), nor "you don't have to".
"""

import re


def _rule(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.VERBOSE)


YOU = r"(?:you|u|ya|yourself|y'all)"
MANNER = r"(?:really|just|always|also|definitely|probably|maybe|perhaps|simply|at\ least|first|still|seriously|honestly|even|only|then)"
MANNERS = rf"(?:{MANNER}\ )*"

# Verbs that begin a sentence only to tell someone what to do; the second list can also be the subject of one ("Sleep is hard").
DO = (
    r"try|go|get|take|make|stop|do|let|give|ask|tell|find|join|read|keep|remember|consider|avoid|ignore|put|set|use|eat|meditate|seek|"
    r"contact|forgive|forget|accept|embrace|allow|surround|block|google|book|speak|reach|learn|begin|add|bring|choose|buy|download|listen|"
    r"throw|turn|tackle|build|switch|limit|cut|pick|pray|trust|stay|think|treat|look|call|see|start|quit|write|leave|move|change|spend|"
    r"schedule|plan|invest|explore|distract|focus|concentrate|apply|drop|say|sit|stick|follow|celebrate|confront|report|document|pack|open|"
    r"push|fight|save|count|journal|note|track|drink|hire|sell|send|sign|wear|wash|clean|play|pretend|be|come|face|work|visit|check"
)
NOUNISH = r"talk|rest|sleep|walk|practi[cs]e|exercise|breathe|run|dance|swim|stretch|nap|search"
NEGATED = r"(?:don't|do\ not|never|dont)"
OPENERS = r"(?:please|just|so|and|then|but|well|ok|okay|now|first|firstly|second|secondly|next|also|instead|definitely|honestly|or|oh|hey|yes|no|seriously|my\ friend|hon|love|dear)"

# After these an imperative is an offer, a greeting, a thank-you or an invitation to say more.
NOT_TOLD = _rule(
    r"^(?:\W|\b(?:please|just|so|and|oh|well|but)\b)*"
    r"(?:take\ (?:good\ )?care\b|take\ (?:all\ )?(?:the|your|as\ much)\ (?:own\ )?(?:sweet\ )?time|feel\ free|let\ (?:me|us)\b|tell\ (?:me|us)\b|"
    r"come\ (?:sit|over|back|and\ sit|to\ (?:us|the\ (?:group|circle|kettle)))|call\ me\b|write\ (?:to\ )?(?:me|us)\b|ask\ (?:me|us)\b|"
    r"say\ (?:as|what|more|it\ (?:again|here|all))|see\ you|look\ forward|looking|write\ (?:here\ )?(?:whenever|any\s?time|as)|"
    r"send(?:ing)?\ (?:you|love|hugs|a\ hug)|be\ well|thank|keep\ (?:us|me)\b|come\ (?:when|as)|share\ (?:as|whatever|what)|"
    r"do\ you|do\ they|do\ we|does|did|be\ sure\ (?:that\ )?(?:we|i)\b|make\ of\ it|think(?:ing)?\ of\ you|no\ need|"
    r"believe\ me|trust\ me|mind\ you|don't\ (?:mention|apologi[sz]e)|do\ not\ apologi[sz]e|go\ (?:well|gently)|god\ bless|bless\ you|stay\ (?:as\ long|with\ us))"
)

FREE = (
    # what someone else said
    _rule(
        r"\b(?:people|they|everyone|everybody|folks|some|others|he|she|the\ (?:doctor|nurse|books?|leaflet)|my\ \w+|our\ \w+|your\ \w+)\ "
        r"(?:\w+\ )?(?:say|says|said|tell|tells|told|telling|saying|kept\ telling|insisted|advised|suggested|recommended)\b(?!\ you\ should)"
    ),
    # what one did oneself
    _rule(r"\b(?:helped|worked\ for|saved|got|kept|carried|taught|gave|did\ it\ for|steadied|calmed|made)\ me\b"),
    _rule(r"\b(?:for|with|to)\ me,?\ (?:it|that|what|the)\b.*\b(?:was|helped|worked)\b"),
    # what one will not do
    _rule(r"\b(?:not|won't|n't)\ (?:\w+\ )?(?:going\ to|gonna|here\ to|trying\ to|want\ to|wanting\ to|mean\ to)?\ ?(?:tell|telling|say|saying|give|giving|offer|offering|advise|suggest|push|fix|suggesting)\b"),
    NOT_TOLD,
)

CUT = (
    # nobody has to: the opposite of telling
    _rule(rf"\b{YOU}\ (?:really\ |certainly\ |surely\ )?(?:don't|do\ not|didn't|shouldn't|should\ not|needn't|never|won't)\ (?:ever\ )?(?:have\ to|need\ to|owe|had\ to|have\ had\ to|be\ (?:alone|ashamed))\b"),
    # how someone must feel
    _rule(rf"\b(?:{YOU}|it|that|this|things)\ must\ (?:really\ |still\ |all\ |have\ |just\ |often\ |be\ |feel\ |miss\ |get\ |hurt\ |weigh\ |take\ |make\ )+"),
    _rule(rf"\b{YOU}\ should\ (?:be\ (?:so\ |very\ )?(?:proud|heard|held|loved|safe)|know\b|feel\ (?:so\ |very\ )?proud|have\ been|have\ had|never\ have|not\ have)"),
    # what one is made to bear, has to go through, or would wish
    _rule(rf"\b(?:what|whatever|whenever|if|when|while|all|as|that|how|why|because|everything|anything|the\ way|since|where|until|one\ more\ thing)\ (?:it\ is\ )?{YOU}\ (?:\w+\ )?(?:have|need|want|had|ought|must|should|could|can|might)\ (?:to\ )?"),
    _rule(rf"\b{YOU}\ (?:still\ |also\ )?(?:have|had)\ to\ (?:go\ through|carry|bear|face|watch|hear|live|endure|deal|hold|wake|explain|be|fight|hide|sit|wait|pretend|do\ (?:it|this|that|all))\b"),
    # offers
    _rule(rf"\b{YOU}\ (?:can|could|may|might)\ {MANNERS}(?:talk|speak|write|call|ring|message|text|come|reach|turn|lean|tell|ask|say|vent|cry|cuss|rant|count|bring|sit|rest)\ (?:to\ |on\ |out\ to\ |with\ |it\ |that\ |all\ of\ it\ |as\ |whatever\ |anything\ )*(?:me|us|here|with\ us|to\ us|as\ much|whatever|any\s?time|whenever)\b"),
    _rule(rf"\bif\ {YOU}(?:'d|\ would)?\ (?:ever\ )?(?:want|like|need|wish|feel\ like)\b"),
)

ADVICE = (
    # modals aimed at you
    _rule(rf"\b{YOU}(?:'ll|\ will|'re\ going\ to|\ are\ going\ to|\ really|\ just|\ probably|\ definitely|\ seriously|\ honestly|\ also|\ both|\ simply)*\ (?:should|shouldn't|ought\ to|must|mustn't|need\ to|have\ to|have\ got\ to|gotta|had\ better|better|'d\ better|shouldnt|wanna\ make)\b"),
    _rule(rf"\b{YOU}'(?:d\ better|ve\ (?:just\ |really\ )?got\ to|d\ do\ well\ to|d\ be\ (?:better|wise|smart|best)\b)"),
    _rule(rf"\b(?:do|does)\ {YOU}\ not\ think\ {YOU}\ should"),
    _rule(rf"\bshould(?:n't)?\ {YOU}\ (?:not\ |really\ )?(?:be\ )?\w+"),
    _rule(rf"\bit's\ (?:up\ to|on)\ {YOU}\ to\b|\bit\ is\ (?:important|essential|vital|crucial|best|better|time|wise|healthy|healthier)\ (?:for\ {YOU}\ )?(?:to|that)\b"),
    _rule(r"\bit's\ (?:so\ |really\ |very\ |always\ |probably\ )?(?:important|essential|vital|crucial|best|better|time|wise|healthier|a\ good\ idea)\ (?:for\ you\ )?(?:to|that\ you)\b"),
    # questions that are none
    _rule(rf"\b(?:have|had|haven't|did)\ {YOU}\ (?:ever\ |also\ |maybe\ |already\ )?(?:tried|try|considered|thought\ (?:about|of)|think\ (?:about|of)|looked\ (?:into|at)|spoken|talked|asked|seen\ (?:a|your|someone|anyone)|been\ to|read|checked|contacted|gone\ to|reached\ out|told|joined|seen\ (?:the|this)|looked\ for|tested|had\ (?:it|your))\b"),
    _rule(rf"\bwhy\ (?:don't|not|doesn't|wouldn't|didn't|haven't)\ (?:{YOU}|just|try|go|take|get|ask|call|see|make|start|let|talk|give|write)\b"),
    _rule(r"\b(?:how|what)\ about\ (?:\w+ing\b|a\b|an\b|the\b|some\b|you\b|your\b|if\b)"),
    _rule(rf"\bwhat\ if\ {YOU}\b"),
    _rule(rf"\b(?:can't|couldn't|can|could|would|will|won't|wouldn't)\ {YOU}\ (?:not\ |maybe\ |perhaps\ |just\ |at\ least\ )*(?:try|ask|get|talk|go|see|take|consider|speak|call|find|join|move|tell|stop|switch|change|start|put|make|write|set|arrange|sell|hire|let)\b"),
    # what one would do oneself
    _rule(rf"\bif\ i\ (?:were|was)\ {YOU}\b|\bwere\ i\ {YOU}\b|\bin\ your\ (?:shoes|place|position|situation|case),?\ i\b|\bif\ it\ (?:were|was)\ me\b|\bi\ would(?:n't)?\ (?:\w+\ )?if\ i\b|\bi'd\ (?:\w+\ ){1,6}if\ i\ were"),
    _rule(r"\bi(?:'d|'ll|\ would|\ will)?\ (?:really\ |strongly\ |highly\ |very\ much\ |always\ |also\ |just\ |only\ |suggest\ |cannot\ )*(?:suggest|recommend|advise|urge|encourage\ you|beg\ you\ to|want\ you\ to|need\ you\ to|think\ you\ should|say\ (?:go|get|try|talk|take|you\ should))\b"),
    _rule(r"\b(?:my|a|some|one\ (?:piece|bit)\ of|a\ (?:piece|bit|word)\ of|best)\ (?:\w+\ )?(?:advice|suggestion|recommendation|tip|two\ cents)\b|\btip:|\btips?\ for\ you\b"),
    # the one right thing
    _rule(rf"\b(?:the\ )?(?:best|only|first|main|important|most\ important|right|smart|next|kindest|healthiest|one)\ (?:thing|way|option|step|move|advice|cure|medicine)\s(?:to\ do\ |{YOU}\ can\ do\ |for\ {YOU}\ |here\ |now\ |forward\ |to\ \w+(?:\ \w+)?\ |is\ to\ |{YOU}\ (?:can|could)\ )*(?:is|would\ be|might\ be)\b"),
    _rule(rf"\bthe\ (?:trick|key|secret|answer|solution|cure|point|goal)\ (?:here\ |for\ {YOU}\ )?is\b|\b(?:all|what|one\ thing)\ {YOU}\ (?:really\ |could\ |can\ |should\ )?(?:need|have|ought|should|could|can|must|do)\ (?:to\ )?(?:do\ )?(?:now\ )?is\b"),
    _rule(r"\b(?:that|this|it|therapy|counsell?ing|exercise|meditation|yoga|medication|journall?ing|a\ \w+|the\ \w+)\ (?:will|would|should)\ (?:really\ |definitely\ |surely\ |probably\ |also\ )*(?:help|do\ you\ good|be\ good\ for|make\ you\ feel|benefit|sort|fix|be\ best)\b"),
    _rule(r"\b(?:make\ sure|be\ sure|don't\ forget|do\ not\ forget|try\ (?:not\ )?to|try\ and|remember\ (?:to|that)|you\ want\ to\ (?:make|be|get|start)|no\ use|there's\ no\ (?:use|point)\ in|quit\ \w+ing|stop\ \w+ing)\b"),
    # a bare verb at the head of a sentence, or of a piece of one
    _rule(rf"^\W*(?:{OPENERS}\W+)*(?:{NEGATED}\ (?:be\b|let\b|give\ up\b|\w+)|(?:{DO})\b(?!['’](?:s|d|ll))(?!\ (?:is|was|are|were|has|had|would|of|you\ (?:feel|think|mean|have|want|know)|i)\b)|(?:{NOUNISH})\ (?:to|with|it|as|at|about|in|on|for|through|every|more|some|outside|around|when|before|while|whenever|deeply|slowly)\b)"),
    _rule(r"(?:[,:—–-]|\b(?:and|then|so|but|or))\ (?:please\ |just\ |then\ |instead\ |also\ |definitely\ |first\ |at\ least\ )*(?:try|go\ (?:to|and|for|see)|get\ (?:some|a|help|out|yourself)|talk\ to|speak\ to|ask\ (?:for|your|him|her|them|the)|see\ (?:a|your)|take\ (?:a|some|care\ of|it)|make\ (?:an|a|time|sure)|don't\ (?:let|be|give|wait|worry|\w+)|let\ (?:go|it|him|her|yourself|them)|stop|remember|give\ (?:yourself|it|him|her)|put\ (?:it|him|her|them|the|your)|be\ (?:kind|gentle|honest|strong|patient)|allow|focus|keep\ (?:a|going|busy|trying|your)|look\ (?:into|for|at|after)|call\ (?:the|your|a|them|him|her)|write\ (?:it|a|down)|find\ (?:a|some|someone|time)|start|join|consider|treat|tell\ (?:him|her|them|your))\b"),
)

HINT = (
    _rule(rf"\b{YOU}\ (?:could|might|may|can)\ (?:{MANNER}\ )*(?:want\ to|like\ to|try|consider|look|ask|join|see|go|start|take|get|make|find|contact|check|think|do|use|set|put|keep|let|give|read|talk|speak|call|write|tell|switch|change|work|learn|build|plan|apply|benefit|choose|move|treat|practi[cs]e|experiment|visit|arrange|invite|stop|bring|say|buy|leave|hire|sell|begin|schedule|explore|focus|cut|spend|walk)\b"),
    _rule(rf"\b(?:maybe|perhaps|possibly)\ (?:it's\ time|{YOU}\ (?:could|can|should|need|might|just)|try|a|an|some|the|see|ask|go|take|talk|there's|look|start|think|\w+ing\b|get|write|put|let|give|find|next\ time)\b"),
    _rule(r"\b(?:it|that|this|therapy|counsell?ing|exercise|meditation|yoga|medication|journall?ing|walking|writing|talking|a\ \w+(?:\ \w+)?|\w+ing(?:\ \w+){0,4})\ (?:can|could|might|may)\ (?:really\ |also\ |be\ |even\ |actually\ |sometimes\ |well\ )*(?:help|useful|helpful|worth|good|do\ you\ good|make\ a\ difference|ease|work)\b"),
    _rule(r"\bworth\ (?:a\ (?:try|shot|look|go|call|thought)|trying|looking|asking|considering|checking|\w+ing)\b|\b(?:a|one|another)\ (?:good\ |nice\ |possible\ |gentle\ )?(?:idea|option|thought|possibility)\ (?:is|would|could|might|may)\b|\bjust\ (?:a\ thought|an\ idea|an\ option)\b|\bfood\ for\ thought\b"),
    _rule(rf"\b(?:i\ wonder|wondering|i'm\ curious)\ (?:if|whether)\ (?:{YOU}\ (?:could|might|can|should|have\ (?:tried|thought|considered)|would)|it\ (?:would|might|could)\ help|a|there's|talking|writing)\b"),
    _rule(r"\b(?:there\ (?:are|is|'s)|there's)\ (?:\w+\ ){0,3}(?:groups?|apps?|books?|services?|medications?|courses?|helplines?|hotlines?|websites?|charit(?:y|ies)|therapists?|treatments?)\b"),
    _rule(rf"\b(?:i\ )?(?:hope|think|feel|believe)\ (?:that\ )?{YOU}\ (?:could|can|might)\ (?:try|find\ a|get|talk|see|start|learn|let)\b|\bi\ think\ (?:a|an|some|talking|getting|seeing|taking)\b"),
    _rule(rf"\b(?:some|many|most|lots\ of|a\ lot\ of|other)\ (?:people|folks|of\ us)\ (?:find|found|swear\ by|use|do|go|like)\b|\b{YOU}\ deserve\ to\ (?:take|get|see|treat|ask)\b|\b(?:if|when)\ {YOU}\ (?:can|could),?\ (?:try|get|take|go|find|let)\b"),
)

WHO = (
    r"(?:mum|mom|mother|dad|father|son|daughter|brother|sister|husband|wife|partner|friend|best\ friend|gran|grandma|grandmother|grandad|"
    r"grandpa|grandfather|nan|aunt|auntie|uncle|cousin|child|baby|dog|cat|ex|boss|boy|girl|kids?|twin|fianc[eé]e?|nephew|niece|marriage)"
)
OWN_STORY = (
    _rule(rf"\b(?:when|after|since|before|because|the\ (?:day|night|week|year|time))\ my\ (?:\w+\ )?{WHO}\b"),
    _rule(rf"\bmy\ (?:own\ |late\ |little\ |older\ |younger\ )?{WHO}\ (?:\w+\ )?(?:died|passed|left|was|had|got|did|went|is|has|also|too|never|would|used|used\ to)\b"),
    _rule(r"\bwhen\ i\ (?:lost|was|had|went|got|left|first|got|came|started|moved|found|broke|heard|saw|quit|stopped|divorced|gave|buried)\b"),
    _rule(r"\bi\ (?:too\ |also\ |once\ |myself\ )?(?:lost|buried|went\ through|had|was\ diagnosed|was\ (?:just\ )?(?:like|in)|struggled|suffered|felt|experienced|faced|did|know|dealt|divorced)\ (?:\w+\ ){0,3}(?:too|myself|same|similar|exactly|my|also|as\ well|it\ all|that\ myself)\b"),
    _rule(r"\b(?:the\ )?(?:exact\ )?same\ (?:thing\ )?(?:happened\ (?:to|with)|here|with|for|as|thing\ with)\ ?(?:me|my|us|mine|I)?\b(?!\ you)"),
    _rule(r"\bi\ know\ (?:exactly\ |just\ |precisely\ |all\ too\ well\ )?(?:how|what)\ (?:you|that|this|it)\ (?:feel|feels|mean|is|are|'re)\b"),
    _rule(r"\b(?:that|this|it)\ (?:really\ |so\ )?(?:reminds\ me|sounds\ (?:just\ |exactly\ |a\ lot\ )?like\ (?:me|my|when\ i)|takes\ me\ back|makes\ me\ think\ of\ (?:my|when|the\ time)|is\ (?:just\ |exactly\ )?(?:like\ )?(?:my\ (?:own\ )?(?:story|life|situation)|what\ happened\ to\ me))\b"),
    _rule(r"\b(?:in|from)\ my\ (?:own\ )?(?:case|experience|situation|life|story|family)\b|\bmy\ (?:own\ )?(?:story|experience|situation|divorce|illness|diagnosis|breakdown|depression|anxiety|grief|loss|cancer|addiction|recovery|panic)\b|\b(?:me\ and|mine\ (?:was|is|did|died|left))\b|\bas\ for\ me\b"),
    _rule(r"\b(?:for\ me|what\ helped\ me|what\ worked\ for\ me|what\ got\ me\ through)\b|\bi\ (?:remember|used\ to|ended\ up|eventually|finally|tried|found|started|decided|learned|realised|realized|kept)\b"),
    _rule(r"\b(?:years?|months?|weeks?)\ (?:ago|later|after),?\ i\b|\b(?:last|that)\ (?:year|month|winter|summer|spring|autumn|week),?\ i\b|\bi\ (?:was|am|'m|had\ been)\ \w+\ (?:years?|months?)\ (?:old|in|out|sober|clean)\b"),
)
