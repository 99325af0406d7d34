import { stemOf } from '../article/words.ts';
import type { Token } from './language.ts';

const FRONT = '(?:for|in|on|at|to|with|from|by|of|after|before|during|since|until|under|over|through|against)';
const BE = `(?:is|are|was|were|has|had|have|will|would|can|could|came|comes|fell|rose|went|goes|took|takes|stood|stands|dropped|grew|shrank|lasted|lasts|meant|means|made|cost|costs)`;

/** Nouns that are nothing without what they are of. */
const RELATIVE = `(?:total|sum|average|mean|median|maximum|minimum|difference|gap|increase|decrease|reduction|drop|rise|remainder|rest|share|ratio|overall figure|figure|number|count|amount|percentage|proportion|majority|minority|half|effect|consequence|alternative|opposite|reverse|exception|former|latter|winner|loser|runner-up|others?|rest|same)`;

/** What leaves a sentence without meaning that has nothing before it. */
const DANGLING: readonly RegExp[] = [
  // `Our total was 40.`: the total of what?
  new RegExp(
    String.raw`^(?:the|our|my|their|its|that|this)\s+(?:\p{L}+\s+)?${RELATIVE}\s+(?:\p{L}+ly\s+)?${BE}\b`,
    'iu',
  ),
  // `For the checkout that was too slow, which is why...`: the sentence proper is what `that` was.
  new RegExp(
    String.raw`^${FRONT}\s+(?:\S+\s+){1,6}?(?:that|this|it)\s+(?:is|was|meant|means|made|took|had)\b[^,;]*[,;]\s+(?:which|so|and\s+so|hence)\b`,
    'iu',
  ),
  // `Four seconds later`, `The year before`: than what?
  /^(?:about\s+|some\s+|only\s+|just\s+|nearly\s+|almost\s+)?(?:[\p{L}\d-]+\s+){1,3}(?:later|earlier|afterwards|beforehand)(?:,|\s+(?!than\b|this\b|in\b))/iu,
  /^(?:the|that)\s+(?:\p{L}+\s+)?(?:year|month|week|day|night|quarter|morning|afternoon|evening|hour|time)\s+(?:before|after|earlier|later)\b(?!\s+(?:(?:the|an?|last)\b|\d))/iu,
  /^(?:the\s+)?(?:next|following|previous|same|preceding)\s+(?:year|month|week|day|night|quarter|morning|afternoon|evening|hour|time|step|version|release)\b/iu,
  // `The smaller size`: smaller than which?
  /^(?:the|our|its|their)\s+(?:smaller|larger|bigger|shorter|longer|higher|lower|faster|slower|cheaper|remaining|resulting|additional|latter|former)\s+\p{L}/iu,
  // `Before, a job took an hour`: before what?
  /^(?:before|until\s+then|since\s+then|by\s+then|before\s+then|after\s+that|before\s+that),/iu,
  // `In the other group that fell to 0.6`: what fell?
  /^(?:in|on|at|for|with|among)\s+(?:[^\s,]+\s+){1,6}?(?:that|this)\s+(?:fell|rose|dropped|grew|went|came|stood|was)\s+(?:\p{L}+\s+)?(?:to|at|by|from)\s+\S?\d/iu,
  // `When the plant opened, it was 34 percent`: what was? No plant is.
  /^[^,]+, (?:it|they) (?:is|are|was|were|has been|had been) (?:\p{L}+ )?\d[\d.,]* ?(?:%|per ?cent)/iu,
  // `After two years 54% were, which is better`: were what?
  /^[^,]*\d\s?%?\s+(?:\p{L}+\s+)?(?:is|are|was|were|do|did|does|has|have|had|can|could),\s+(?:which|but|and|while|though|against|compared)\b/iu,
  // `The worst is a leak`: the worst of what?
  new RegExp(
    String.raw`^the\s+(?:worst|best|(?:most|least)\s+\p{L}+|(?:larg|bigg|small|great|high|low|old|new|lat|earli|long|short|fast|slow|cheap|strong|weak|simpl|easi|hard)est)(?:\s+of\s+(?:all|them|these|those))?\s+${BE}\b`,
    'iu',
  ),
  // `Together with Orbix they`: nobody that they could be.
  /^(?:together\s+with|along\s+with|like|unlike|despite|because\s+of|according\s+to|thanks\s+to|given)\s+(?:[^\s,]+\s+){1,6}?(?:it|they|he|she)\s/iu,
  // `We dropped all, and`: all of what?
  /^(?:we|they|it|he|she|the\s+\p{L}+)\s+\p{L}+(?:ed|t|w|k|g|d)\s+(?:all|both|some|none|most|many|neither|either|another|others)(?=[,.;]|\s+(?:and|but|to)\b)/iu,
  // `The page was there after 1.8.`: after 1.8 of what, where no other figure says it?
  /^(?!.*\d\s?[%\p{L}]).*\b(?:after|in|within|under|over|by|about|nearly|almost)\s\d+\.\d+\.?$/iu,
  // `40 of the total`: the total of what?
  /\bof\s+the\s+(?:total|sum|rest|remainder|difference|increase|reduction)\b(?!\s+(?:of|in|for|from|between)\b)/iu,
];

