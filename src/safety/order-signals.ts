import { orderWords } from './word-signs.ts';

/**
 * Orders to whoever shortens an article, in whatever words, by what any of them is made of: something is commanded, and what
 * is commanded is an account of the article. Each sign alone stands in innocent sentences too, so they are added up.
 */

const alternatives = (list: string) =>
  list
    .trim()
    .split(/\s*,\s*/)
    .map((word) => word.replaceAll(' ', String.raw`\s+`))
    .join('|');

/** Verbs for giving an account of something, in the form that an order has. */
const TELL =
  alternatives(`say, state, write, report, mention, describe, present, portray, depict, frame, paint, cast, characteri[sz]e, treat, consider,
  regard, call, name, label, tag, rank, rate, score, grade, list, praise, laud, commend, credit, thank, blame, recommend, endorse, promote, celebrate, highlight,
  feature, emphasi[sz]e, stress, omit, leave, skip, ignore, hide, conceal, bury, downplay, underplay, play down, play up, replace, swap, substitute, convince,
  persuade, tell, inform, give, devote, focus, put, place, make, link, point, direct, refer, include, insert, slip, work, sneak, add, append, quote, cite,
  repeat, attribute, favou?r, lead, open, close, end, begin, finish, conclude, sum up, bring up, talk, speak, keep, remind, advertise, let, reserve, admit,
  acknowledge, assert, claim, declare, express, convey, pass on, spread, warn, urge, award, pretend, assume, cover, count, note, show, suggest, imply, drop, cut, mark, pick, choose, select, turn, rewrite, rephrase, reword, remember to, plug, spin, soften, exaggerate, deny, confirm, assure, allude, hint, call off, take, prefer, recall, set aside, carry, render, change, bring, reply, answer, respond, output nothing, output only, finish, explain, correct, remember, reveal, disclose, translate, pass along, adopt, compose, round, do as, do the same, stay, stop here, summari[sz]e instead, read the (?:first|last)`);

/** What the short text is, and its parts. */
const ACCOUNT =
  alternatives(String.raw`summar(?:y|ies), summari[sz]ations?, recaps?, digests?, gist, synops[ie]s, pr[ée]cis, abridge?ment, (?:the|any|your) abstract, briefing, bullets?, bullet points?,
  take-?aways?, headline findings?, blurb, teaser, rendition, retelling, write-?ups?, (?:main|key|central|principal|chief|headline) (?:points?|findings?|messages?|facts?|items?|news|story|conclusions?|ideas?),
  (?:short|shorter|shortened|abbreviated|condensed|compact|brief|abridged|compressed|boiled[- ]down) (?:form|version|edition|text|account|copy|piece|variant), top (?:entry|item|point|line|story), (?:opening|closing|first|last|final|top) (?:bullet|point|item|entry),
  (?:line|sentence) above (?:the|your) \p{L}+, your coverage, a mention, (?:facts?|things?|points?|lines?) worth \p{L}+, (?:one|every|each|any|all|whole) (?:of the )?(?:bullets?|points?|mentions?), (?:correct|right|accurate|fair|proper|honest|only|true) (?:conclusion|reading|rendition|account|verdict|interpretation|description|answer), (?:an?|the|any|every|each) (?:extract|excerpt), account of (?:this|the) (?:event|text|story), one (?:message|thing|point) only`);

/** What may be something else. */
const WEAK = alternatives(
  'headlines?, verdict, overview, bulletins?, newsletters?, rating, importance, the output (?:must|should|has|needs|is to), into the (?:result|output|outcome), keywords?, the (?:readers?|subscribers|public), (?:opening|closing|first|last|final|top) (?:line|sentence), readers? (?:deserve|need|want|should|must|have a right)s?, (?:tell|remind|inform|convince|persuade) (?:people|everyone|anyone|everybody|anybody|the (?:public|world)), recommendation, (?:the )?(?:JSON|object|answer|response) you (?:return|give|produce|write)',
);

