import type { Range } from '../../article/article.ts';
import { oneOf, scaleOf } from '../lexicon.ts';
import { PATTERNS, type Pattern } from './relation-patterns.ts';

/** Two things that a sentence puts in an order: what was before what, what took the place of what, what is more. */
export interface Relation {
  readonly kind: Pattern['kind'];
  /** What there is more of, where a word such as `lower` tells. */
  readonly scale: string | undefined;
  /** The old one, the earlier, the greater, the doer. */
  readonly first: Range;
  readonly second: Range;
}

const SIDE = 60; // characters looked at on either side
const ASIDE = new RegExp(
  String.raw`,\s(?:as|so|because|since|${oneOf('contrasting', 'relative')})\b|\s(?:because|since)\s`,
  'i',
);
/** `were taken over`: whoever stands before it has done nothing. */
const PASSIVE = new RegExp(
  String.raw`\b${oneOf('being')}\s(?:(?:\p{L}+ly|then|later|now|first|thus|also|soon)\s)?(?!\p{L}+ing\b)\p{L}+(?:\sover)?\s$`,
  'iu',
);

/** The relations that a sentence states. Only its first thousand characters are looked at. */
export function relationsOf(sentence: string): Relation[] {
  const text = sentence.slice(0, 1000);
  return PATTERNS.flatMap(({ kind, pattern, hint, first }) =>
    matchesNear(text, pattern, hint).flatMap((match): Relation[] => {
      const a = rangeOf(text, match.indices?.groups?.a, 'end');
      const b = rangeOf(text, match.indices?.groups?.b, 'start');
      if (!a || !b) return [];
      const how = match.groups?.how?.toLowerCase();
      const scale = how === undefined ? undefined : (scaleOf(how)?.scale ?? how);
      if (kind === 'deed' && first === 'a' && PASSIVE.test(text.slice(a.start, b.start))) return [];
      return [first === 'a' ? { kind, scale, first: a, second: b } : { kind, scale, first: b, second: a }];
    }),
  );
}

const BEFORE_HINT = 120; // more characters than any pattern has before what its hint finds

/** All matches of a pattern, looked for only where its hint finds something ahead: the patterns begin with anything. */
function matchesNear(text: string, pattern: RegExp, hint: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  for (let from = 0; from < text.length; ) {
    hint.lastIndex = from;
    const hinted = hint.exec(text);
    if (!hinted) break;
    pattern.lastIndex = Math.max(from, hinted.index - BEFORE_HINT);
    const match = pattern.exec(text);
    if (!match) break;
    matches.push(match);
    from = match.index + match[0].length;
  }
  return matches;
}

/** The part of a group that lies nearest to the words between. */
function rangeOf(text: string, indices: [number, number] | undefined, near: 'start' | 'end'): Range | null {
  if (!indices) return null;
  const [start, end] = indices;
  if (near === 'end') return { start: Math.max(start, end - SIDE), end };
  const aside = text.slice(start, Math.min(end, start + SIDE)).search(ASIDE);
  return { start, end: aside > 0 ? start + aside : Math.min(end, start + SIDE) };
}