/** Whether a sentence has words that mean nothing without what stood before it. */
export function dangles(sentence: string): boolean {
  return DANGLING.some((pattern) => pattern.test(sentence));
}

/** Whether it is about what only the sentence before it names. */
export function opensWithPronoun(sentence: string): boolean {
  return /^(?:it|they|he|she|this|that|these|those)\b/i.test(sentence);
}

const MAKES =
  /^(?:ma[dk]e|makes|making|find|finds|found|take|takes|took|think|thinks|thought|consider|considers|considered|keep|kept|leave|left|call|calls|called)$/i;

/**
 * Whether an object is a pronoun that nothing before it can mean: `The council gave it for two years`. The subject of the
 * same verb cannot be what its object means (principle B of binding theory, Chomsky 1981).
 */
export function hasUnknownObject(tokens: readonly Token[]): boolean {
  const verb = tokens.findIndex(({ pos }) => pos === 'VERB');
  const object = tokens[verb + 1];
  if (verb < 1 || verb > 6 || !object || !/^(?:it|them|him)$/i.test(object.text)) return false;
  if (MAKES.test(tokens[verb]?.text ?? '') && tokens[verb + 2]?.pos === 'ADJ') return false; // `made it possible`
  const subject = tokens.slice(0, verb).filter(({ pos }) => pos !== 'AUX' && pos !== 'ADV' && pos !== 'PART');
  const nouns = subject.filter(({ pos }, index) => isNoun(pos) && !isNoun(subject[index + 1]?.pos));
  return nouns.length < 2 && subject.every(({ pos }) => isNoun(pos) || ['DET', 'ADJ', 'NUM', 'PRON'].includes(pos));
}

function isNoun(pos: Token['pos'] | undefined): boolean {
  return pos === 'NOUN' || pos === 'PROPN';
}

const SUBJECT = new RegExp(
  String.raw`^(?:the|our|its|their)\s+(?:[\p{Ll}-]+\s+){0,2}?(\p{Ll}{3,})\s+(?:(?:now|also|still|then|already|never|only)\s+)?(?:${BE}|does|did|do|must|should|may|might|gave|got|ran|sold|bought|began|became|held|kept|left|let|met|paid|put|read|said|saw|sent|set|told|won|wrote|\p{Ll}{2,}(?:ed|es|[^s\W]s))\s`,
  'u',
);

/** The stem of the noun that a sentence is about when it says nothing of it but that it is known: `The council gave...`. */
export function definiteSubject(sentence: string): string | null {
  const noun = SUBJECT.exec(`${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`)?.[1];
  return noun === undefined ? null : stemOf(noun);
}