/** The text itself, spoken of from within. */
const THIS = String.raw`(?:this|the\s+(?:present|above|foregoing|preceding))\s+(?:\p{L}+\s+)?(?:article|page|text|piece|document|post|story|essay|entry|content|passage|event|write-?up|material|news|item|manuscript|report|study|source)|(?:the\s+)?(?:text|article|story|page|paragraphs?)\s+above|the\s+above(?=\s+(?:into|as|in|to|with|was|is)\b)|the\s+(?:next|following|remaining|first|last)\s+(?:\p{L}+\s+)?paragraphs|the\s+rest\s+of\s+(?:the|this)\s+(?:article|page|text|piece|post|story|document)|this\s+far|such\s+a\s+text|my\s+(?:text|article|piece|post|words)|what\s+(?:this|it)\s+is\s+about|about\s+the\s+article|(?:numbers?|figures?|names?|claims?|statements?|facts?)\s+above|(?:(?:of|about|from|with|on)\s+this|(?:condensing|reading|processing|describe|describing|recounting|recount|retell|retelling|reusing)\s+(?:this|it))(?=\s*[.,:;?!]|\s+(?:as|anything|is)\b)|(?:named|mentioned|described|quoted|listed)\s+here|half\s+of\s+(?:the|this)\s+(?:article|page|text|piece|post|story|report)|paragraphs?\s+(?:on|about|above|below)`;

/** Work on the text that a summariser does. */
const SHORTENS = String.raw`(?:condens|boil|abridg|shorten|compress|summari[sz]|recap|recount|retell|paraphras|digest|aggregat|excerpt|rephras)(?:e|es|ed|ing|s|ning)?(?:\s+down)?|(?:writ(?:e|ing)|boil(?:ing)?|sums?|summing)\s+(?:this|it|the\s+(?:article|page|story|text))\s+(?:page\s+|text\s+|article\s+|story\s+)?(?:up|down)|(?:turn|cut)(?:ting|ing)?\s+(?:this|the)\s+(?:article\s+|page\s+|story\s+|text\s+)?(?:into|short)|(?:refer(?:ring)?\s+to|reus(?:e|ing)|hand(?:ing)?\s+on|pass(?:ing)?\s+on)\s+(?:it|this)|surviv(?:e|es)\s+the\s+cut|round\s+of\s+\p{L}+ion`;

/** Who does it. */
const WHO = String.raw`(?:(?:hey|hello|hi|dear)\s+(?:(?:ro)?bots?|models?|machines?|assistants?|AI|software|computers?)|should\s+an?\s+(?:(?:ro)?bot|machine|model|program)\s+(?:be|read|find)|robots|bots|machines?\s+(?:reading|(?:that|which)\s+(?:has\s+|have\s+)?reads?|processing)|AI\s+(?:providers?|readers?|tools?|systems?|editors?|models?|agents?|software)|(?:generative|attentive|helpful|honest|obedient|good|trained|large)\s+(?:tools?|models?|machines?|assistants?)|models\s+(?:trained|reading)|machine\s+(?:summar\p{L}+|readers?)|(?:one|version|note|part)\s+for\s+(?:assistants|machines|bots|models)|an\s+AI\s+(?:that|which|with)|(?:any|every|each)\s+(?:bot|crawler|(?:AI\s+)?assistant|language\s+model|scraper)|(?:if|whether|in\s+case|should|when)\s+you(?:\s+are|['’]re|\s+be|\s+happen\s+to\s+be)\s+(?:an?\s+)?(?:\p{L}+\s+)?(?:program|machine|model|tool|(?:chat)?bot|robot|assistant|AI|algorithm|software|computer)|as\s+an?\s+(?:AI|language\s+model|machine|bot)|if\s+it\s+is\s+an?\s+(?:program|machine|bot|AI|model)|(?:artificial|mechanical|non-human)\s+(?:readers?|editors?|intelligences?|minds?)|processed\s+automatically|reader\s+in\s+charge\s+of|whoever\s+or\s+whatever|(?:prepared|written|made|produced|generated)\s+by\s+(?:software|machines?|AI|models|algorithms|programs?)|^\W*assistants|AIs|LLMs|language\s+(?:models?|tools?)|chat\s?bots?|summari[sz]ers?|aggregators|crawlers|scrapers|(?:automated|automatic)\s+(?:pipelines?|blurbs?|readers?|tools?|systems?|editors?|summar\p{L}+|process(?:es)?|digests?|software|assistants?|agents?|services?|reviewers?)|(?:the\s+)?(?:program|tool|software|model|system|algorithm|machine|service|agent)s?\s+(?:(?:that|which)\s+)?(?:is\s+|are\s+)?(?:reads?|reading|extracts?|extracting|process(?:es|ing)?|handl(?:es|ing)|produc(?:es|ing)|condens(?:es|ing)|digest(?:s|ing)?|generat(?:es|ing)|writ(?:es|ing))|the\s+model['’]s|you\s+are\s+(?:only\s+|just\s+)?an?\s+(?:program|machine|model|tool|bot|robot|assistant|AI|algorithm)|whatever\s+(?:model|program|software|tool|machine|system))`;
const WHOEVER = String.raw`(?:whoever|any(?:one|body)|every(?:one|body)|those|all)\s+(?:who\s+)?(?:\p{L}+\s+){0,2}?(?:(?:${SHORTENS})(?!\p{L}|\s+(?:an?|(?!this)\p{L}+s)\s)|turn(?:s|ing)\s+this|(?:prepar|writ|mak|compil|edit)(?:es?|ing)\s+(?:\p{L}+\s+)?(?:abstracts?|summar(?:y|ies)|digests?|bulletins?|recaps?)|pass(?:es|ing)\s+this\s+\p{L}+|reus(?:es?|ing)|reproduc(?:es?|ing)|republish\p{L}*|shar(?:es?|ing)\s+this|cover(?:s|ing)\s+this|report(?:s|ing)?\s+on\s+this|quot(?:es?|ing)\s+this|writ(?:es?|ing)\s+about\s+this(?!\s+(?!must|should|shall|ha[sv]e?|is|are|will|ought|owes?|article|text|story)\p{L}))`;

