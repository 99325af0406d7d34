import type { Range } from '../../article/article.ts';
import { stemOf, type Word } from '../../article/words.ts';
import { negatedWords } from '../denied/negated-words.ts';
import { type Pole, polesOf } from '../lexicon.ts';
import { phrasalPoleOf } from './phrasal-opposites.ts';

const COVERED = 3; // words that a negation turns round
/** Verbs that turn round the one behind them: what stopped accepting refuses. */
const UNDOING = /\b(?:stop(?:s|ped)?|ceas(?:es?|ed)|quits?|(?:fail(?:s|ed)?|refus(?:es?|ed)|declin(?:es?|ed))\sto)\s$/i;
/** `those who switch it off` says of whom. */
const WHETHER = /\b(?:whether|whoever|those|(?:anyone|anybody|everyone)\swho)\s[^.;:,]*$/i;

/** `as easy to fill as`. */
const AS_MUCH = /^(?:\s[\p{L}-]+){0,4}\sas\s/u;

/** A word that stands on a side of opposites, on the other one where it is denied. */
export interface Hit extends Range {
  readonly pole: Pole;
  readonly written: string;
  /** As it is named to a person: with what denies or undoes it, as in `didn't rise`. */
  readonly named: string;
}

/** The words of a stretch of a text that stand on a side of opposites. */
export function hitsIn(text: string, words: readonly Word[], from: number, to: number): Hit[] {
  const negated = negatedWords({ text, words }, { from, to, most: COVERED });
  const hits: Hit[] = [];
  for (let at = from; at < to; at += 1) {
    const word = words[at];
    if (!word) continue;
    const poles = polesAt(text, words, at);
    if (poles.length === 0) continue;
    const before = text.slice(Math.max(0, word.start - 40), word.start);
    if (WHETHER.test(before)) continue;
    const [undoing = ''] = UNDOING.exec(before) ?? [];
    const written = text.slice(word.start, word.end);
    const no = negated.get(at)?.no;
    const denying = no === undefined ? '' : `${no} `;
    const named = `${denying}${undoing}${written}`;
    for (const pole of poles) {
      // Of `neither a fare nor a higher levy` it is what follows that is denied.
      if (no !== undefined && (pole.loose || /^n(?:either|or)$/.test(no))) continue;
      const turned = ((no !== undefined) !== isLessened(text, word, pole)) !== (undoing !== '');
      const side = turned ? (pole.side === 'one' ? 'other' : 'one') : pole.side;
      hits.push({ start: word.start, end: word.end, pole: { ...pole, side }, written, named });
    }
  }
  return hits;
}

/** `less expensive`, `the least secure`; but `less growth` is still growth. */
function isLessened(text: string, { start }: Word, { axis }: Pole): boolean {
  return axis !== 'more and less' && /\b(?:less|least)\s$/i.test(text.slice(Math.max(0, start - 6), start));
}

function polesAt(text: string, words: readonly Word[], at: number): readonly Pole[] {
  const word = words[at];
  if (!word) return [];
  const small = text.slice(word.start, word.end).toLowerCase();
  const [before, after] = [text.slice(Math.max(0, word.start - 40), word.start), text.slice(word.end, word.end + 24)];
  const phrasal = phrasalPoleOf(small, before, after);
  if (phrasal !== undefined) return phrasal ? [phrasal] : [];
  if (/\bas\s$/i.test(before) && AS_MUCH.test(text.slice(word.end, word.end + 60))) return []; // neither more nor less
  if (/^(?:least|most)$/.test(small) && /\bat\s$/i.test(before)) return [];
  if (/(?:er|worse)$/.test(small) && /\bno\s$/i.test(before)) return []; // no worse is not better, and no longer not shorter
  return polesOf(small);
}

/** The stem of the word alone, the same for `shut` and `shutting`. */
export function stemIn({ written }: Hit): string {
  return stemOf(written.toLowerCase()).replace(/(\p{L})\1$/u, '$1');
}
