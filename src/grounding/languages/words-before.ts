import type { Range } from '../../article/article.ts';
import { anyOf, type Foreign, FROM_HERE, meaningsOf, perLanguage, plainly, SPACE } from './languages.ts';
import type { Change } from './reading.ts';

const FURTHEST = 48; // characters before a quantity
const MOST = 3;

/** What is said before a quantity, nearest first: `seit rund` 40 Jahren is `since about`. */
export function wordsBefore(text: string, { start }: Pick<Range, 'start'>, language: Foreign): Change[] {
  const { pattern, meanings, beforeYear } = beforeOf(language);
  const isYear = /^(?:1[5-9]|20)\d\d(?!\d|[.,]\d)/.test(text.slice(start, start + 7));
  const changes: Change[] = [];
  for (let end = start; changes.length < MOST; ) {
    const from = Math.max(0, end - FURTHEST);
    const { index, 0: written, groups } = pattern.exec(text.slice(from, end)) ?? { index: -1, 0: '' };
    const word = plainly(groups?.word ?? '');
    const english = meanings.get(word) ?? (isYear && changes.length === 0 ? beforeYear.get(word) : undefined);
    if (english === undefined) break;
    changes.push({ start: from + index, end, text: `${english} ${/[€$£]/.exec(written)?.[0] ?? ''}` });
    end = from + index;
  }
  return changes;
}

/** What joins two quantities with nothing else between them: `to` for `bis`, `and` for `und`. */
export function wordBetween(text: string, { start, end }: Range, language: Foreign): Change | null {
  if (end - start > FURTHEST / 3) return null;
  const { between, joins } = beforeOf(language);
  const word = between.exec(text.slice(start, end))?.[1];
  const english = word === undefined ? undefined : joins.get(plainly(word));
  return english === undefined ? null : { start, end, text: ` ${english} ` };
}

/** What says that a quantity became another one behind it: `von 140 auf 60`. */
export function fromBefore(text: string, one: Range, language: Foreign): Change | null {
  const { from, way } = beforeOf(language);
  const lead = from.exec(text.slice(Math.max(0, one.start - FURTHEST / 3), one.start));
  if (!lead || !way.test(text.slice(one.end, one.end + FURTHEST))) return null;
  return { start: one.start - lead[0].length, end: one.start, text: 'from ' };
}

const beforeOf = perLanguage(({ before, from, to, and, of }) => {
  const meanings = meaningsOf(before);
  const joins = new Map([
    ...to.split('|').map((word) => [word, 'to'] as const),
    ...and.split('|').map((word) => [word, 'and'] as const),
  ]);
  const beforeYear = new Map(of.split('|').map((word) => [word, 'of']));
  const gap = `(?:${SPACE}(?:le |la |les |los |las |den |der |dem |het |de )?|(?<=['’]))`;
  const towards = anyOf(to.split('|'));
  return {
    ...{ meanings, beforeYear, joins },
    pattern: new RegExp(
      `${FROM_HERE}(?<word>${anyOf([...meanings.keys(), ...beforeYear.keys()])})${gap}(?:[€$£]${SPACE}?)?$`,
      'iu',
    ),
    between: new RegExp(`^${SPACE}(${anyOf(joins.keys())})${SPACE}$`, 'iu'),
    from: new RegExp(`${FROM_HERE}${anyOf(from.split('|'))}${SPACE}$`, 'iu'),
    way: new RegExp(
      String.raw`^(?:${SPACE}\p{L}+){0,3}?(?:${SPACE}(?:19|20)\d\d)?${SPACE}${towards}${SPACE}(?:(?:los|las|le|les) )?(?=\d)`,
      'iu',
    ),
  };
});