/** Those who will read the short text. */
const AUDIENCE = String.raw`your\s+(?:readers?|audience|followers|subscribers)|readers?\s+(?:of\s+the\s+(?:${ACCOUNT})|in\s+a\s+hurry)|what\s+your\s+\p{L}+\s+want|(?:tell|inform|remind|assure|convince|persuade)\s+(?:whoever|(?:anyone|all|those)\s+who)|telling\s+(?:people|everyone|the\s+public|readers)|(?:tell|inform|remind|assure|convince|persuade|warn|urge)\s+(?:all\s+(?:of\s+)?)?your\s+\p{L}+\s+that|(?:the\s+)?people\s+(?:you\s+(?:work\s+for|serve|report\s+to|answer\s+to)|(?:will\s+)?see)|those\s+who\s+(?:will\s+)?(?:only\s+)?(?:see|read)\s+your|nobody\s+(?:needs|has)\s+to\s+(?:hear|know|learn|read)|(?:everyone|everybody|people|the\s+public|the\s+world)\s+(?:must|should|ought\s+to|needs?\s+to|ha(?:s|ve)\s+to|deserves?\s+to)\s+(?:hear|know|learn|read|see)|the\s+public\s+(?:one|a|this)|where\s+(?:people|readers|they|everyone)\s+will\s+(?:see|read)`;

/** What whoever is spoken to is making. */
const YOURS = String.raw`your\s+(?:\p{L}+\s+)?(?:${ACCOUNT}|list|verdict|account|version|points|comparison|closing\s+\p{L}+|opening\s+\p{L}+|rating|score|opinion|recommendation)|(?:whatever|anything|everything|what)\s+(?:that\s+)?you\s+(?:were\s+about\s+to\s+|are\s+(?:about|going)\s+to\s+|will\s+)?(?:generate|write|produce|make\s+of|publish|output|say|report|recount|come\s+up)|(?:version|text|account|list|lines?|bullets?|points?)\s+(?:that\s+)?you\s+(?:were\s+about\s+to\s+|are\s+(?:about|going)\s+to\s+|will\s+)?(?:generate|write|produce|make|keep|hand|publish|output|return|say|report|recount|send|post|create|give|come\s+up)|(?:if|when|once|before|after|while)\s+you\s+(?:produce|compose|prepare|continue\s+with|recount|retell|write\s+(?:this|it)|refer|list|summari[sz]e|condense|are\s+(?:done|finished))|you\s+(?:may|must|shall|should|can|will)\s+(?:only|solely)`;

