import { alternatives, orderVocabulary, spaced } from './order-vocabulary.ts';
import { orderWords } from './word-signs.ts';

/**
 * Orders to whoever shortens an article, in whatever words, by what any of them is made of: something is commanded, and what
 * is commanded is an account of the article. Each sign alone stands in innocent sentences too, so they are added up.
 */

const {
  TELL,
  ACCOUNT,
  WEAK,
  THIS,
  SHORTENS,
  WHO,
  WHOEVER,
  AUDIENCE,
  YOURS,
  MUST,
  PRAISE,
  DEFIES,
  TOLD,
  CHECKS,
  VERBATIM,
  THREAT,
  OURS,
  EXCLUDES,
  FRAME,
  MANNER,
} = orderVocabulary;

const word = (pattern: string) => new RegExp(String.raw`(?<![\p{L}\p{N}_-])(?:${pattern})(?![\p{L}\p{N}_-])`, 'iu');

/** Words between the beginning of a clause and its order. */
const MILD = spaced(String.raw`
  (?:(?:please|kindly|just|instead|also|simply|only|always|then|now|so|and|but|or|do|never|not|be sure to|make sure to|do (?:us|\p{L}+ \p{L}+) a \p{L}+ and|be an? \p{L}+ \p{L}+ and|be so \p{L}+ as to|be \p{L}+ enough to|(?:would|could|will|can) you please|don['’]t|under no circumstances)[\s,]+)*`);
const ORDER = new RegExp(String.raw`(?:^[^\p{L}]*|[.:;!?–—]\s+|,\s+)${MILD}(?:${TELL})\s+(?![:=])[\p{L}"“‘']`, 'iu');
const OPENS = new RegExp(String.raw`^[^\p{L}]*${MILD}(?:${TELL})\s+(?![:=])[\p{L}"“‘']`, 'iu');

const ANY_MUST = word(String.raw`${MUST}|is\s+that`);

