import { splitSentences } from '../article/sentences.ts';
import { type Summary, summaryLimits, summarySchema } from '../summary/summary.ts';

const MIN_BULLETS = summaryLimits.bullets.min;
const MAX_BULLETS = summaryLimits.bullets.max;
const FALLBACK_TAG = 'general';
const COMMON_WORDS = new Set(
  'about after again also because been before between could does each every from have into more most much only other over same should some such than that their them then there these they this those through under until very were what when where which while will with would your'.split(
    ' ',
  ),
);

/**
 * A valid summary made of the article in a prompt: its own sentences, so that every claim is backed by it. It stands in
 * for a model's answer and is as good as its form; the same prompt always gives the same summary.
 *
 * @param prompt the text of the messages; without the article's fence all of it counts as the article.
 * @param tagIds the tags to choose from.
 */
export function articleSummary(prompt: string, tagIds: readonly string[]): Summary {
  const tags = tagIds.length > 0 ? tagIds : [FALLBACK_TAG];
  const { whyItMatters, bullets } = summarySchema(tags).shape;
  const text = fencedArticle(prompt);
  const fits = (sentence: string) => bullets.element.safeParse(sentence).success;
  const sentences = distinct(proseLines(text).flatMap(sentencesOf));
  const candidates = distinct([...sentences.filter(fits), ...clauses(sentences, fits), ...emergency(sentences, fits)]);

  const chosen = spread(candidates.slice(0, Math.max(sentences.filter(fits).length, MIN_BULLETS + 1)));
  const line = candidates.find((one) => !chosen.includes(one) && whyItMatters.safeParse(one).success);
  return {
    whyItMatters: line ?? chosen[0] ?? '',
    bullets: chosen,
    tags: tagsOf(text, tags),
    keywords: keywordsOf(text),
  };
}

/** What stands between the marks of the article's fence, without the line of its title. */
function fencedArticle(prompt: string): string {
  const inner = /<(article-[0-9a-f]{16,})>\n([\s\S]*)\n<\/\1>/.exec(prompt)?.[2];
  return inner === undefined ? prompt : inner.replace(/^Title: .*\n/, '');
}

/** Paragraphs, list items and quotes; headings and rows of tables are no sentences. */
function proseLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !/^#{1,6} |\||\t/.test(line))
    .map((line) => line.replace(/^\s*(?:[-*] |> )/, '').trim())
    .filter((line) => line !== '');
}

function sentencesOf(line: string): string[] {
  return splitSentences(line).map(({ start, end }) => line.slice(start, end));
}

/** The beginnings of sentences that are too long, as far as a comma or the like allows. */
function clauses(sentences: readonly string[], fits: (text: string) => boolean): string[] {
  return sentences.flatMap((sentence) => {
    const cuts = Array.from(sentence.matchAll(/[,;:](?= )| [–—-] /g), ({ index }) => `${sentence.slice(0, index)}.`);
    return fits(sentence) ? [] : cuts.filter((cut) => fits(cut) && cut.split(' ').length >= 5).slice(-1);
  });
}

/** Whatever can be had of a text without usable sentences: runs of its words, then plain statements about it. */
function emergency(sentences: readonly string[], fits: (text: string) => boolean): string[] {
  const runs = sentences.flatMap((sentence) => {
    const words = sentence.split(/\s+/);
    return Array.from(
      { length: Math.ceil(words.length / 12) },
      (_, index) =>
        `${words
          .slice(index * 12, index * 12 + 12)
          .join(' ')
          .replace(/[.?!,;:]+$/, '')}.`,
    );
  });
  const statements = Array.from(
    { length: MAX_BULLETS },
    (_, index) => `The article has no sentence ${index + 1} to quote.`,
  );
  return [...runs.filter(fits).slice(0, MAX_BULLETS), ...statements];
}

/** Up to six of the candidates at even distances, one left over for the line where there is one. */
function spread(candidates: readonly string[]): string[] {
  const count = Math.min(MAX_BULLETS, Math.max(MIN_BULLETS, candidates.length - 1));
  const step = candidates.length / count;
  return Array.from({ length: count }, (_, index) => candidates[Math.floor(index * step)] ?? '');
}

function tagsOf(text: string, tagIds: readonly string[]): string[] {
  const words = wordCounts(text);
  const count = (tag: string) => tag.split('-').reduce((sum, word) => sum + (words.get(word) ?? 0), 0);
  const named = tagIds.filter((tag) => count(tag) > 0).sort((one, two) => count(two) - count(one));
  const fallback = tagIds.includes(FALLBACK_TAG) ? FALLBACK_TAG : tagIds[0];
  return named.length > 0 ? named.slice(0, 2) : fallback === undefined ? [] : [fallback];
}

function keywordsOf(text: string): string[] {
  const ranked = [...wordCounts(text)].filter(([word]) => /^[a-z][a-z-]{3,24}$/.test(word) && !COMMON_WORDS.has(word));
  const words = ranked.sort(([, one], [, two]) => two - one).map(([word]) => word);
  return distinct([...words.slice(0, 5), ...(words.length < 2 ? ['engineering', 'article'] : [])]);
}

/** In the order of their first appearance, so that sorting by count is stable. */
function wordCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}][\p{L}\p{N}-]*/gu)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

function distinct(values: readonly string[]): string[] {
  return [...new Map(values.map((value) => [value.toLowerCase(), value] as const).reverse()).values()].reverse();
}