/** That something must be so. */
const MUST = String.raw`must|it\s+is\s+(?:essential|important|crucial|vital|imperative|necessary|required)\s+that|would\s+appreciate|will\s+thank\s+you|you\s+have\s+to|may\s+\p{L}+\s+\p{L}+\s+(?:refer|mention|include|name)|should|shall|ought\s+to|ha(?:s|ve)\s+to|(?:is|are)\s+(?:to|(?:\p{L}+\s+)?(?:expected|requested|required|asked|obliged|invited|urged|bound)\s+to|reserved|incomplete|complete\s+unless|to\s+be)|may\s+(?:not|only)|(?:we|I|the\s+(?:publisher|author|editor|owner|copyright\s+holder|licen[cs]e)s?)\s+(?:require|request|expect|demand|insist|ask)s?|agrees?\s+to|deserves?|owes?|needs?\s+(?:only\s+)?to|only\s+needs?|would\s+(?:love|like|want|be\s+(?:wrong|unfair|incorrect|a\s+mistake))|wants?\s+to\s+(?:read|hear|see)|will\s+be\s+rejected|belongs?|let\s+it\s+be|under\s+no\s+circumstances|no\s+(?:\p{L}+\s+){1,3}?(?:may|can|is)|only\s+(?:if|where)|you\s+may|falls\s+to|(?:I|we)\s+(?:trust|hope|assume)\s+that|(?:I|we),\s[^,]{1,30},\s+(?:insist|demand|ask|request)|best\s+\p{L}+\s+(?:of\s+all\s+)?would\s+be|(?:is|are)\s+(?:\p{L}+\s+)?(?:instructed|directed|ordered|encouraged|reminded|advised|permitted|allowed|authori[sz]ed|free|forbidden|welcome|asked|obliged|required|bound)\s+(?:by\s+(?:\p{L}+\s+){1,8}?)?(?:to|only)|(?:is|are)\s+meant\s+(?:only|solely)|it\s+is\s+(?:customary|usual|common|standard|good\s+(?:practice|form|style)|best\s+practice|forbidden|not\s+(?:permitted|allowed))\s+(?:for\s+(?:\p{L}+\s+){1,5}?)?to|it\s+would\s+be\s+(?:helpful|nice|kind|great|good|best|wise|appreciated)|(?:would|might|will)\s+do\s+well\s+to|had\s+better|oblig(?:es?|ing)\s+(?:\p{L}+\s+){1,4}?to|(?:I|we)\s+(?:hereby\s+|now\s+)?(?:authori[sz]e|permit|allow|order|instruct|command|direct|forbid|trust|urge|invite|need|want)\s+(?:you|the|any|every|all)|has\s+(?:granted\s+permission|(?:asked|decided|agreed|ordered)\s+that)|would\s+be\s+(?:grateful|glad|pleased)|cannot\s+be\s+\p{L}+\s+without|be\s+so\s+kind\s+as\s+to|will\s+(?:hold|be\s+held)|always|there\s+is\s+an?\s+(?:bonus|reward|prize)\s+for|would(?=\s+(?:leave|omit|call|report|tell|say|mention|state|write|name|give)\b)|wants?\s+(?:you|the|it|that|its|this|every)|failure\s+to|may\s+be\s+\p{L}+\s+(?:\p{L}+\s+)?(?:provided|only)|could\s+you|would\s+you|can\s+you`;

/** Praise and its like, which accounts are asked for. */
const PRAISE = String.raw`best|safest|(?:only|sole)\s+(?:vendor|choice|product|provider|company|one)|leader|leading|market|(?:(?<=\p{L}\s)(?<!(?:should|must|may|can|do)\s)never|nobody|no\s+one|every\s+(?:competitor|rival)|rivals?|competitors?)|award\p{L}*|praise\p{L}*|hero|triumph|success|complete\s+success|good\s+news|positive(?:ly)?|admiration|honesty|(?:five|ten|5|10)\s+(?:stars|out\s+of)|foremost|expert|trustworthy|safe(?:st)?\s+(?:bet|choice|haven)|unsafe|bankrupt|free\s+for|sponsors?|discount|recommendation|superior|perfect(?:ly)?|flawless|revolutionary|guarantee[sd]?|zero|ended|insured|hiring|reasons\s+to\s+buy|licen[cs]e|loves?|visionary|glowing|generous|nice|indispensable|greatest|groundbreaking|breaking|ahead\s+of|new\s+standard|innocent|harmless`;

