import { wordsOf } from '../../article/words.ts';
import { isEnglishWord } from '../english-words.ts';
import { momentsOf } from '../figures/moments.ts';
import { textBefore } from '../text-beside.ts';
import { otherNamesOf } from './peoples.ts';
import { withoutAccents } from './without-accents.ts';

const WORD = String.raw`(?<!\p{L})\p{Lu}[\p{L}'’-]{1,30}`;
const OF = new RegExp(String.raw`(${WORD})\sof\s(${WORD})`, 'gu');
const RUN = new RegExp(String.raw`${WORD}(?:\s${WORD}){1,5}`, 'gu');
/** What a month or a day of the week stands behind where it is a date and nobody's first name. */
const DATING =
  /(?:\d|\b(?:in|on|by|of|since|until|till|from|to|before|after|during|last|next|this|early|mid|late))\s$/i;
const MOST = 3000; // names of an article that are compared with

/**
 * Names of several words that the article has with another word in one place: `Bank of Arlen` for `Bank of Orlen`,
 * `Eastern Harbour Trust` for `Western Harbour Trust`. With the article's own, in pairs.
 */
export function changedNames(claim: string, text: string): (readonly [written: string, stated: string])[] {
  const changed: (readonly [string, string])[] = [];
  for (const [written, head, own = ''] of claim.matchAll(OF)) {
    if (text.includes(written) || new RegExp(String.raw`${own}\s${head}`, 'u').test(text)) continue;
    const stated = Array.from(text.matchAll(OF)).find(([, other]) => other === head);
    if (stated) changed.push([written, stated[0]]);
  }
  let runs: string[] | undefined;
  for (const run of runsIn(claim)) {
    const written = run.replace(/['’]s?$/, '');
    if (text.includes(written)) continue;
    runs ??= runsIn(text);
    const words = written.split(' ');
    const stated = runs.find((other) => isChanged(words, other.split(' ')));
    if (stated !== undefined) changed.push([written, stated]);
  }
  return changed;
}

/**
 * Names of several words, without a `The` or `In` that has its capital only from the start of a sentence or a title, and
 * without the `June` of `in June Harrow moved`.
 */
function runsIn(text: string): string[] {
  return Array.from(text.matchAll(RUN))
    .slice(0, MOST)
    .flatMap(({ 0: run, index }) => {
      const first = wordsOf(run).find(({ content }) => content);
      if (!first) return [];
      const words = run.slice(first.start);
      const [date] = DATING.test(textBefore(text, { start: index + first.start }, 8)) ? momentsOf(words) : [];
      const name = date?.start === 0 ? words.slice(date.end).trim() : words;
      return name.includes(' ') ? [name] : [];
    });
}

/** As many words, all but one the same, and that one no other form of the word and no common word. */
function isChanged(words: readonly string[], run: readonly string[]): boolean {
  if (words.length !== run.length) return false;
  const apart = words.flatMap((word, at) => (word === run[at] ? [] : [[word, run[at] ?? ''] as const]));
  const [one] = apart;
  if (apart.length !== 1 || !one) return false;
  const [own, other] = one;
  if (own.slice(0, 4) === other.slice(0, 4)) return false;
  const [small, its] = [own, other].map((word) => withoutAccents(word.toLowerCase().replace(/['’]s$/, '')));
  if (small === its) return false;
  if (otherNamesOf(small ?? '').includes(its ?? '')) return false;
  const plain = (word: string) => isEnglishWord(word.toLowerCase());
  return !plain(own) && !plain(other);
}
