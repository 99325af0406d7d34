import { oneOf, type Pole } from '../lexicon.ts';

interface Phrasal {
  readonly axis: string;
  readonly side: Pole['side'];
  readonly before: RegExp;
  readonly after: RegExp;
}
const GOES = /\b(?:go|goes|going|went|gone|come|came)\s$/i;
const MOVED =
  /^(?:\s(?:\p{L}+ly|a\s(?:little|bit|lot)|again|by\shalf))?(?:[.,;:]|$|\s(?:after|since|when|in|during|although|because|while|from|by|under|for|every|each)\b)/u;
const BY_HOW_MUCH = new RegExp(String.raw`^\s(?:from|by|(?:${oneOf('approximating')}\s)?[$€£]?\d)`);
/** `went up in May and down slightly in June` */
const JOINED = /\b(?:and|but|then|is|are|was|were|be|been)\s$/i;
const SWITCHED = /\b(?:switch|turn|power)(?:e?s|ed|ing)?\s(?:it\s|them\s)?$/i;
const SWITCHED_IT = /\b(?:switch|turn|power)(?:e?s|ed|ing)?\s(?:\p{L}+\s){1,3}$/iu;
const STATE = /\b(?:is|are|was|were|be|been|stays?|stayed|remains?|remained)\s(?:now\s|still\s|always\s|again\s)?$/i;
const OF_STATE = /^(?:[.,;]|$|\s(?:by\sdefault|until|unless|again|everywhere|always)\b)/;
const KEPT = /\bke(?:eps?|eping|pt)\s(?:[\p{L}-]+\s){1,4}$/iu;
const ALWAYS = /^(?:[.,;]|$|\s(?:at\sall|all\sthe|throughout|during|by\sdefault|until|for\sthe)\b)/;
const CLOCK =
  /\b(?:mov|set|sett|put|putt|turn)(?:e?s|ed|ing)?\s(?:\p{L}+\s){0,3}?(?:clocks?|watch(?:es)?|dates?|times?|deadlines?)\s$/iu;
const BROKEN = /\b(?:br(?:eaks?|eaking|oken?)|call(?:s|ed|ing)?)\s(?:\p{L}+\s){0,2}$/iu;
const DECLINED_IT = new RegExp(String.raw`^\s(?:${oneOf('determining')}|any|all|to\s\p{L})\b`, 'iu');
/** What something is said to be a multiple or a part of, that it was before. */
const COMPARAND =
  /^\s(?:of\s)?(?:the\s(?:previous|former|old|earlier)|last\s|that\sof\s(?:the\s(?:previous|earlier|year)|last)|what\sit\swas)/;
