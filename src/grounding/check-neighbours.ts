import { stemOf, wordsOf } from '../article/words.ts';
import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';
import type { ClaimEvidence } from './evidence.ts';
import { conceptOf, isVague } from './lexicon.ts';
import { isCountry } from './mentions.ts';
import { hasName, isOther, isTopic, type Named, namedIn, namesInPassage } from './named.ts';
import names from './names.json' with { type: 'json' };
import { oncePerPassage } from './once-per-passage.ts';

const MOST = 3; // words on one side of a name that are looked for
const FEWEST = 2; // that must stand beside another name, but for an office
const OPENING = 4; // characters before the name that a claim opens with
const REACH = 70; // characters on either side of a name of the article
/** Before and behind it begins another thought. */
const BREAK = /[.;:!?()"“”—–]|\b(?:and|but|while|whereas|although|because|when|if)\s/iu;
const SAYING = /^(?:sai|tell|told|accord|ad|explain|think|thought|believ|ask)/;
const OFFICES = new Set(names.offices.split(' ').map((word) => conceptOf(stemOf(word))));

/**
 * Finds a name beside words of a claim that the article has beside another name only: `Ann Lee voted to leave the rate` where
 * Bo Moe did, `the parents' chair, Ann Lee,` where Bo Moe is.
 */
export function checkNeighbours(claim: Claim, index: ArticleIndex): ClaimEvidence['issues'] {
  const topic = new Set(conceptsOf(index.article.title ?? ''));
  for (const name of namedIn(claim.text)) {
    if (name.parts.every(isCountry) || isTopic(name, index)) continue;
    for (const beside of besideIn(claim.text, name)) {
      const telling = tellingOf(beside, topic);
      const [words, passages] = holdersOfAll(telling, name.start <= OPENING, index);
      if (passages.length === 0 || passages.some((passage) => hasName(passage, name, index))) continue;
      const other = passages
        .flatMap((passage) => neighbours(passage, words, index))
        .find((one) => (name.located || !one.located) && isOther(one, claim));
      if (!other) continue;
      return [
        {
          code: 'name',
          message: `The article says this of "${other.written}", not of "${name.written}". Put each name with what the article says of it.`,
        },
      ];
    }
  }
  return [];
}

/** The concepts nearest to a name in a claim: the one before it and those, in its apposition, and behind it. */
function besideIn(text: string, { start, end }: Named): string[][] {
  const before = (text.slice(0, start).split(BREAK).at(-1) ?? '').replace(/,\s$/, '').replace(/^.*,/s, '');
  const behind = text.slice(end).split(BREAK)[0] ?? '';
  const [, aside = '', rest = behind] = /^,\s([^,]*),(.*)$/s.exec(behind) ?? [];
  const [first = [], ...others] = [before, aside, rest.replace(/(?<=\w),.*$/s, '')].map(conceptsOf);
  return [first.slice(-1), first.slice(-MOST), ...others.map((words) => words.slice(0, MOST))];
}

/** Those of some words that are worth looking for: an office alone where the rest is what the article is about, or several. */
function tellingOf(words: readonly string[], topic: ReadonlySet<string>): readonly string[] {
  const own = words.filter((word) => !topic.has(word));
  if (own.length === 1 && OFFICES.has(own[0] ?? '')) return own;
  return words.length >= FEWEST ? words : [];
}

/** The passages that have all of some words, or the first of them where no passage has all and the name opens the claim. */
function holdersOfAll(
  words: readonly string[],
  opens: boolean,
  index: ArticleIndex,
): readonly [words: readonly string[], passages: readonly number[]] {
  const [first = '', ...others] = words;
  const passages = index.holdersOf(first).filter((at) => others.every((word) => index.holdersOf(word).includes(at)));
  if (passages.length > 0 || !opens || words.length <= FEWEST) return [words, passages];
  return holdersOfAll(words.slice(0, FEWEST), false, index);
}

/** The names of a passage beside which all these words stand. */
function neighbours(passage: number, words: readonly string[], index: ArticleIndex): Named[] {
  return besideNames(passage, index)
    .filter(({ beside }) => words.every((word) => beside.has(word)))
    .map(({ name }) => name);
}

const besideNames = oncePerPassage((position, index) => {
  const passage = index.passages[position];
  if (passage?.kind !== 'paragraph') return [];
  const text = index.textOf(passage);
  return namesInPassage(position, index).map((name) => {
    const before =
      text
        .slice(Math.max(0, name.start - REACH), name.start)
        .split(BREAK)
        .at(-1) ?? '';
    const behind = text.slice(name.end, name.end + REACH).split(BREAK)[0] ?? '';
    return { name, beside: new Set(conceptsOf(`${before} ${behind}`)) };
  });
});

function conceptsOf(text: string): string[] {
  const words = wordsOf(text).filter(({ content, stem }) => content && !SAYING.test(stem));
  return [...new Set(words.map(({ stem }) => conceptOf(stem)).filter((concept) => !isVague(concept)))];
}
