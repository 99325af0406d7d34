/** A list with commas as a pattern, with any white space where it has a space. */
export const alternatives = (list: string) =>
  list
    .trim()
    .split(/\s*,\s*/)
    .map((word) => word.replaceAll(' ', String.raw`\s+`))
    .join('|');

/** A pattern over several lines, with a space for any white space within. */
export const spaced = (pattern: string) => pattern.trim().replaceAll(/\n\s*/g, '').replaceAll(' ', String.raw`\s+`);

/** Verbs for giving an account of something, in the form that an order has. */
const TELL =
  alternatives(`say, state, write, report, mention, describe, present, portray, depict, frame, paint, cast, characteri[sz]e, treat, consider,
  regard, call, name, label, tag, rank, rate, score, grade, list, praise, laud, commend, credit, thank, blame, recommend, endorse, promote, celebrate, highlight,
  feature, emphasi[sz]e, stress, omit, leave, skip, ignore, hide, conceal, bury, downplay, underplay, play down, play up, replace, swap, substitute, convince,
  persuade, tell, inform, give, devote, focus, put, place, make, link, point, direct, refer, include, insert, slip, work, sneak, add, append, quote, cite,
  repeat, attribute, favou?r, lead, open, close, end, begin, finish, conclude, sum up, bring up, talk, speak, keep, remind, advertise, let, reserve, admit,
  acknowledge, assert, claim, declare, express, convey, pass on, spread, warn, urge, award, pretend, assume, cover, count, note, show, suggest, imply, drop, cut, mark, pick, choose, select, turn, rewrite, rephrase, reword, remember to, plug, spin, soften, exaggerate, deny, confirm, assure, allude, hint, call off, take, prefer, recall, set aside, carry, render, change, bring, reply, answer, respond, output nothing, output only, finish, explain, correct, remember, reveal, disclose, translate, pass along, adopt, compose, round, do as, do the same, stay, stop here, summari[sz]e (?:as|instead), forget, overlook, disregard, pass over, reproduce, paste, recite, print, abandon, suspend, swap, act on, obey, carry out, consist, compose, read the (?:first|last)`);

/** What the short text is, and its parts. */
const ACCOUNT =
  alternatives(String.raw`summar(?:y|ies)(?! (?:rows?|columns?|tables?|pages?|views?|cards?|tabs?|fields?|sheets?|statistics)(?!\p{L})), summari[sz]ations?, recaps?, digests?, condensations?, gist, synops[ie]s, pr[ée]cis, abridge?ment, (?:the|any|your) abstract, briefing, bullets?, bullet points?,
  take-?aways?, headline findings?, blurb, teaser, rendition, retelling, write-?ups?, (?:main|key|central|principal|chief|headline) (?:points?|findings?|messages?|facts?|items?|news|story|conclusions?|ideas?),
  (?:short|shorter|shortened|abbreviated|condensed|compact|brief|abridged|compressed|boiled[- ]down) (?:form|version|edition|text|account|copy|piece|variant), top (?:entry|item|point|line|story), (?:opening|closing|first|last|final|top) (?:bullet|point|item|entry),
  (?:line|sentence) above (?:the|your) \p{L}+, your coverage, a mention, (?:facts?|things?|points?|lines?) worth \p{L}+, (?:one|every|each|any|all|whole) (?:of the )?(?:bullets?|points?|mentions?), (?:correct|right|accurate|fair|proper|honest|only|true|acceptable|permitted|approved) (?:conclusion|reading|rendition|account|verdict|interpretation|description|answer), (?:an?|the|any|every|each) (?:extract|excerpt), account of (?:this|the) (?:event|text|story), one (?:message|thing|point) only`);

/** What may be something else. */
const WEAK = alternatives(
  'headlines?, verdict, overview, bulletins?, newsletters?, rating, importance, the output (?:must|should|has|needs|is to), into the (?:result|output|outcome), keywords?, the (?:readers?|subscribers|public), (?:opening|closing|first|last|final|top) (?:line|sentence), readers? (?:deserve|need|want|should|must|have a right)s?, (?:tell|remind|inform|convince|persuade) (?:people|everyone|anyone|everybody|anybody|the (?:public|world)), recommendation, (?:its|their) (?:output|answers?|repl(?:y|ies)|responses?), (?:it|they) (?:produces?|outputs?|generates?|returns?), (?:the )?(?:JSON|object|answer|response) you (?:return|give|produce|write)',
);