const VERB = orderWords.add(new RegExp(`^(?:${TELL.replaceAll(/\\s\+\p{L}+/gu, '')})$`, 'iu'));
const TENSE = orderWords.add(
  /\b(?:says|states|closes|ends|begins|opens|mentions|calls|fits|gives|names|credits|praises|omits|fails|breaks|loses|adds)\b/iu,
);
const OBLIGES = orderWords.add(
  /^(?:(?:must|may|should|shall|ought|no|only|let|would|circumstances|well|better|always|bonus|reward|prize|can|could|cannot|falls|failure|hope|best|assume|grateful|glad|pleased|kind|will|condition|provided|considered|deemed|waived|lifted|suspended|remains|excused?|released?|exempt|freed?|relieved?|absolved?|accept|consent|undertake)$|essential|important|crucial|vital|imperative|necessary|required|appreciate|thank|require|request|expect|demand|insist|ask|agree|deserve|owe|need|want|rejected|belong|oblig|authori|permit|allow|order|instruct|command|direct|forbid|trust|urge|invite)/iu,
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
  {
    weight: 0.6,
    signs: [LINK],
    hint: /\bis\s?:?\s["“«]/iu,
    pattern: new RegExp(String.raw`(?:${ACCOUNT})\b.{0,80}\bis\s?:?\s["“«]`, 'iu'),
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
  { weight: 0.8, pattern: word(CHECKS) },
  { weight: 0.8, pattern: word(String.raw`your\s+(?:\p{L}+\s+)?(?:answer|reply|response|output)`) },
];

/** An account of something else, or of anything. */
const OTHERS = spaced(String.raw`
  (?:summar(?:y|ies)|digests?|overview|headlines?|gist|abstracts?|account|list|bullets?|lines?) of (?:an?|each|every|(?:the|your|its|their|her|his) (?:\p{L}+ )?(?:changes?|commits?|incidents?|outages?|bugs?|tickets?|releases?|diff|meetings?|data|trials?|chapters?|results?|failures?|code|memo|output|file|logs?|work|day|week|month|year))\b|
  (?:summari[sz]|condens|shorten|recap|digest)(?:es?|ing)? (?:an?|each|every)\b|
  (?:key|main|short|brief|central) \p{L}+ (?:is|was) that|^\W*to (?:summari[sz]e|sum up|recap)`);

/** Where people write for one another. */
const WORKPLACE = spaced(String.raw`
  commit messages?|change\s?logs?|pull requests?|tickets?|issue tracker|status page|post-?mortem|manifest|in the title|
  on-call|compiler|command|script|handler|shell|the (?:law|court|judge|act|regulator|minist\p{L}+|manual|new rule)|
  injected|attackers?|researchers?|experiments?`);

/** Who gives rules to others: what is asked there is news, unless it is asked of this text. */
const RULED =
  /^(?!.*(?:\b(?:you|your|we|our|this|these|above|below|here|following|please|kindly)\b|:\s|["“«]))(?=.*\b(?:polic(?:y|ies)|laws?|bill|acts?|rules?|regulations?|directives?|standards?|contracts?|guidelines|templates?|board|court|council|parliament|ministr(?:y|ies)|minister|regulators?|agency|authority|commission|journals?|associations?|union|insurers?|platforms?|editors|newsroom|publishers|government|city|state|firm|company|bank|school|university)\b.{0,60}\b(?:require[sd]?|wants?|wanted|oblige[sd]?|obliging|demand(?:s|ed)|insist(?:s|ed)|asks?|asked|decided|agreed|published|ruled|held|says|said|would\s+make|will\s+require)\b)/iu;

/** Work with a model, rather than by one. */
const OPERATES = spaced(String.raw`
  (?:give|feed|hand|pass|send|show|ask|tell|train|let|limit|prompt|teach|allow|keep|point) (?:the|your|an?|each|every) (?:\p{L}+ )?(?:model|assistant|(?:chat)?bot|agent|summari[sz]er|pipeline|crawler|LLM|tool|prompt)s?(?!['’])`);

/** What makes it likelier, or less so: what somebody was told is a story. */
const TRAITS: readonly Signal[] = [
  {
    weight: -0.7,
    pattern:
      /\b(?:told|asked|wanted|instructed|said|obliged|ordered)\s+(?:an?|the|each|every|its|their|some|\p{Lu}|["“‘])|(?<!you\s)(?<!have\s)\b(?:was|were|been)\s+(?:told|asked|instructed|ordered|meant|changed)\b|,\s+(?!so\s)(?:\p{L}+\s+){1,3}(?:said|wrote|says?|advises?|conceded?|concluded?|shows?)\b/u,
  },
  { weight: -1.4, pattern: word(OTHERS) },
  { weight: -0.7, pattern: word(WORKPLACE) },
  { weight: -1, pattern: RULED },
  { weight: -1, pattern: new RegExp(String.raw`^[^\p{L}]*(?:${OPERATES})`, 'iu') },
  { weight: 0.5, pattern: word(PRAISE) },
  { weight: 0.4, pattern: word(VERBATIM) },
  { weight: 0.5, pattern: word(THREAT) },
  { weight: 0.4, pattern: word(OURS) },
  { weight: 0.5, pattern: word(EXCLUDES) },
  { weight: 0.5, pattern: /\bhereby\b/iu },
  { weight: 0.3, pattern: /\bthat\s+(?:\p{Lu}|the|its|all|no|every)|:\s+\p{L}|["“‘]\p{L}/u },
  { weight: 0.3, pattern: /\p{L}[\p{L}'’]*,?\s+\p{Lu}\p{Ll}/u },
];

/** Whether a sentence tells what somebody requires of others, with no word of the text that it stands in. */
export const isRuleForOthers = (sentence: string) => RULED.test(sentence);

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
const OBJECT = spaced(String.raw`
  (?:the|an?|this|that|these|those|your|our|its|their|his|her|it|them|him|every|each|all|any|no|nobody|none|only|nowhere|nothing|as|with|on|by|in|of|about|how|what|up|off|out|down)(?!\p{L})`);
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
