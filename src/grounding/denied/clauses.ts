import { type Word, wordsOf } from '../../article/words.ts';
import { conceptsOf } from '../concepts.ts';
import { conceptOf, isVague, oneOf } from '../lexicon.ts';
import { oncePerPassage } from '../once-per-passage.ts';
import { isNotClaimed } from './negated-words.ts';
import { type Denial, denialsIn, deniedAhead } from './predicates.ts';

const LONGEST = 600; // characters of a passage that are looked at
const BORDER = new RegExp(
  String.raw`[;:()—\n“”]|,?\s${oneOf('contrasting', 'subordinating', 'relative')}\s|,\s(?:and|or|as|with|by|in|on|not)\s|,(?!\d)|\sand\s(?=(?:\w+\s){0,3}(?:${oneOf('auxiliary')}|\w+ed)\b)`,
  'giu',
);
/** What only joins a sentence to the one before: `it did not, however, save lives`. */
const JOINING = /,\s(?:however|though|therefore|in\sfact|of\scourse),/gi;
/** What parts a subject from its verb: `the bank, which is elsewhere, was not affected`. */
const APART = new RegExp(
  String.raw`,\s(?:which|who|whose|where)\s[^.;:,]{3,90},(?=\s(?:${oneOf('auxiliary')}|also|still|never|then|\p{L}+ed)\s)`,
  'giu',
);
const CONDITION = /\b(?:if|unless|until)\s/i;
const NONE: ReadonlySet<string> = new Set();

/** A part of a sentence between two borders, and what it denies. */
export interface Clause extends Around {
  readonly text: string;
  readonly words: readonly Word[];
  readonly terms: ReadonlySet<string>;
  readonly denials: readonly Denial[];
  /** Whether it holds only when something else does. */
  readonly isSupposed: boolean;
}

/** The concepts of the sentence that a clause of the article stands in, and of the one before. */
interface Around {
  readonly sentence: ReadonlySet<string>;
  readonly before: ReadonlySet<string>;
}

/** The clauses of a passage of prose. */
export const clausesIn = oncePerPassage((passage, index): readonly Clause[] => {
  const range = index.passages[passage];
  if (!range || range.kind === 'heading' || range.kind === 'table' || range.kind === 'code') return [];
  const text = index.textOf(range).slice(0, LONGEST);
  const before = index.passages[passage - 1];
  const context = {
    sentence: conceptsOf(text),
    before: conceptsOf(before && before.block === range.block ? index.textOf(before).slice(-LONGEST) : ''),
  };
  return clausesOf(text, context);
});

/** The clauses of a sentence; `around` is known of those of an article. */
export function clausesOf(sentence: string, around: Around = { sentence: NONE, before: NONE }): Clause[] {
  const told = sentence.replace(JOINING, '');
  const joined = told.replace(APART, '');
  const whole = partsOf(told, around);
  return joined === told ? whole : [...whole, ...partsOf(joined, around)];
}

function partsOf(sentence: string, around: Around): Clause[] {
  const borders = [...sentence.matchAll(BORDER)];
  return [0, ...borders.map((border) => border.index + border[0].length)].flatMap((start, at) => {
    const [before, text] = [sentence.slice(0, start), sentence.slice(start, borders[at]?.index)];
    if (!text.trim()) return [];
    const words = wordsOf(text);
    const concepts = words.flatMap(({ content, stem }) => (content ? [conceptOf(stem)] : []));
    const terms = new Set(concepts.filter((concept) => !isVague(concept)));
    return [
      {
        ...around,
        text,
        words,
        terms,
        denials: isNotClaimed(before) ? [] : [...denialsIn(text, words), ...deniedAhead(before, text, words)],
        isSupposed: CONDITION.test(borders[at]?.[0] ?? ''),
      },
    ];
  });
}
