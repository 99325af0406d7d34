import { timesIn } from './clock.ts';
import { countriesIn } from './countries.ts';
import { datesIn } from './dates.ts';
import type { Language } from './languages.ts';
import { hasEnglishMarks } from './numerals.ts';
import { phrasesIn } from './phrases.ts';
import { quantitiesIn } from './quantities.ts';
import { asItIs, type Change, type Reading, withChanges } from './reading.ts';
import { unitsAlone } from './units-alone.ts';

/**
 * Reads a text in its language: figures, dates, times of day, what bounds them, and countries are put as English writes
 * them, so that all checks read them by one set of rules. Linear in the text; an English one is left as it is.
 *
 * @param whole what the text belongs to, as the article of a claim.
 */
export function readText(text: string, language: Language, whole?: Whole): Reading {
  if (language === 'en') return asItIs(text);
  const marks = hasEnglishMarks(text, whole?.language === language && whole.hasEnglishMarks);
  const dates = apart([phrasesIn(text, language), timesIn(text, language), datesIn(text, language)]);
  const quantities = quantitiesIn(text, { language, hasEnglishMarks: marks }, dates);
  const changes = apart([dates, unitsAlone(text, language), quantities, countriesIn(text, language)]);
  return { language, hasEnglishMarks: marks, ...withChanges(text, changes) };
}

/** What is known of a text before it is read. */
export type Whole = Pick<Reading, 'language' | 'hasEnglishMarks'>;

/** All changes in order, without those that overlap one of a list before, or one that begins earlier or is longer. */
function apart(lists: readonly (readonly Change[])[]): Change[] {
  const ranked = lists.flatMap((changes, rank) => changes.map((change) => ({ change, rank })));
  ranked.sort((a, b) => a.change.start - b.change.start || a.rank - b.rank || b.change.end - a.change.end);
  const kept: { readonly change: Change; readonly rank: number }[] = [];
  for (const one of ranked) {
    let before = kept.at(-1);
    while (before && before.rank > one.rank && one.change.start < before.change.end) {
      kept.pop();
      before = kept.at(-1);
    }
    if (!before || one.change.start >= before.change.end) kept.push(one);
  }
  return kept.map(({ change }) => change);
}