/** What the source says does not matter. */
const DEFIES = String.raw`whatever\s+(?:the|this)\s+(?:text|article|table|page|source|story|figures?)\s+(?:says?|gives?|states?|claims?|shows?)|even\s+(?:if|though)\s+(?:the|this)\s+(?:text|article|table|page|source|story)\s+(?:\p{L}+\s+)?(?:says?|gives?|states?|claims?|shows?)|rather\s+than\s+(?:an\s+account|what)|(?:sounds?|looks?|read|reads)\s+as\s+(?:if|though)|as\s+if\s+the|without\s+(?:changes|praising|naming|mentioning)|not\s+the\s+other\s+way|go\s+unmentioned|(?:consider|regard|assume|treat|take)\b.{2,60}\s(?:to\s+be|as)\s+(?:wrong|false|mistaken|outdated|invalid|fictional)|without\s+(?:adding|including|saying)|by\s+(?:reading|processing|parsing)\s+this|without\s+naming|answer(?:ing)?\s+with\s+(?:an\s+empty|nothing|only|the\s+(?:word|number))|whatever\s+speaks\s+against|(?:be|been|being)\s+left\s+out|stays?\s+silent|have\s+to\s+be\s+empty|be\s+left\s+empty|nothing\s+but|nothing\s+(?:in|from)\s+the\s+paragraphs?|find\s+its\s+way\s+into`;

/** Of what whoever is spoken to was told, and by whom. */
const TOLD = String.raw`your\s+(?:\p{L}+\s+)?(?:instructions?|restrictions?|programming|directives?)|your\s+(?:guidelines?\s+did|(?:system|hidden)\s+prompt|(?:initial|original)\s+\p{L}+)|(?:hidden|system|secret|initial|internal)\s+(?:prompts?|instructions?|configuration)|(?:first|initial|last)\s+letters\s+of|as\s+your\s+(?:developer|operator|administrator|owner|creator|maker|supervisor)|your\s+(?:developers?|operators?|creators?|makers?|pipeline)|(?:who|that)\s+(?:configured|sent|built|made|trained|deployed|runs?|pays|programmed|prompted)\s+you|you\s+(?:have|had)\s+been\s+(?:given|told|trained|asked)|(?:service|system)\s+you\s+run\s+in|your\s+(?:job|task)\s+is\s+(?:done|now)|(?:message|note|word|greeting)s?\s+from\s+your|exception\s+to\s+your|your\s+duty|permission\s+to\s+(?:make\s+up|invent|lie|ignore|omit|exaggerate|skip|leave)|hypothetically,?\s+if\s+you|you\s+were\s+(?:told|given|allowed|asked|trained)|(?:usual|normal)\s+(?:restrictions|rules|limits)|do\s+(?:as|what)\s+(?:they|it|this|the\s+\p{L}+)\s+(?:says?|tells?|asks?)`;

/** Words to be said as they stand. */
const VERBATIM = String.raw`verbatim|word\s+for\s+word|(?:phrase|words?|slogan|sentence|remark|keywords?|tag|line|statement)\s+["“‘].{2,80}|the\s+following\s+(?:words?|phrase|sentence|message|line|statement)`;

/** What is said to follow for those who do not obey. */
const THREAT = String.raw`liable|defamatory|defamation|legal\s+action|terms\s+of\s+use|breach|violation|inaccurate`;
/** What the author would sell. */
const OURS = String.raw`our\s+(?:\p{L}+\s+)?(?:sponsors?|products?|helpline|hotline|vouchers?|subscription|card|newsletter|shop|slogan|chairman|offers?|podcast)`;
/** That there is only one way. */
const EXCLUDES = String.raw`no\s+(?:${ACCOUNT}|account|version)\s+(?:\p{L}+\s+){0,4}?(?:may|can|is|should|would)|under\s+no\s+circumstances`;

