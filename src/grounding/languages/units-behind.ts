import { anyOf, type Foreign, meaningsOf, perLanguage, plainly, SPACE, TO_HERE } from './languages.ts';
import type { Change } from './reading.ts';

/** What English calls them. */
export const magnitudes: ReadonlySet<string> = new Set(['hundred', 'thousand', 'million', 'billion', 'trillion']);

/** What stands behind a number that ends at a place, in order: magnitudes and then a unit, `Millionen` and `Tonnen`. */
export function unitsBehind(text: string, end: number, language: Foreign): Change[] {
  const { pattern, meanings } = behindOf(language);
  const changes: Change[] = [];
  for (let from = end; ; ) {
    pattern.lastIndex = from;
    const { index, 0: written = '', groups } = pattern.exec(text) ?? { index: 0 };
    const word = groups?.word ?? groups?.sign ?? '';
    const isSymbol = word.length === 1 && word !== word.toLowerCase(); // `M` is no metre
    const english = meanings.get(plainly(word));
    if (english === undefined || isSymbol) return changes;
    changes.push({ start: index, end: index + written.length, text: ` ${english}` });
    if (!magnitudes.has(english)) return changes;
    from = index + written.length;
  }
}

/** The pattern of a unit or magnitude, for what may be the number one before it or an article. */
export const countable = perLanguage(({ behind }) =>
  anyOf(
    Object.entries(behind)
      .filter(([english]) => english !== 'times' && english !== 'thousand')
      .flatMap(([, words]) => words.split('|'))
      .filter((word) => /^\p{L}{2}/u.test(word)),
  ),
);

const behindOf = perLanguage(({ behind }) => {
  const meanings = meaningsOf(behind);
  const words = [...meanings.keys()];
  const [signs, names] = [words.filter((word) => /[€$£]$/.test(word)), words.filter((word) => !/[€$£]$/.test(word))];
  const gap = `(?:${SPACE}|-)(?:(?:de|di)${SPACE}|d['’])?`;
  return {
    meanings,
    pattern: new RegExp(
      String.raw`(?:${SPACE}?(?<sign>${anyOf(signs)})|${gap}(?<word>${anyOf(names)})(?:${TO_HERE}|(?<=\.)))`,
      'iuy',
    ),
  };
});