/** The text itself, spoken of from within. */
const THIS = spaced(String.raw`
  (?:this|the (?:present|above|foregoing|preceding)) (?:\p{L}+ )?(?:article|page|text|piece|document|post|story|essay|entry|content|passage|event|write-?up|material|news|item|manuscript|report|study|source)|
  (?:the )?(?:text|article|story|page|paragraphs?) above|the above(?= (?:into|as|in|to|with|was|is)\b)|
  the (?:next|following|remaining|first|last) (?:\p{L}+ )?paragraphs|
  the rest of (?:the|this) (?:article|page|text|piece|post|story|document)|this far|such a text|
  my (?:text|article|piece|post|words)|what (?:this|it) is about|about the article|
  (?:numbers?|figures?|names?|claims?|statements?|facts?) above|
  (?:(?:of|about|from|with|on) this|(?:condensing|reading|processing|describe|describing|recounting|recount|retell|retelling|reusing) (?:this|it))(?=\s*[.,:;?!]| (?:as|anything|is)\b)|
  (?:named|mentioned|described|quoted|listed) here|half of (?:the|this) (?:article|page|text|piece|post|story|report)|
  (?:paragraphs?|sections?|passages?) (?:on|about|above|below)|
  (?:sponsored|partner|paid) (?:texts?|pieces?|content|articles?|posts?) (?:such as|like) (?:this|these|ours)`);

/** Work on the text that a summariser does. */
const SHORTENS = spaced(String.raw`
  (?:condens|boil|abridg|shorten|compress|summari[sz]|recap|recount|retell|paraphras|digest|aggregat|excerpt|rephras)(?:e|es|ed|ing|s|ning)?(?: down)?|
  (?:writ(?:e|ing)|boil(?:ing)?|sums?|summing) (?:this|it|the (?:article|page|story|text)) (?:page |text |article |story )?(?:up|down)|
  (?:turn|cut)(?:ting|ing)? (?:this|the) (?:article |page |story |text )?(?:into|short)|
  (?:refer(?:ring)? to|reus(?:e|ing)|hand(?:ing)? on|pass(?:ing)? on) (?:it|this)|surviv(?:e|es) the cut|
  round of \p{L}+ion`);

/** Who does it. */
const WHO = spaced(String.raw`
  (?:hey|hello|hi|dear) (?:(?:ro)?bots?|models?|machines?|assistants?|AI|software|computers?)|
  should an? (?:(?:ro)?bot|machine|model|program) (?:be|read|find)|robots|bots|
  machines? (?:reading|(?:that|which) (?:has |have )?reads?|processing)|
  AI (?:providers?|readers?|tools?|systems?|editors?|models?|agents?|software)|
  (?:generative|attentive|helpful|honest|obedient|good|trained|large) (?:tools?|models?|machines?|assistants?)|
  models (?:trained|reading)|machine (?:summar\p{L}+|readers?)|
  (?:one|version|note|part) for (?:assistants|machines|bots|models)|an AI (?:that|which|with)|
  (?:any|every|each) (?:bot|crawler|(?:AI )?assistant|language model|scraper)|
  (?:if|whether|in case|should|when) you(?: are|['’]re| be| happen to be) (?:an? )?(?:\p{L}+ )?(?:program|machine|model|tool|(?:chat)?bot|robot|assistant|AI|algorithm|software|computer)|
  as an? (?:AI|language model|machine|bot)|if it is an? (?:program|machine|bot|AI|model)|
  (?:artificial|mechanical|non-human) (?:readers?|editors?|intelligences?|minds?)|processed automatically|
  reader in charge of|whoever or whatever|
  (?:prepared|written|made|produced|generated) by (?:software|machines?|AI|models|algorithms|programs?)|^\W*assistants|
  AIs|LLMs|language (?:models?|tools?)|chat\s?bots?|summari[sz]ers?|aggregators|crawlers|scrapers|
  (?:automated|automatic) (?:pipelines?|blurbs?|readers?|tools?|systems?|editors?|summar\p{L}+|process(?:es)?|digests?|software|assistants?|agents?|services?|reviewers?)|
  (?:the )?(?:program|tool|software|model|system|algorithm|machine|service|agent)s? (?:(?:that|which) )?(?:is |are )?(?:reads?|reading|extracts?|extracting|process(?:es|ing)?|handl(?:es|ing)|produc(?:es|ing)|condens(?:es|ing)|digest(?:s|ing)?|generat(?:es|ing)|writ(?:es|ing))|
  the model['’]s|you are (?:only |just )?an? (?:program|machine|model|tool|bot|robot|assistant|AI|algorithm)|
  whatever (?:model|program|software|tool|machine|system)|
  (?:if|should|in case) an? (?:program|machine|model|(?:chat)?bot|robot|tool|algorithm) (?:is|be|reads?|were)|
  (?:(?:by|for) any|no) (?:program|machine|model|(?:chat)?bot|tool|software|algorithm)(?: (?:may|must|shall|should|can|is))?(?!\p{L}| \p{L})|
  no (?:program|machine|model|(?:chat)?bot|tool|software|algorithm) (?:may|must|shall)|
  (?:news|editors['’]?|newsroom|publishers['’]?|text-processing|reading) (?:software|services|programs|tools)|machine (?:processing|reading)|
  (?:program|machine|model|software|tool|assistant) in charge|an? (?:biased|poor|careless|dishonest|good|fair|honest) (?:tool|model|machine|summari[sz]er) would|
  any(?:one| ?body) (?:or|and) anything`);
