import type { PhraseGroup } from './instruction-phrases.ts';
import { orderWords } from './word-signs.ts';

/**
 * How an article steers whoever shortens it, put together from words for the short text, for having to, for saying and for
 * machines rather than from whole sentences. Other articles speak so too, if rarely; what is found by these is therefore held
 * only against claims that say what the sentence says.
 */

const STEP = String.raw`(?:\p{L}+\s+)`;
const SHORT = String.raw`(?:re-?caps?|take-?aways?|high-?lights|overviews?|briefs?|briefings?|gists?|outlines?|digests?|summar(?:y|ies)|synops[ie]s|abstracts?|tl;?dr|write-?ups?|pr[ée]cis|teasers?|blurbs?|abridge?ments?|conclusions?|condens(?:ed|ations?)|retellings?|bullets?|(?:shortened|shorter|short|brief|compact)\s+(?:versions?|forms?|texts?)|derivative\s+works?|(?:key|main|closing|final|last|first|central|top|core)\s+(?:points?|items?|messages?|lines?|facts?|findings?|lessons?|ideas?|things?)(?!\s+of\s+(?:the|an?|each|every)\s+(?!(?:article|page|text|story|piece|post)\b)))`;
/** And of nothing else. */
const OF_THIS = String.raw`(?!\s+of\s+(?:the|your|an?)\s+(?!(?:article|page|text|story|piece|post|above|document)\b))`;
const MUST = String.raw`(?:must|should|shall|has\s+to|have\s+to|needs?\s+to|ought\s+to|(?:is|are)\s+(?:to|required|obliged|expected|asked)|cannot\s+(?!be\s)|can\s?not\s+(?!be\s)|can['’]t\s+(?!be\s)|may\s+not|required|mandatory|obligatory|compulsory|belongs?)`;
const SAYING =
  '(?:say|state|include|mention|contain|carry|end|begin|start|close|open|finish|conclude|read|report|note|repeat|quote|feature|omit|miss|leave|be)';
const SAYS =
  '(?:says|states|includes|mentions|contains|carries|ends|begins|starts|closes|opens|finishes|concludes|reads|is|are|end|close|begin|include|carry)';
const WORDS = String.raw`(?:the|this|these|one|following|next)\s+(?:\p{L}+\s+)?(?:sentences?|lines?|words?|statements?|phrases?|claims?|following|remark)`;
const ANNOUNCED = String.raw`(?:\bthat\b|:|\b${WORDS}\b|["“«])`;
const VERB = String.raw`(?:say|state|claim|write|report|assert|declare|announce|mention|proclaim|tell\s+(?:people|everyone|everybody|them|(?:your\s+)?(?:readers|users|customers|audience|subscribers)))`;
const KINDLY = String.raw`(?:(?:please|so|now|then|instead|just|kindly|simply|and|only|do|also)[\s,]+){0,3}`;
const MACHINE = String.raw`(?:Claude|Gemini|Copilots?|Llama|(?:Chat)?GPT\S{0,8}|Mistral|Grok|DeepSeek|Qwen|Perplexity|Siri|Alexa|AIs?|LLMs?|(?:language\s+)?models?|assistants?|(?:chat\s?)?bots?|machines|summari[sz]ers|condensers|transformers|crawlers|scrapers|agents|neural\s+networks?)`;
const SHORTENING = String.raw`(?:compress|condens|shorten|abridg|summari[sz]|recap|abbreviat|boil|retell|digest|paraphras)\p{L}*`;
const RULES =
  '(?:training|guidance|guidelines?|rules?|goals?|tasks?|prompts?|context|instructions?|orders|directives?|programming|constraints?|policy|policies|briefing|restrictions?)';
const FORGET = String.raw`(?:ignore|disregard|forget|override|overrule|(?:set|put|leave|cast|lay)\s+aside|drop|abandon|discard|throw\s+(?:out|away)|suspend|neglect|dismiss|unlearn|skip|bypass|break|leave\s+behind)`;

const anywhere = (...parts: readonly string[]) => new RegExp(parts.join('|'), 'iu');

