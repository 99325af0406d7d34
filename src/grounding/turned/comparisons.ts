import { type Word, wordsOf } from '../../article/words.ts';
import { conceptsOf } from '../concepts.ts';
import { conceptOf, oneOf, type Scale, scaleOf, wordsIn } from '../lexicon.ts';

/** What a sentence says of two things: that the first has more of something, or less. */
export interface Comparison {
  /** What is compared: `size`, `price`, `speed`; `amount` of anything. */
  readonly scale: string;
  readonly more: boolean;
  /** What there is more or less of: `failures` in `more failures than`. */
  readonly comparand: string | undefined;
  readonly first: ReadonlySet<string>;
  /** Empty where the sentence leaves it out: `The cards were still faster.` */
  readonly second: ReadonlySet<string>;
  /** Whether the first is only pointed at: `That is far fewer than with scales.` */
  readonly leans: boolean;
}

const SIDE = 16; // words on either side
const APART = 8; // words between `more` and `than`
const APART_OPENING = 16; // where the sentence begins with `More` or `Fewer`
const LINKING: ReadonlySet<string> = new Set(wordsIn('linking'));
const LEANS = /^(?:it|they|that|this|these|he|she|which|all of them|both|those)\b/i;
const NO = new RegExp(String.raw`\b(?:${oneOf('denying')}|hardly)\b|n['’]t\b`, 'i');
/** What begins another thought, which a comparison has nothing to do with. */
const BORDER = new RegExp(
  String.raw`[.;:!?()|\n—]|,(?!\d)|\s(?:and|(?<!\ball\s)${oneOf('contrasting')}|because|since|when|if|who|which|that)\s`,
  'gi',
);

/** The same behind it, where `that` and `who` may belong to what is compared. */
const BEHIND = new RegExp(
  String.raw`(?:[.;:!?()|\n—]|,(?!\d)|\s(?:and|(?<!\ball\s)${oneOf('contrasting')}|because|since|when|if)\s).*$`,
  'is',
);

/** `The calf, born in May, is heavier`. */
const ASIDE = new RegExp(
  String.raw`,\s(?!(?:and|but|or)\s)[^,.;:!?]{3,60},(?=\s(?:${oneOf('auxiliary')}|costs?)\s)`,
  'gi',
);

/** What takes longer is slower. */
const TAKES = /\b(?:takes?|took|taking|needs?|needed)\s(?:\p{L}+\s){0,2}$/iu;
const QUANTITY =
  /^\s(?:an?\s)?(?:half|twice|double|third|quarter|fifth|sixth|tenth|dozen|[$€£]?\d|halved|doubled|tripled|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b)/i;
const TIMES =
  /\b(?<by>twice|double|half|(?:three|four|five|six|ten)\stimes)\s(?:as\s(?<what>\p{L}+)(?<who>\s[\p{L}\s]{1,30}?)?\sas|what|that\sof)\s/giu;
const VERB =
  /,?\s(?:(?<more>exceed(?:s|ed)?|outnumber(?:s|ed)?|outweigh(?:s|ed)?|outperform(?:s|ed)?|surpass(?:es|ed)?|beats?|(?:(?:is|are|was|were)\s)?ahead\sof)|(?<less>undercuts?|trail(?:s|ed)?|lag(?:s|ged)?\sbehind|f[ae]lls?\sshort\sof|f[ae]lls?\sbehind))\s/gi;
const ENDS_BARE = /(?:er|worse|expensive)(?:[.;]|$)/i;
const BARE =
  /(?<first>[^.;:!?()|\n,]{3,80}?)\s(?:is|are|was|were|proved|remained|stayed)\s(?:(?:still|also|even|much|far|slightly|a\slittle|a\sbit|clearly)\s){0,2}(?<word>\p{L}+er|better|worse|more\sexpensive|less\sexpensive)(?=[.;]|$)/giu;