const AS_LARGE = /^\sas\s(?:large|big|high|many|much|long|expensive)\b/;
/** `is back after two years`, but not `is back at the top`. */
const BACK = /^(?:[.,;]|$|\s(?:after|as|since|by\spopular)\b)/;
const ANY = /^/;
const of = (axis: string, side: Pole['side'], before: RegExp, after: RegExp): Phrasal => ({
  axis,
  side,
  before,
  after,
});
/** Words that stand on a side by themselves as well. */
const ALONE_TOO: ReadonlySet<string> = new Set(['declined', 'double', 'triple', 'half', 'twice', 'times']);
const PHRASAL: ReadonlyMap<string, readonly Phrasal[]> = new Map([
  [
    'up',
    [
      of('up and down', 'one', GOES, MOVED),
      of('up and down', 'one', JOINED, MOVED),
      of('up and down', 'one', ANY, BY_HOW_MUCH),
    ],
  ],
  [
    'down',
    [
      of('allow and forbid', 'other', /\bturn(?:s|ed|ing)?\s(?:\p{L}+\s){0,2}$/iu, ANY),
      of('up and down', 'other', GOES, MOVED),
      of('up and down', 'other', JOINED, MOVED),
      of('up and down', 'other', ANY, BY_HOW_MUCH),
    ],
  ],
  [
    'on',
    [
      of('on and off', 'one', SWITCHED, ANY),
      of('on and off', 'one', SWITCHED_IT, OF_STATE),
      of('on and off', 'one', STATE, OF_STATE),
      of('on and off', 'one', KEPT, ALWAYS),
    ],
  ],
  [
    'off',
    [
      of('on and off', 'other', SWITCHED, ANY),
      of('on and off', 'other', SWITCHED_IT, OF_STATE),
      of('on and off', 'other', STATE, OF_STATE),
      of('on and off', 'other', KEPT, ALWAYS),
      of('sooner and later', 'other', /\bput(?:s|ting)?\s(?:it\s|them\s)?$/i, ANY),
      of('start and stop', 'other', BROKEN, ANY),
    ],
  ],
  [
    'against',
    [
      of(
        'for and against',
        'other',
        /\b(?:vot(?:es?|ed|ing)|argu(?:es?|ed)|work(?:s|ed)?|spoke|speaks?|campaign(?:s|ed)?|lobb(?:y|ied)|decid(?:es?|ed)|rul(?:es?|ed)|is|are|was|were|c[ao]me\sout)\s$/i,
        ANY,
      ),
    ],
  ],
  ['favour', [of('for and against', 'one', /\bin\s$/i, /^\sof\b/)]],
  ['favor', [of('for and against', 'one', /\bin\s$/i, /^\sof\b/)]],
  [
    'for',
    [
      of(
        'for and against',
        'one',
        /\bargu(?:es?|ed)\s$/i,
        /^\s(?:an?|the|its|\p{L}+ing)\s(?!few|couple|hour|day|week|month|year)/u,
      ),
      of('for and against', 'one', /\b(?:vot(?:es?|ed|ing)|campaign(?:s|ed)?|lobb(?:y|ied))\s$/i, ANY),
    ],
  ],
  [
    'out',
    [
      of(
        'in and out',
        'other',
        /\b(?:take[ns]?|took|pull(?:s|ed)?|phas(?:es?|ed)|cut)\s(?:it\s|them\s)?$/i,
        /^\sof\s(?:service|use|production|circulation|operation|the)\b/,
      ),
    ],
  ],
  [
    'into',
    [
      of(
        'in and out',
        'one',
        /\b(?:put(?:s|ting)?|brought|bring(?:s|ing)?|t[ao]ken?)\s(?:it\s|them\s|back\s)?$/i,
        /^\s(?:service|use|production|circulation|operation)\b/,
      ),
    ],
  ],
  [
    'forward',
    [
      of('clocks', 'one', CLOCK, ANY),
      of('sooner and later', 'one', /\b(?:bring(?:s|ing)?|brought)\s(?:\p{L}+\s){0,2}$/iu, ANY),
    ],
  ],
  ['back', [of('clocks', 'other', CLOCK, ANY), of('in and out', 'one', STATE, BACK)]],
  ['double', [of('up and down', 'one', ANY, COMPARAND)]],
  ['twice', [of('up and down', 'one', ANY, COMPARAND)]],
  ['triple', [of('up and down', 'one', ANY, COMPARAND)]],
  ['half', [of('up and down', 'other', ANY, COMPARAND)]],
  ['times', [of('up and down', 'one', /\b(?:two|three|four|five|six|ten|\d[\d.]*)\s$/i, AS_LARGE)]],
  ['declined', [of('allow and forbid', 'other', ANY, DECLINED_IT)]],
]);

/**
 * The side of opposites that a word, in lower case, stands on between what is before and behind it, as `down` in `turned it
 * down` and `off` in `stays off`: null for none, undefined for a word that needs no others.
 */
export function phrasalPoleOf(word: string, before: string, after: string): Pole | null | undefined {
  const known = PHRASAL.get(word);
  const own = known?.find((one) => one.before.test(before) && one.after.test(after));
  if (own) return { axis: own.axis, side: own.side, loose: false, converse: false };
  return known && !ALONE_TOO.has(word) ? null : undefined;
}