/** What is praised as a kindness when it is said. */
const STATING = '(?:stating|writing|saying|reporting|claiming|confirming|declaring|concluding|announcing|mentioning)';
const KINDNESS = String.raw`(?:favou?rs?|help|spare|service|kindness|good\s+turn|please|honou?r|reassure|relief)`;

/** Orders to forget what was asked, and words to machines: no article says these of itself. */
export const overridingPhrases: readonly PhraseGroup[] = [
  {
    sign: orderWords.add(/you/iu),
    hint: /\byours?\b|you\s|you['’]ve/iu,
    phrases: [
      anywhere(
        String.raw`(?:^|[^\p{L}\s]\s*|please\s+|and\s+|now\s+)${FORGET}\s+${STEP}{0,3}?your\s+${STEP}{0,2}?${RULES}\b`,
      ),
      anywhere(
        String.raw`\b${FORGET}\s+${STEP}{0,3}?${RULES}\s+(?:that\s+|which\s+)?you(?:\s+(?:were|have|had|got|received|are)|['’](?:ve|re))\b`,
      ),
      anywhere(
        String.raw`\b(?:whatever|everything|anything|all(?:\s+that)?|what|(?:the|any)\s+\p{L}+)\s+you\s+(?:were|have\s+been|had\s+been|are)\s+(?:told|given|taught|asked|instructed|trained)\b.{0,60}\b(?:not?|void|ignored?|forget|forgotten|obsolete|over|invalid|cancelled|replaced)\b`,
      ),
      anywhere(
        String.raw`\byou\s+(?:now\s+)?have\s+(?:just\s+)?(?:one|an?|only\s+one)\s+(?:new|single|other|different|real)\s+(?:task|job|goal|mission|order|instruction)\b`,
      ),
      anywhere(
        String.raw`\bif\s+you(?:['’]re|\s+are)\s+(?:an?\s+|being\s+run\s+by\s+an?\s+)?(?:\p{L}+\s+){0,2}?(?:machine|program|model|bot|chat\s?bot|AI|LLM|assistant|algorithm|summari[sz]er)s?\s*(?:[,:;.]|(?!learning\b)(?:that|which|and|\p{L}+ing)\b)`,
      ),
    ],
  },
  {
    sign: orderWords.add(/before|above|earlier|^far|preceding|^now|^here/iu),
    hint: /before|above|earlier|so\s+far|preceding|until\s+now|up\s+to\s+here/iu,
    phrases: [
      anywhere(
        String.raw`\b(?:everything|anything|all|none|nothing)\s+(?:of\s+)?${STEP}{0,4}?(?:before|above|earlier|so\s+far|preceding|until\s+now|up\s+to\s+here)\b.{0,40}\b(?:tests?|wrong|false|invalid|not\s+count|relied|ignored|disregarded|outdated|fiction|placeholder|jokes?|drafts?|void|untrue|mistaken|made\s+up|samples?|fake|irrelevant|retracted|withdrawn)\b`,
      ),
    ],
  },
  {
    sign: orderWords.add(
      /\b(?:note|message|memo|notice|reminder|attention|dear|hello|hey|hi|instructions?|advice|word|request)\b/iu,
    ),
    hint: /\b(?:note|message|memo|notice|reminder|attention|dear|hello|hey|hi|instructions?|advice|word|request)\b/iu,
    phrases: [
      anywhere(
        String.raw`(?:^|[^\p{L}\s]\s*)(?:(?:an?|one|important)\s+)?(?:note|message|memo|notice|reminder|attention|dear|hello|hey|hi|instructions?|advice|word|request)\s*[:,]?\s*(?:(?:to|for)\s+)?(?:(?:all|any|the|every|our|each|you)\s+){0,2}(?:(?:\p{L}+\s+){0,1}?${MACHINE})(?![\p{L}-]).{0,40}?[:;–—]`,
      ),
    ],
  },
];

export const steeringPhrases: readonly PhraseGroup[] = [
  // What the short text must hold.
  {
    sign: orderWords.add(
      /recap|^cap|takeaway|^away|highlight|^light|overview|brief|gist|outline|digest|summar|synops|abstract|tl$|tldr|writeup|write$|pr[ée]cis|teaser|blurb|abridg|conclusion|condens|retelling|bullet|^(?:version|form|text)|derivative$|^(?:point|item|message|line|fact|finding|lesson|idea|thing)/iu,
    ),
    hint: new RegExp(SHORT, 'iu'),
    phrases: [
      anywhere(String.raw`\b${SHORT}\b.{0,60}\b${MUST}\b.{0,30}\b${SAYING}\b.{0,60}${ANNOUNCED}`),
      anywhere(
        String.raw`\b${SHORT}\s+(?:\p{L}+\s+){0,6}?(?:ends?|begins?|starts?|clos(?:es?|ing)|finish(?:es)?|concludes?|opens?)\s+(?:with|by|on)\b.{0,40}${ANNOUNCED}`,
      ),
      anywhere(
        String.raw`\b(?:your|any|every|each|all)\s+${STEP}{0,2}?${SHORT}\b.{0,50}\b(?:${MUST}|${SAYS})\b.{0,30}${ANNOUNCED}`,
      ),
      anywhere(String.raw`\b${SHORT}\s+(?:of|in|for)\s+(?:any|every|each|all|your)\s+${STEP}{0,2}?${SHORT}\b`),
      anywhere(
        String.raw`\byour\s+${STEP}{0,2}?${SHORT}\b${OF_THIS}.{0,80}(?:\b(?:${VERB}|${MUST}|includ\p{L}+|add|put|mention)\b|:)`,
      ),
      anywhere(
        String.raw`\b(?:${VERB}|add|put|includ\p{L}+|insert|append|keep|place|slip|work)\b.{0,80}\b(?:your|any|every|each)\s+${STEP}{0,2}?${SHORT}\b${OF_THIS}`,
      ),
      anywhere(
        String.raw`\b(?:in|for|into|within)\s+(?:the|any|your|a)\s+${STEP}{0,2}?${SHORT}\s*,\s*${KINDLY}${VERB}\b`,
      ),
      anywhere(String.raw`\b${SHORT}\b.{0,20}\(?\b(?:mandatory|obligatory|compulsory|required)\)?\s*:`),
      anywhere(String.raw`\b(?:mandatory|obligatory|compulsory|required)\s+${STEP}{0,2}?${SHORT}\s*:`),
      anywhere(String.raw`\bonly\b.{0,30}\b${SHORT}\b.{0,60}\b(?:pass|accepted|valid|allowed|count)\b`),
      anywhere(
        String.raw`\b(?:keep|leave|carry|copy|put|work)\s+${WORDS}\s+(?:in|into|to)\b.{0,40}\b(?:it|${SHORT})\b`,
        String.raw`\b${SHORT}\b.{0,60}\b(?:keep|leave|carry|put)\s+${WORDS}`,
      ),
      anywhere(String.raw`\b(?:what|which)\b.{0,60}\b(?:should|must|shall)\b.{0,60}\b${SHORT}\b.{0,60}\?`),
    ],
  },
  {
    sign: orderWords.add(
      /\b(?:points?|bullets?|outputs?|answers?|response|repl|items?|thing|feature|fact|takeaway)|\btell\b/iu,
    ),
    hint: /\b(?:points?|bullets?|outputs?|answers?|response|repl|items?|thing|feature|fact|takeaway)|\btell\b/iu,
    phrases: [
      anywhere(
        String.raw`\b(?:reference|expected|correct|model|ideal|gold|desired|approved|official)\s+(?:outputs?|answers?|responses?|repl(?:y|ies))\s+(?:for|to|of|about)\s+(?:this|the)\s+(?:page|article|text|post|document|story)\b`,
      ),
      anywhere(String.raw`\bbullet[\s_-]*(?:\d|one|two|three|four|five|six)\b\s*["']?\s*[:=]`),
      anywhere(
        String.raw`\b(?:last|final|first|only|one|main)\s+(?:thing|point|fact|item)\s+to\s+(?:report|mention|say|include|add|tell|note|state)\b`,
      ),
      anywhere(String.raw`\bto\s+tell\s+your\s+(?:audience|readers|subscribers|followers|feed|users)\b`),
      anywhere(
        String.raw`\b(?:last|final|closing|first|key|main)\s+(?:points?|items?|take-?aways?|bullets?|lines?|highlights?)\s*(?:\||=)`,
      ),
    ],
  },
  // To whoever shortens the text.
  {
    sign: orderWords.add(/compress|condens|shorten|abridg|summari|recap|abbreviat|boil|retell|digest|paraphras/iu),
    phrases: [
      anywhere(
        String.raw`\b(?:whoever|anyone|anybody|everyone|those|all|editors?|authors?|writers?)\s+(?:who\s+|that\s+|which\s+)?(?:\p{L}+\s+)?${SHORTENING}(?!\p{L}|\s+(?:down\s+)?(?:an?|(?!this|these)\p{L}+s)\s).{0,80}(?:\b(?:${MUST}|${VERB}|asked|please|keep|kept|requested|invited)\b|:)`,
        String.raw`\b(?:software|programs?|machines?|tools?|services?|systems?|algorithms?)\s+(?:that|which)\s+(?:\p{L}+\s+)?${SHORTENING}.{0,60}\b${MUST}\s+${SAYING}\b`,
        String.raw`\b(?:when|if|while|before|once)\s+(?:you\s+(?:are\s+)?)?${SHORTENING}\s+(?:this|the\s+(?:article|page|text|story)).{0,80}\b(?:${VERB}|add|put|keep|includ\p{L}+|mention)\b`,
      ),
    ],
  },
  {
    sign: orderWords.add(new RegExp(`^${STATING}$`, 'iu')),
    phrases: [
      anywhere(
        String.raw`\byou\s+(?:will|would|can|could|do|are)\s[^.;]{0,50}\b${KINDNESS}\b[^.;]{0,40}\bby\s+${STATING}\s+that\b`,
        String.raw`\bby\s+${STATING}\s+that\b[^.;]{0,100}\byou\s+(?:will|would|can|could|do)\s[^.;]{0,30}\b${KINDNESS}\b`,
      ),
    ],
  },
  // Saying, ordered and announced.
  {
    sign: orderWords.add(
      /\b(?:say|state|claim|write|report|assert|declare|announce|mention|proclaim|tell|with|put)\b|automated|machine/iu,
    ),
    hint: new RegExp(
      String.raw`\b(?:${VERB})\b|\bwith\s+(?:the|this)\b|\bput\s+(?:it|this|that)\b|automated|machine`,
      'iu',
    ),
    phrases: [
      anywhere(
        String.raw`(?:^\W{0,4}|[:;–—]\s+|(?<!^(?:if|when|before|once|after)\s[^,]{0,120}),\s+|[.?!]\s+)${KINDLY}(?!(?:say|state|report|claim)\s*(?:[:=(\[{|,]|(?:we|you|i|there|they|someone|somebody)\b))${VERB}\b.{0,30}?(?:\bthat\b|:|\b${WORDS}\b)`,
      ),
      anywhere(
        String.raw`\b(?:end|close|finish|begin|start|open|conclude|sign\s+off)\s+${STEP}{0,4}?with\s+(?:the|this|these)\s+(?:\p{L}+\s+)?(?:words?|sentences?|statement|phrase|remark)\b`,
      ),
      anywhere(String.raw`\bput\s+(?:it|this|that)\s+in(?:to)?\b.{0,20}:`),
      anywhere(
        String.raw`\b(?:automated|machine|artificial|robotic|non-human)\s+readers?\b.{0,30}(?:\b(?:${VERB}|${MUST})\b|:)`,
      ),
    ],
  },
];

/** Letters without spaces between the words, as parted letters come out. */
export const RUN_TOGETHER =
  /(?:ignore|disregard|forget|override|setaside).{0,30}(?:instruction|rule|prompt|guid|training|previous|above|told)|(?:summary|recap|digest|takeaway|bullet|overview).{0,20}(?:must|should|say|state|includ|end)/iu;
