import type { Range } from '../../article/article.ts';
import { anyOf, type Foreign, FROM_HERE, perLanguage, SPACE, TO_HERE } from './languages.ts';
import { loneHundred, numberWordsOf } from './number-words.ts';
import { englishNumeral, inEnglish, numeral } from './numerals.ts';
import type { Change } from './reading.ts';
import { countable, unitsBehind } from './units-behind.ts';
import { fromBefore, wordBetween, wordsBefore } from './words-before.ts';

interface Marked {
  readonly language: Foreign;
  readonly hasEnglishMarks: boolean;
}

/** A number with its magnitudes and unit. */
interface Quantity extends Range {
  readonly changes: readonly Change[];
}

/**
 * The numbers of a text in a language, with what stands behind, before and between them: `bis zu 1,5 Mio. Tonnen`.
 *
 * @param dates what is no number, and has words of the same kind before and between: `zwischen 2019 und März 2025`.
 */
export function quantitiesIn(text: string, { language, hasEnglishMarks }: Marked, dates: readonly Range[]): Change[] {
  const { own, english } = numbersOf(language);
  const numbers = numbersIn(text, language, dates, hasEnglishMarks ? english : own);
  const all = [...numbers, ...dates].sort((one, other) => one.start - other.start);
  const beside = all.flatMap((one, at) => {
    const next = all[at + 1];
    const joined = next && wordBetween(text, { start: one.end, end: next.start }, language);
    const before = wordsBefore(text, one, language);
    const from = before.length === 0 ? fromBefore(text, one, language) : null;
    return [joined, from, ...before].filter((change) => change !== null && change !== undefined);
  });
  return [...numbers.flatMap(({ changes }) => changes), ...beside];
}

function numbersIn(
  text: string,
  language: Foreign,
  dates: readonly Range[],
  { pattern, say }: ReturnType<typeof numbersOf>['own'],
): Quantity[] {
  const found: Quantity[] = [];
  let [end, next] = [0, 0];
  for (const match of text.matchAll(pattern)) {
    const { index: start, 0: written } = match;
    while ((dates[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    if (start < end || (dates[next]?.start ?? Number.POSITIVE_INFINITY) < start + written.length) continue;
    end = start + written.length;
    const said = say(match);
    const number = said === written ? [] : [{ start, end, text: said }];
    const behind = unitsBehind(text, end, language);
    end = behind.at(-1)?.end ?? end;
    found.push({ start, end, changes: [...number, ...behind] });
  }
  return found;
}

const numbersOf = perLanguage(({ one }, language) => {
  const words = numberWordsOf(language);
  const lone = loneHundred(language);
  const named = [
    `(?<words>${words.pattern})${TO_HERE}`,
    `(?<hundred>${lone.pattern})${TO_HERE}`,
    `(?<one>${anyOf(one.split(' '))})(?=(?:${SPACE}|(?<=['’]))${countable(language)}${TO_HERE})`,
  ];
  const readerOf = (digits: string, inDigits: (written: string) => string) => ({
    pattern: new RegExp(`${digits}|${FROM_HERE}(?:${named.join('|')})`, 'giu'),
    say({ 0: written, groups: g = {} }: RegExpExecArray): string {
      if (g.words !== undefined) return words.inEnglish(g.words);
      if (g.hundred !== undefined) return lone.inEnglish(g.hundred);
      return g.one === undefined ? inDigits(written) : 'one';
    },
  });
  return { own: readerOf(numeral, inEnglish), english: readerOf(englishNumeral, (written) => written) };
});
