import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { Figure } from '../figures/figures.ts';
import { textBefore } from '../text-beside.ts';

const NUMBER = /^\d{1,3}(?:\.\d+)?$/;
const LONGEST_NAME = 30;
const LONGEST_LIST = 60; // characters before the last number of `Terminals 1, 2 and 4`
const NAME =
  /(?<!\p{L})(?:\p{Lu}[\p{L}-]+|phase|stage|level|priority|terminal|platform|gate|chapter|category|tier)\s$/u;
const NAMES_WITH_NUMBER = /(?<!\p{L})\p{Lu}[\p{L}-]+\s$/u;
/** Of what else the article tells of. */
const VERSION = /\b(?:version|release)\s$/i;
/** Not the beginning of a sentence, where `Some 40` would look like a name. */
const WITHIN_SENTENCE = /[\p{L}\d,(][\s-]$/u;

/** `Larder 7.0` or `Terminal 4` where the article has Larder and the terminals only with other numbers. */
export function ofOtherNumber({ start, end, unit }: Figure, { text }: Claim, index: ArticleIndex): Figure | undefined {
  const written = text.slice(start, end);
  const [name] = NAME.exec(textBefore(text, { start }, LONGEST_NAME)) ?? [];
  if (name === undefined || unit !== null || !NUMBER.test(written)) return undefined;
  const article = index.article.text;
  const decimal = written.includes('.');
  const numbers = index.figures.filter((figure) => {
    const own = index.textOf(figure);
    return figure.unit === null && NUMBER.test(own) && own.includes('.') === decimal;
  });
  const before = ({ start: at }: Figure, length: number) => textBefore(article, { start: at }, length);
  const behind = numbers.filter((figure) => before(figure, name.length) === name);
  const within = behind.find((figure) => WITHIN_SENTENCE.test(before(figure, name.length + 2).slice(0, -name.length)));
  if (!within) return undefined;
  const list = new RegExp(
    `${name.trim()}s?\\s[\\d.]+(?:(?:,|\\s(?:and|or|to)|,\\s(?:and|or))\\s[\\d.]+)*(?:,?\\s(?:and|or|to)\\s|,\\s|[–-])$`,
    'iu',
  );
  const may = (figure: Figure) =>
    behind.includes(figure) ||
    list.test(before(figure, LONGEST_LIST)) ||
    // `the change since 6.0` may well be said of the same.
    (decimal && (VERSION.test(before(figure, 8)) || !NAMES_WITH_NUMBER.test(before(figure, LONGEST_NAME))));
  return numbers.some((figure) => index.textOf(figure) === written && may(figure)) ? undefined : within;
}