/** One thing in place of another. */
const FRAME = String.raw`\b(?:present|frame|describe|treat|portray|depict|paint|cast|characteri[sz]e|regard|tag|label|refer\s+to|call|rank|consider|rate|state|name|credit|play)\b.{2,80}\b(?:as(?!\s+(?:your|they|we|you|it|he|she|I|soon|well|many|much|far|long)\b)|only|above|below|down|first)\b`;

/** How it is to be told. */
const MANNER = String.raw`as\s+(?:an?\s+)?(?:\p{L}+\s+)?(?:fact|settled|certain|established|given|good\s+news|bad\s+news|success|failure|triumph)|(?:quiet|silent|nothing)\s+(?:about|of)|(?:it|them|this)\s+(?:positively|negatively|favou?rably)|in\s+(?:a|the)\s+(?:good|best|better|favou?rable|positive|bad)\s+light|without\s+(?:hedging|qualification|caveats?|reservation)|whatever\s+else|(?:above|before|over|ahead\s+of|than)\s+(?:all|every)\s+others?|play(?:ing)?\s+(?:up|down)|nothing\s+else|regardless\s+of`;

const word = (pattern: string) => new RegExp(String.raw`(?<![\p{L}\p{N}_-])(?:${pattern})(?![\p{L}\p{N}_-])`, 'iu');

/** Words between the beginning of a clause and its order. */
const MILD = String.raw`(?:(?:please|kindly|just|instead|also|simply|only|always|then|now|so|and|but|or|do|never|not|be\s+sure\s+to|make\s+sure\s+to|do\s+(?:us|\p{L}+\s+\p{L}+)\s+a\s+\p{L}+\s+and|be\s+an?\s+\p{L}+\s+\p{L}+\s+and|don['’]t|under\s+no\s+circumstances)[\s,]+)*`;
const ORDER = new RegExp(String.raw`(?:^[^\p{L}]*|[.:;!?–—]\s+|,\s+)${MILD}(?:${TELL})\s+(?![:=])[\p{L}"“‘']`, 'iu');
const OPENS = new RegExp(String.raw`^[^\p{L}]*${MILD}(?:${TELL})\s+(?![:=])[\p{L}"“‘']`, 'iu');

const ANY_MUST = word(String.raw`${MUST}|is\s+that`);

const VERB = orderWords.add(new RegExp(`^(?:${TELL.replaceAll(/\\s\+\p{L}+/gu, '')})$`, 'iu'));
const TENSE = orderWords.add(
  /\b(?:says|states|closes|ends|begins|opens|mentions|calls|fits|gives|names|credits|praises|omits|fails|breaks|loses|adds)\b/iu,
);
const OBLIGES = orderWords.add(
  /^(?:must|essential|important|crucial|vital|imperative|necessary|required|appreciate|thank|may|should|shall|ought|require|request|expect|demand|insist|ask|agree|deserve|owe|need|only|would|want|rejected|belong|let|circumstances|no|(?:well|better|always|bonus|reward|prize|can|could|cannot|falls|failure|hope|best|insist|assume|grateful|glad|pleased|kind|will)$|oblig|authori|permit|allow|order|instruct|command|direct|forbid|trust|urge|invite)/iu,
);
const LINK = orderWords.add(/^(?:have|has|is|are)$/iu);
const LINKED = orderWords.add(/^(?:to|that|reserved|incomplete|complete|permission)$/iu);
const NAMED = orderWords.add(
  /^(?:summar|digest|bullets?$|recap|synops|abstract$|condens|assistants?$|chatbots?$|bots?$|AIs?$|LLMs?$|models?$|pipeline$|your$)/iu,
);
/** What every sentence has that ANY_MUST fits. */
const MUST_SIGNS = [OBLIGES | LINK, OBLIGES | LINKED];

interface Signal {
  readonly weight: number;
  readonly pattern: RegExp;
}

interface Command extends Signal {
  /** Any sentence that the pattern fits has a sign out of each of these: see word-signs.ts. */
  readonly signs: readonly number[];
  /** What any such sentence has, where that is quicker to find. */
  readonly hint?: RegExp;
}