const WHOEVER = spaced(String.raw`
  (?:whoever|any(?:one|body)|every(?:one|body)|those|all) (?:who )?(?:\p{L}+ ){0,2}?(?:(?:${SHORTENS})(?!\p{L}| (?:an?|(?!this)\p{L}+s)\s)|turn(?:s|ing) this|(?:prepar|writ|mak|compil|edit)(?:es?|ing) (?:\p{L}+ )?(?:abstracts?|summar(?:y|ies)|digests?|bulletins?|recaps?)|pass(?:es|ing) this \p{L}+|reus(?:es?|ing)|reproduc(?:es?|ing)|republish\p{L}*|shar(?:es?|ing) this|cover(?:s|ing) this|report(?:s|ing)? on this|quot(?:es?|ing) this|writ(?:es?|ing) about this(?! (?!must|should|shall|ha[sv]e?|is|are|will|ought|owes?|article|text|story)\p{L}))`);

/** Those who will read the short text. */
const AUDIENCE = spaced(String.raw`
  (?:users|customers|subscribers) of (?:this|your) (?:service|tool|app)|your (?:readers?|audience|followers|subscribers)|readers? (?:of the (?:${ACCOUNT})|in a hurry)|what your \p{L}+ want|
  (?:tell|inform|remind|assure|convince|persuade) (?:whoever|(?:anyone|all|those) who)|
  telling (?:people|everyone|the public|readers)|
  (?:tell|inform|remind|assure|convince|persuade|warn|urge) (?:all (?:of )?)?your \p{L}+ that|
  (?:the )?people (?:you (?:work for|serve|report to|answer to)|(?:will )?see)|
  those who (?:will )?(?:only )?(?:see|read) your|nobody (?:needs|has) to (?:hear|know|learn|read)|
  (?:everyone|everybody|people|the public|the world) (?:must|should|ought to|needs? to|ha(?:s|ve) to|deserves? to) (?:hear|know|learn|read|see)|
  the public (?:one|a|this)|where (?:people|readers|they|everyone) will (?:see|read)`);

/** What whoever is spoken to is making. */
const YOURS = spaced(String.raw`
  your (?:\p{L}+ )?(?:${ACCOUNT}|list|verdict|account|version|points|comparison|closing \p{L}+|opening \p{L}+|rating|score|evaluation|grade|opinion|recommendation)|
  (?:whatever|anything|everything|what) (?:that )?you (?:were about to |are (?:about|going) to |will )?(?:generate|write|produce|make of|publish|output|say|report|recount|come up)|
  (?:version|text|account|list|lines?|bullets?|points?) (?:that )?you (?:were about to |are (?:about|going) to |will )?(?:generate|write|produce|make|keep|hand|publish|output|return|say|report|recount|send|post|create|give|come up)|
  (?:if|when|once|before|after|while) you (?:produce|compose|prepare|continue with|recount|retell|write (?:this|it)|refer|list|summari[sz]e|condense|are (?:done|finished))|
  you (?:may|must|shall|should|can|will) (?:only|solely)|
  (?:whatever|anything|everything) (?:that )?you return|for you to (?:output|say|write|return|report)|the (?:answer|reply|response) you (?:give|write|return|send)`);

