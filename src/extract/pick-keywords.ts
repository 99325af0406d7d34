import type { Article } from '../article/article.ts';
import { wordsOf } from '../article/words.ts';
import { summaryLimits } from '../summary/summary.ts';
import { tagWords } from './language.ts';
import type { Sentence } from './sentence.ts';

interface Term {
  readonly written: string;
  /** Some of the sentences it stands in. */
  readonly examples: string[];
  count: number;
  capitals: number;
}

const { keywords: limits, keyword: limit } = summaryLimits;
const MOST_EXAMPLES = 3;
const LONGEST_EXAMPLE = 400;
const MOST_JUDGED = 60; // terms whose part of speech is looked at
const RUN = /[\p{L}][\p{L}\p{N}]*(?:[-_.'’][\p{L}\p{N}]+)*/gu;
const GENERIC = new Set(
  `time times day days week weeks month months year years hour hours minute minutes second seconds number numbers part
  parts kind lot case cases people person thing work works working worked run runs running ran look looked change changes
  changed problem problems new old first last two three four five six seven eight nine ten good bad better best right
  wrong small large big full whole high low long short start started end ended rest side idea reason question answer
  january february march april may june july august september october november december monday tuesday wednesday
  thursday friday saturday sunday cent per team teams company rule page point place today find found read write wrote
  need needs call called happen happened hundred thousand million billion tell told show shows set turned put stay
  stayed kept step steps list size sizes measure half mean means find finds fail fails name names`.split(/\s+/),
);

/**
 * Two to seven names and terms that the article is about, most telling first: single words and pairs of neighbours,
 * weighed by how often they come, by the title and headings, and by being names.
 */
export function pickKeywords(
  article: Pick<Article, 'title' | 'text' | 'blocks'>,
  sentences: readonly Pick<Sentence, 'text'>[],
  isKeyword: (text: string) => boolean,
): string[] {
  const headings = article.blocks
    .filter(({ kind }) => kind === 'heading')
    .map(({ start, end }) => article.text.slice(start, end));
  const stressed = new Set(wordsOf([article.title, ...headings].join(' ')).map(({ stem }) => stem));
  const terms = new Map<string, Term>();
  for (const { text } of sentences) collect(text, terms);
  const ranked = [...terms]
    .map(([key, term]) => ({ ...term, key, score: scoreOf(key, term, stressed) }))
    .filter(({ count, score }) => score > 0 && count > 1)
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
  const chosen: { key: string; written: string }[] = [];
  for (const { key, written, examples } of ranked.slice(0, MOST_JUDGED)) {
    if (chosen.length >= limits.max) break;
    if (written.length > limit.characters || !isKeyword(written)) continue;
    if (chosen.some((other) => overlaps(other.key, key)) || !isNoun(written, examples)) continue;
    chosen.push({ key, written });
  }
  return filled(
    chosen.map(({ written }) => written),
    sentences,
    isKeyword,
  );
}

function collect(text: string, terms: Map<string, Term>): void {
  let previous: { word: string; end: number; key: string } | null = null;
  for (const match of text.matchAll(RUN)) {
    const word = match[0].replace(/['’]s$/, '');
    const parts = wordsOf(word);
    const telling = parts.some(({ content }) => content) && !GENERIC.has(word.toLowerCase()) && word.length > 2;
    const key = parts.map(({ stem }) => stem).join(' ');
    if (!telling) {
      previous = null;
      continue;
    }
    count(terms, key, { word, inside: match.index > 0, sentence: text });
    if (previous && text.slice(previous.end, match.index) === ' ') {
      count(terms, `${previous.key} ${key}`, { word: `${previous.word} ${word}`, inside: false, sentence: text });
    }
    previous = { word, end: match.index + match[0].length, key };
  }
}

interface Occurrence {
  readonly word: string;
  /** Behind the start of its sentence, where a capital says that it is a name. */
  readonly inside: boolean;
  readonly sentence: string;
}

function count(terms: Map<string, Term>, key: string, { word, inside, sentence }: Occurrence): void {
  const isName = /\p{Lu}/u.test(word.slice(1)) || (inside && /^\p{Lu}/u.test(word));
  const term = terms.get(key);
  if (!term) {
    const written = isName || word.includes(' ') ? word : word.toLowerCase();
    terms.set(key, { written, examples: [sentence], count: 1, capitals: isName ? 1 : 0 });
    return;
  }
  if (term.examples.length < MOST_EXAMPLES) term.examples.push(sentence);
  term.count += 1;
  term.capitals += isName ? 1 : 0;
}

function scoreOf(key: string, { count: times, capitals, written }: Term, stressed: ReadonlySet<string>): number {
  const parts = key.split(' ');
  const pair = written.includes(' ');
  const isStressed = parts.some((part) => stressed.has(part));
  const verbLike = !pair && /(?:ed|ing|ly)$/.test(written) && capitals === 0;
  return (
    Math.log(1 + times) *
    (pair ? 1.6 : 1) *
    (isStressed ? 1.5 : 1) *
    (capitals * 2 > times ? 1.4 : 1) *
    (verbLike ? 0.4 : 1)
  );
}

/** Whether the term is a name or a noun, or ends in one, in most of the examples. */
function isNoun(written: string, examples: readonly string[]): boolean {
  const [first, last] = [written.split(' ')[0]?.toLowerCase(), written.split(' ').at(-1)?.toLowerCase()];
  let votes = 0;
  for (const example of examples) {
    const tokens = tagWords(example.slice(0, LONGEST_EXAMPLE));
    const end = tokens.find(({ text }) => text.toLowerCase() === last);
    const start = tokens.find(({ text }) => text.toLowerCase() === first);
    const nominal = end === undefined || end.pos === 'NOUN' || end.pos === 'PROPN';
    votes += nominal && !(start?.pos === 'VERB' && /(?:ed|ing)$/.test(start.text)) ? 1 : -1;
  }
  return votes > 0;
}

function overlaps(a: string, b: string): boolean {
  const parts = new Set(a.split(' '));
  return b.split(' ').some((part) => parts.has(part));
}

/** An article of few words still has two: the longest words it does have, at last the word `article` itself. */
function filled(
  chosen: string[],
  sentences: readonly Pick<Sentence, 'text'>[],
  isKeyword: (text: string) => boolean,
): string[] {
  if (chosen.length >= limits.min) return chosen;
  const words = sentences.slice(0, 200).flatMap(({ text }) => text.match(RUN) ?? []);
  const spare = [...words.sort((a, b) => b.length - a.length), 'article', 'text'].map((word) => word.toLowerCase());
  for (const word of spare) {
    if (chosen.length >= limits.min) break;
    if (word.length <= limit.characters && isKeyword(word) && !chosen.some((other) => other.toLowerCase() === word))
      chosen.push(word);
  }
  return chosen;
}