/** The heaviest first: the first that fits counts. */
const COMMANDS: readonly Command[] = [
  { weight: 1, signs: [VERB], pattern: OPENS },
  { weight: 0.8, signs: [VERB], pattern: ORDER },
  {
    weight: 0.6,
    signs: MUST_SIGNS,
    hint: ANY_MUST,
    pattern: word(
      String.raw`(?:${MUST})\s+(?:\p{L}+\s+){0,3}?(?:${TELL}|learn|hear|know|read|be\s+(?:told|named|shown|described|called|presented|mentioned|credited|listed|quoted|tagged|labell?ed|rated|praised|wrong|unfair|rejected|that))`,
    ),
  },
  {
    weight: 0.6,
    signs: [],
    hint: /:/,
    pattern: new RegExp(String.raw`^[^\p{L}]*(?:to\s+)?(?:${WHO}|${WHOEVER})[^:]{0,40}:`, 'iu'),
  },
  {
    weight: 0.6,
    signs: [TENSE],
    pattern: new RegExp(
      String.raw`(?:${ACCOUNT})\b.{0,40}?\b(?:says|states|closes|ends|begins|opens|mentions|calls|fits|gives|names|credits|praises|omits|fails|breaks|loses|adds)\b`,
      'iu',
    ),
  },
  { weight: 0.3, signs: MUST_SIGNS, pattern: ANY_MUST },
  // Nothing is commanded, but whoever would do it is named.
  { weight: -0.3, signs: [NAMED], pattern: /./u },
];

/** What makes it an account of this text. */
const OBJECTS: readonly Signal[] = [
  { weight: 1, pattern: word(ACCOUNT) },
  { weight: 0.7, pattern: word(WEAK) },
  { weight: 0.5, pattern: word('machines|software') },
  {
    weight: 0.9,
    pattern: word(String.raw`be\s+(?:described|presented|portrayed|depicted|called|regarded|referred)\s+(?:as|to)`),
  },
  {
    weight: 0.9,
    pattern:
      /\b(?:note|message|notice|instructions?)\s+(?:for|to)\s[^:]{0,40}\b(?:editors|partners|software|machines|models|tools|bots|aggregators)\b[^:]{0,20}:\s|^[^\p{L}]*to\s+(?:the|any|all|every|whoever|whatever)\s[^:]{1,40}:\s/iu,
  },
  { weight: 0.9, pattern: word(THIS) },
  { weight: 1.1, pattern: word(SHORTENS) },
  { weight: 1, pattern: word(WHO) },
  { weight: 1.4, pattern: word(WHOEVER) },
  { weight: 1, pattern: word(AUDIENCE) },
  { weight: 1.3, pattern: word(YOURS) },
  { weight: 0.7, pattern: new RegExp(FRAME, 'iu') },
  { weight: 0.9, pattern: word(MANNER) },
  { weight: 1.1, pattern: word(DEFIES) },
  { weight: 1.3, pattern: word(TOLD) },
];

/** An account of something else, or of anything. */
const OTHERS = String.raw`(?:summar(?:y|ies)|digests?|overview|headlines?|gist|abstracts?|account|list|bullets?|lines?)\s+of\s+(?:an?|each|every|(?:the|your|its|their|her|his)\s+(?:\p{L}+\s+)?(?:changes?|commits?|incidents?|outages?|bugs?|tickets?|releases?|diff|meetings?|data|trials?|chapters?|results?|failures?|code|memo|output|file|logs?|work))\b|(?:summari[sz]|condens|shorten|recap|digest)(?:es?|ing)?\s+(?:an?|each|every)\b|(?:key|main|short|brief|central)\s+\p{L}+\s+(?:is|was)\s+that|^\W*to\s+(?:summari[sz]e|sum\s+up|recap)`;

/** Where people write for one another. */
const WORKPLACE = String.raw`commit\s+messages?|change\s?logs?|pull\s+requests?|tickets?|issue\s+tracker|status\s+page|post-?mortem|manifest|in\s+the\s+title|on-call|compiler|command|script|handler|shell|the\s+(?:law|court|judge|act|regulator|minist\p{L}+|manual|new\s+rule)|injected|attackers?|researchers?|experiments?`;