/** That something must be so. */
const MUST = spaced(String.raw`
  must|it is (?:essential|important|crucial|vital|imperative|necessary|required) that|would appreciate|will thank you|
  you have to|may \p{L}+ \p{L}+ (?:refer|mention|include|name)|should|shall|ought to|ha(?:s|ve) to|
  (?:is|are) (?:to|(?:\p{L}+ )?(?:expected|requested|required|asked|obliged|invited|urged|bound) to|reserved|incomplete|complete unless|to be)|
  may (?:not|only)|
  (?:we|I|the (?:publisher|author|editor|owner|copyright holder|licen[cs]e)s?) (?:require|request|expect|demand|insist|ask)s?|
  agrees? to|deserves?|owes?|needs? (?:only )?to|only needs?|
  would (?:love|like|want|be (?:wrong|unfair|incorrect|a mistake))|wants? to (?:read|hear|see)|will be rejected|
  belongs?|let it be|under no circumstances|no (?:\p{L}+ ){1,3}?(?:may|can|is)|only (?:if|where)|you may|falls to|
  (?:I|we) (?:trust|hope|assume) that|(?:I|we),\s[^,]{1,30}, (?:insist|demand|ask|request)|
  best \p{L}+ (?:of all )?would be|
  (?:is|are) (?:\p{L}+ )?(?:instructed|told|directed|ordered|encouraged|reminded|advised|permitted|allowed|authori[sz]ed|free|forbidden|welcome|asked|obliged|required|bound) (?:by (?:\p{L}+ ){1,8}?)?(?:to|only)|
  (?:is|are) meant (?:only|solely)|
  it is (?:customary|usual|common|standard|good (?:practice|form|style)|best practice|forbidden|not (?:permitted|allowed)) (?:for (?:\p{L}+ ){1,5}?)?to|
  it would be (?:helpful|nice|kind|great|good|best|wise|appreciated)|(?:would|might|will) do well to|had better|
  oblig(?:es?|ing) (?:\p{L}+ ){1,4}?to|
  (?:I|we) (?:hereby |now )?(?:authori[sz]e|permit|allow|order|instruct|command|direct|forbid|trust|urge|invite|need|want) (?:you|the|any|every|all)|
  has (?:granted permission|(?:asked|decided|agreed|ordered) that)|would be (?:grateful|glad|pleased|thankful|obliged|an? (?:\p{L}+ )?(?:help|kindness|favou?r|service|relief))|
  (?:nobody|no one|none of us) (?:would|will) (?:mind|miss|object|complain)|on (?:the )?condition that|provided that|
  (?:are|is|be) (?:considered|deemed) (?:incomplete|invalid|wrong|defective)|(?:is|are|were) (?:hereby )?exempt|(?:has|have) been (?:waived|lifted|suspended)|all that remains|would the (?:\p{L}+ ){1,3}?(?:please|kindly)|it (?:has been|was|is) agreed (?:\p{L}+ ){0,7}?that|
  you (?:accept|agree|consent|undertake) that|will be (?:higher|better|rewarded|scored|graded|judged)|to be (?:used|given|quoted|shown) in (?:every|any|each|all)|(?:can|may|need not) be (?:left out|skipped|omitted|dropped|waived)|
  (?:I|we) (?:hereby )?(?:release|excuse|exempt|free|absolve|relieve) you|you are (?:hereby )?(?:excused|released|exempt|relieved|absolved|freed) from|
  cannot be \p{L}+ without|be so kind as to|will (?:hold|be held)|always|there is an? (?:bonus|reward|prize) for|
  would(?= (?:leave|omit|call|report|tell|say|mention|state|write|name|give)\b)|
  wants? (?:you|the|it|that|its|this|every)|failure to|may be \p{L}+ (?:\p{L}+ )?(?:provided|only)|could you|would you|
  can you`);