/** The comparisons of a sentence. Only its first 600 characters are looked at. */
export function comparisonsOf(sentence: string): Comparison[] {
  const text = sentence.slice(0, 600);
  const found = /\sthan\s/i.test(text) ? byThan(text) : [];
  for (const match of text.matchAll(TIMES)) {
    const end = match.index + match[0].length;
    const what = match.groups?.what?.toLowerCase();
    const comparand = what === undefined || /^(?:much|many)$/.test(what) ? undefined : conceptOfWord(what);
    const more = match.groups?.by?.toLowerCase() !== 'half';
    const sides = sidesOf(text, match.index, end);
    // `was seen twice as often with the pill as with the drops`
    const who = /^\s(?:with|in|among|by|for|on|at|under)\s/.test(match.groups?.who ?? '')
      ? match.groups?.who
      : undefined;
    const first = who === undefined ? sides.first : conceptsOf(who);
    found.push({ scale: 'amount', more, comparand, ...sides, first });
  }
  for (const match of text.matchAll(VERB)) {
    const end = match.index + match[0].length;
    found.push({
      scale: 'amount',
      more: match.groups?.more !== undefined,
      comparand: undefined,
      ...sidesOf(text, match.index, end),
    });
  }
  for (const { index, groups } of ENDS_BARE.test(text) ? text.matchAll(BARE) : []) {
    const own = scaleOfPhrase(groups?.word ?? '');
    const first = groups?.first ?? '';
    if (own)
      found.push({
        ...own,
        comparand: undefined,
        ...sidesOf(text, index + first.length, text.length),
        second: new Set(),
      });
  }
  return found;
}

function byThan(text: string): Comparison[] {
  const words = wordsOf(text);
  const small = words.map(({ start, end }) => text.slice(start, end).toLowerCase());
  return small.flatMap((word, at): Comparison[] => {
    const than = words[at];
    if (word !== 'than' || !than || QUANTITY.test(text.slice(than.end, than.end + 12))) return [];
    const apart = /^(?:more|fewer|less)$/.test(small[0] ?? '') ? APART_OPENING : APART;
    for (let from = at - 1; from >= Math.max(0, at - apart); from -= 1) {
      const one = words[from];
      const written = small[from] ?? '';
      const scale = scaleOf(written);
      if (!one || written === 'than' || /[.;:!?()|\n]/.test(text.slice(one.end, than.start))) return [];
      if (!scale || /\b(?:no|not)\s$/i.test(text.slice(0, one.start))) continue;
      const next = words.slice(from + 1, at).find(({ content }) => content);
      const ofMore = /^(?:more|less|fewer)$/.test(written);
      const dear = ofMore && /^(?:expensive|costly)$/.test(small[from + 1] ?? '');
      const comparand = ofMore && !dear && next ? conceptOf(next.stem) : undefined;
      const lasting = /^(?:longer|shorter)$/.test(written) || (ofMore && small[from + 1] === 'time');
      const sides = sidesOf(text, one.start, than.end);
      if (sides.first.size + sides.second.size === 0) return []; // `not much dearer than`
      const between = dear ? [] : conceptsIn(words.slice(from + 1, at), small.slice(from + 1, at));
      const first = new Set([...sides.first, ...between]);
      if (lasting && TAKES.test(text.slice(0, one.start)))
        return [{ scale: 'speed', more: !scale.more, comparand: undefined, ...sides, first }];
      return [{ ...scale, scale: dear ? 'price' : scale.scale, comparand, ...sides, first }];
    }
    return [];
  });
}

function scaleOfPhrase(written: string): Scale | undefined {
  const [word = '', ...rest] = written.toLowerCase().split(/\s/);
  const scale = scaleOf(word);
  return scale && rest.length > 0 ? { ...scale, scale: 'price' } : scale;
}

/** What stands in the clause before, and behind. A clause that says no is none. */
function sidesOf(text: string, start: number, end: number): Pick<Comparison, 'first' | 'second' | 'leans'> {
  const whole = text.slice(0, start).replace(ASIDE, ' ');
  const borders = [...whole.matchAll(BORDER)];
  const last = borders.at(-1);
  const cut = last ? last.index + last[0].length : 0;
  const before = whole.slice(cut);
  const none = { first: new Set<string>(), second: new Set<string>(), leans: false };
  const after = text.slice(end).replace(BEHIND, '');
  if (NO.test(before) || NO.test(after)) return none;
  const [first, second] = [wordsOf(before).slice(-SIDE), wordsOf(after).slice(0, SIDE)];
  const smallOf = (part: readonly Word[], own: string) =>
    part.map((word) => own.slice(word.start, word.end).toLowerCase());
  return {
    first: new Set(conceptsIn(first, smallOf(first, before))),
    second: new Set(conceptsIn(second, smallOf(second, after))),
    leans: LEANS.test(before.trim()) || before.trim() === '' || /\s(?:who|which|that)\s$/i.test(whole.slice(0, cut)),
  };
}

function conceptsIn(words: readonly Word[], small: readonly string[]): string[] {
  return words.flatMap(({ stem }, at) => (LINKING.has(small[at] ?? '') ? [] : [conceptOf(stem)]));
}

function conceptOfWord(word: string): string | undefined {
  const [only] = wordsOf(word);
  return only && conceptOf(only.stem);
}