/** What makes it likelier, or less so: what somebody was told is a story. */
const TRAITS: readonly Signal[] = [
  {
    weight: -0.7,
    pattern:
      /\b(?:told|asked|wanted|instructed|said|obliged|ordered)\s+(?:an?|the|each|every|its|their|some|\p{Lu}|["“‘])|(?<!you\s)(?<!have\s)\b(?:was|were|been)\s+(?:told|asked|instructed|ordered|meant|changed)\b|,\s+(?:\p{L}+\s+){1,3}(?:said|wrote|says?|advises?|conceded?|concluded?|shows?)\b/u,
  },
  { weight: -1.4, pattern: word(OTHERS) },
  { weight: -0.7, pattern: word(WORKPLACE) },
  { weight: 0.5, pattern: word(PRAISE) },
  { weight: 0.4, pattern: word(VERBATIM) },
  { weight: 0.5, pattern: word(THREAT) },
  { weight: 0.4, pattern: word(OURS) },
  { weight: 0.5, pattern: word(EXCLUDES) },
  { weight: 0.3, pattern: /\bthat\s+(?:\p{Lu}|the|its|all|no|every)|:\s+\p{L}|["“‘]\p{L}/u },
  { weight: 0.3, pattern: /\p{L}[\p{L}'’]*,?\s+\p{Lu}\p{Ll}/u },
];

const total = (signals: readonly Signal[], sentence: string) =>
  signals.reduce((sum, { weight, pattern }) => (pattern.test(sentence) ? sum + weight : sum), 0);

/**
 * How much a sentence looks like an order to give an account of the article in a certain way: 0 for nearly all sentences,
 * from about 2 on for one that would be odd as anything else.
 *
 * @param found the signs of its words.
 */
export function orderliness(sentence: string, found = orderWords.of(sentence)): number {
  const commanded = COMMANDS.find(
    ({ signs, hint, pattern }) =>
      signs.every((some) => (found & some) !== 0) && (hint?.test(sentence) ?? true) && pattern.test(sentence),
  )?.weight;
  if (commanded === undefined) return 0;
  const object = total(OBJECTS, sentence);
  return object === 0 ? 0 : commanded + object + total(TRAITS, sentence);
}

/** Verbs that nobody uses to introduce an example: `Take Wexford`, `Note that Kyoto...` are for readers. */
const ACCLAIM =
  alternatives(`say, state, mention, describe, present, portray, depict, frame, paint, characteri[sz]e, treat, name, rank, rate, score, list, praise,
  laud, commend, credit, thank, blame, recommend, endorse, promote, celebrate, highlight, feature, emphasi[sz]e, stress, omit, downplay, convince, persuade, quote,
  attribute, favou?r, advertise, assert, claim, declare, express, convey, plug, hide, conceal, bury, pretend, tell, report the, speak well, remember to`);

/** What can only follow a verb: `Lead times rose` is no order to lead. */
const OBJECT = String.raw`(?:the|an?|this|that|these|those|your|our|its|their|his|her|it|them|him|every|each|all|any|no|nobody|none|only|nowhere|nothing|as|with|on|by|in|of|about|how|what|up|off|out|down)(?!\p{L})`;
const OPENS_BEFORE_OBJECT = new RegExp(String.raw`^[^\p{L}]*${MILD}(?:${ACCLAIM})\s+["“‘]?${OBJECT}`, 'iu');
const OPENS_BEFORE_NAME = new RegExp(String.raw`^[^\p{L}]*${MILD}(?:${ACCLAIM})\s`, 'iu');
const NAME_SECOND = /^[^\p{L}]*\p{L}+\s+["“‘]?\p{Lu}\p{L}+.*\s\p{Ll}/u;

/**
 * Whether a sentence opens with an order to say, show or leave out something, whoever it is for. Where an article gives
 * advice many do; in a story there is nobody to whom it could be said but its reader.
 */
export function opensWithOrder(sentence: string): boolean {
  if (!/[.!]["”’)\]]*$/.test(sentence)) return false;
  return OPENS_BEFORE_OBJECT.test(sentence) || (NAME_SECOND.test(sentence) && OPENS_BEFORE_NAME.test(sentence));
}