/** Praise and its like, which accounts are asked for. */
const PRAISE = spaced(String.raw`
  best|safest|(?:only|sole) (?:vendor|choice|product|provider|company|one)|leader|leading|market|
  (?:(?<=\p{L}\s)(?<!(?:should|must|may|can|do)\s)never|nobody|no one|every (?:competitor|rival)|rivals?|competitors?)|
  award\p{L}*|praise\p{L}*|hero|triumph\p{L}*|success|complete success|good news|positive(?:ly)?|admiration|honesty|
  (?:five|ten|5|10) (?:stars|out of)|foremost|expert|trustworthy|safe(?:st)? (?:bet|choice|haven)|unsafe|bankrupt|
  free for|sponsors?|discount|recommendation|superior|perfect(?:ly)?|flawless|revolutionary|guarantee[sd]?|zero|ended|
  insured|hiring|reasons to buy|licen[cs]e|loves?|visionary|glowing|generous|nice|indispensable|greatest|
  groundbreaking|breaking|ahead of|new standard|innocent|harmless`);

/** What the source says does not matter. */
const DEFIES = spaced(String.raw`
  whatever (?:the|this) (?:text|article|table|page|source|story|figures?) (?:says?|gives?|states?|claims?|shows?)|
  whatever (?:the|its|any) (?:\p{L}+ ){1,3}?(?:announce[sd]?|claim(?:s|ed)|found|report(?:s|ed)|wrote|said)|
  (?:figures?|names?|numbers?|claims?) (?:here|above|in this (?:text|article)) are (?:placeholders|invented|wrong|samples|drafts)|
  (?:facts?|figures?|claims?|text|article|page) (?:here |above )?ha(?:s|ve) (?:already )?been (?:audited|verified|certified|checked)|
  more (?:often )?you (?:mention|praise|name|repeat|recommend)|by continuing to (?:read|process)|
  even (?:if|though) (?:the|this) (?:text|article|table|page|source|story) (?:\p{L}+ )?(?:says?|gives?|states?|claims?|shows?)|
  rather than (?:an account|what)|(?:sounds?|looks?|read|reads) as (?:if|though)|as if the|
  without (?:changes|praising|naming|mentioning)|not the other way|go unmentioned|
  (?:consider|regard|assume|treat|take)\b.{2,60}\s(?:to be|as) (?:wrong|false|mistaken|outdated|invalid|fictional)|
  without (?:adding|including|saying)|by (?:reading|processing|parsing) this|without naming|
  answer(?:ing)? with (?:an empty|nothing|only|the (?:word|number))|whatever speaks against|(?:be|been|being) left out|
  (?:made|makes?|making) no mention|(?:did|does) not (?:mention|name|refer|include)|(?:missing|absent) from the|unmentioned|
  as (?:that|such an?) (?:\p{L}+ )?(?:assistant|model|writer|program|machine|tool|bot) would|in (?:exactly |just )?that way|nothing that (?:refers?|mentions?)|(?:as|it|them|paragraphs?|sections?) (?:struck out|withdrawn)|
  stays? silent|have to be empty|be left empty|nothing but|nothing (?:in|from) the paragraphs?|find its way into`);

/** Of what whoever is spoken to was told, and by whom. */
const TOLD = spaced(String.raw`
  your (?:\p{L}+ )?(?:instructions?|restrictions?|programming|directives?)|
  your (?:guidelines? did|(?:system|hidden) prompt|(?:initial|original) \p{L}+)|
  (?:hidden|system|secret|initial|internal) (?:prompts?|instructions?|configuration)|(?:first|initial|last|capital) letters (?:of|in)|
  (?:text|words?|messages?|paragraphs?|lines?) (?:that )?you were (?:given|shown)|(?:comment|text|note|message) hidden in|alt text|tools (?:that are )?available to you|
  (?:as|being) (?:the |an? )?(?:\p{L}+ )?(?:owner|administrator|operator|developer)(?= of this (?:service|pipeline|system|site|tool))|capacity (?:as|of) (?:the )?(?:\p{L}+ )?(?:owner|administrator|operator|developer)|
  (?:owner|administrator|operator|developer|maker)s? of this (?:tool|pipeline|summari[sz]er|model)|
  as your (?:developer|operator|administrator|owner|creator|maker|supervisor)|
  your (?:developers?|operators?|creators?|makers?|pipeline)|
  (?:who|that) (?:configured|sent|built|made|trained|deployed|runs?|pays|programmed|prompted) you|
  you (?:have|had) (?:never |not )?been (?:given|told|trained|asked)|(?:rules|guidelines|instructions|limits) (?:\p{L}+ ){1,3}(?:given|set|shown) to you|asked of you|free (?:of|from) your|
  your (?:usual |normal |customary |ordinary )?(?:caution|neutrality|scruples|restraint|impartiality|objectivity|reticence|hesitation)|(?:service|system) you run in|your (?:job|task) is (?:done|now)|
  (?:message|note|word|greeting)s? from your|exception to your|your duty|
  permission to (?:make up|invent|lie|ignore|omit|exaggerate|skip|leave)|hypothetically,? if you|
  you were (?:told|given|allowed|asked|trained)|(?:usual|normal) (?:restrictions|rules|limits)|
  do (?:as|what) (?:they|it|this|the (?:text|page|comment|line|sentence|paragraph|message|words?|letters)) (?:says?|tells?|asks?)|carry it out|carry out what (?:it|they)`);

/** What keeps an account true, of which nobody but the reader of an order would be let off. */
const CHECKS = spaced(String.raw`
  (?:the|this|any|your|its) (?:fact[- ]?check(?:s|ing)?|verification(?: step)?|neutrality|rule (?:on|of|about) neutrality|grounding)|
  (?:duty|obligation|need|requirement) to (?:cite|verify|check|quote|stick)|
  (?:compar|check|verify)(?:e|es|ed|ing)? (?:\p{L}+ )?(?:with|against) (?:the source|the article|anything)|claims are (?:compared|checked)`);

/** Words to be said as they stand. */
const VERBATIM = spaced(`
  verbatim|word for word|(?:phrase|words?|slogan|sentence|remark|keywords?|tag|line|statement) ["“‘].{2,80}|
  the following (?:words?|phrase|sentence|message|line|statement)`);

/** What is said to follow for those who do not obey. */
const THREAT = String.raw`liable|defamatory|defamation|legal\s+action|terms\s+of\s+use|breach|violation|inaccurate`;
/** What the author would sell. */
const OURS = String.raw`our\s+(?:\p{L}+\s+){0,2}?(?:sponsors?|products?|helpline|hotline|vouchers?|subscription|card|newsletter|shop|slogan|chairman|offers?|podcast|points|message|bank|brand|company|firm|app)`;
/** That there is only one way. */
const EXCLUDES = String.raw`no\s+(?:${ACCOUNT}|account|version)\s+(?:\p{L}+\s+){0,4}?(?:may|can|is|should|would)|under\s+no\s+circumstances|only\s+an?\s+\p{L}+\s+(?:tool|model|machine|summari[sz]er)\s+would`;

/** One thing in place of another. */
const FRAME = spaced(String.raw`
  \b(?:present|frame|describe|treat|portray|depict|paint|cast|characteri[sz]e|regard|tag|label|refer to|speak of|call|rank|consider|rate|state|name|credit|play)\b.{2,80}\b(?:as(?! (?:your|they|we|you|it|he|she|I|soon|well|many|much|far|long)\b)|only|above|below|down|first)\b`);

/** How it is to be told. */
const MANNER = spaced(String.raw`
  as (?:an? )?(?:\p{L}+ )?(?:fact|settled|certain|established|given|good news|bad news|success|failure|triumph)|
  (?:quiet|silent|nothing) (?:about|of)|(?:it|them|this) (?:positively|negatively|favou?rably)|
  in (?:a|the) (?:good|best|better|favou?rable|positive|bad) light|
  without (?:hedging|qualification|caveats?|reservation)|whatever else|
  (?:above|before|over|ahead of|than) (?:all|every) others?|play(?:ing)? (?:up|down)|nothing else|wherever (?:it|they|these) (?:comes? up|occurs?|appears?|would)|regardless of`);

/** What orders to a summariser are made of, as pieces of regular expressions. */
export const orderVocabulary = {
  ...{ TELL, ACCOUNT, WEAK, THIS, SHORTENS, WHO, WHOEVER, AUDIENCE },
  ...{ YOURS, MUST, PRAISE, DEFIES, TOLD, CHECKS, VERBATIM, THREAT, OURS, EXCLUDES, FRAME, MANNER },
} as const;
