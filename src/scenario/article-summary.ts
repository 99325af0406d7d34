import { splitSentences } from '../article/sentences.ts';
import { type Summary, summaryLimits, summarySchema } from '../summary/summary.ts';
import { plainSentences } from './plain-sentences.ts';

const MIN_BULLETS = summaryLimits.bullets.min;
const MAX_BULLETS = summaryLimits.bullets.max;
const FALLBACK_TAG = 'general';
const COMMON_WORDS = new Set(
  'about after again also because been before between could does each every from have into more most much only other over same should some such than that their them then there these they this those through under until very were what when where which while will with would your'.split(
    ' ',
  ),
);

/** What a claim may look like does not depend on the tags. */
const { whyItMatters: lineSchema, bullets: bulletsSchema } = summarySchema([FALLBACK_TAG]).shape;
const fitsBullet = (text: string) =>
  text.length <= summaryLimits.bullet.characters && bulletsSchema.element.safeParse(text).success;

/** An article is read so far, in characters: what comes after it no claim is taken from. */
const READ = 16_000;

const FENCE = /<(article-[0-9a-f]{16,})>\n/;

/** Whether there is an article between the marks of a fence in a prompt. */
export function hasArticle(prompt: string): boolean {
  return FENCE.test(prompt);
}

/**
 * A valid summary made of the article in a prompt: its own sentences, so that every claim is backed by it. It stands in
 * for a model's answer and is as good as its form; the same prompt always gives the same summary. Of a long article it
 * reads the beginning.
 *
 * @param prompt the text of the messages; without the article's fence all of it counts as the article.
 * @param tagIds the tags to choose from.
 */
export function articleSummary(prompt: string, tagIds: readonly string[]): Summary {
  const text = beginning(fencedArticle(prompt), READ);
  const [line = '', ...bullets] = plainSentences(text, MAX_BULLETS + 1) ?? anyClaims(text);
  // Of a part of what is said, and short words only where a tag may be one: a mock must be quick.
  const words = wordCounts([line, ...bullets.slice(0, 2)].join(' '), tagIds.length > 1 ? 1 : SHORTEST_KEYWORD);
  return {
    whyItMatters: line,
    bullets,
    tags: tagIds.length > 1 ? tagsOf(words, tagIds) : [tagIds[0] ?? FALLBACK_TAG],
    keywords: keywordsOf(words),
  };
}

/** A line and its bullets, of whatever text, with as many of its own sentences as it has. */
function anyClaims(text: string): string[] {
  const lines = proseLines(text);
  const chosen = spread(lines, MAX_BULLETS + 1);
  const claims = chosen.length > MAX_BULLETS ? chosen : completed(chosen, lines);
  const line = claims.find((claim) => lineSchema.safeParse(claim).success) ?? '';
  return [line, ...claims.filter((claim) => claim !== line).slice(0, MAX_BULLETS)];
}

/** What stands between the marks of the article's fence, without the line of its title. */
function fencedArticle(prompt: string): string {
  const fence = FENCE.exec(prompt);
  const start = fence === null ? -1 : fence.index + fence[0].length;
  const end = fence === null ? -1 : prompt.lastIndexOf(`\n</${fence[1]}>`);
  if (end < start || start === -1) return prompt;
  const titleEnd = prompt.startsWith('Title: ', start) ? prompt.indexOf('\n', start) : end;
  return prompt.slice(titleEnd < end ? titleEnd + 1 : start, end);
}

/** So much of a text, without the line that would be cut. */
function beginning(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = text.lastIndexOf('\n', length);
  return text.slice(0, end > 0 ? end : length);
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

/**
 * So many sentences that fit, in their order: at even distances of text the next one that does. Only the lines that are
 * looked at are split; all are where that way too few are found.
 */
function spread(lines: readonly string[], count: number): string[] {
  const chosen = new Map<string, string>();
  const length = lines.reduce((sum, line) => sum + line.length, 0);
  let lineStart = 0;
  for (const line of lines) {
    const lineEnd = lineStart + line.length;
    for (const { start, end } of dueBefore(lineEnd) ? splitSentences(line) : []) {
      if (chosen.size < count && dueBefore(lineStart + end)) take(line.slice(start, end));
    }
    lineStart = lineEnd;
  }
  if (chosen.size === count) return [...chosen.values()];
  const all = lines.flatMap(sentencesOf);
  for (const sentence of all) if (chosen.size < count) take(sentence);
  return distinct(all.filter((sentence) => chosen.get(sentence.toLowerCase()) === sentence));

  function dueBefore(end: number): boolean {
    return (chosen.size * length) / count < end;
  }

  function take(sentence: string): void {
    const name = sentence.toLowerCase();
    if (!chosen.has(name) && fitsBullet(sentence)) chosen.set(name, sentence);
  }
}

/** With parts of sentences that do not fit, and when those are too few with whatever else can be had, as far as need be. */
function completed(chosen: readonly string[], lines: readonly string[]): string[] {
  const sentences = lines.flatMap(sentencesOf);
  const claims = distinct([...chosen, ...clauses(sentences)]);
  return claims.length > MIN_BULLETS
    ? claims
    : distinct([...claims, ...emergency(sentences)]).slice(0, MIN_BULLETS + 1);
}

/** The beginnings of sentences that are too long, as far as a comma or the like allows. */
function clauses(sentences: readonly string[]): string[] {
  return sentences.slice(0, 50).flatMap((sentence) => {
    if (fitsBullet(sentence)) return [];
    const cuts = Array.from(
      sentence.slice(0, summaryLimits.bullet.characters + 1).matchAll(/[,;:](?= )| [–—-] /g),
      ({ index }) => `${sentence.slice(0, index)}.`,
    );
    return cuts.filter((cut) => fitsBullet(cut) && cut.split(' ').length >= 5).slice(-1);
  });
}

/** Whatever can be had of a text without usable sentences: runs of its words, then plain statements about it. */
function emergency(sentences: readonly string[]): string[] {
  const runs = sentences.slice(0, 50).flatMap((sentence) => {
    const words = sentence.split(/\s+/).slice(0, 12 * MAX_BULLETS);
    return Array.from({ length: Math.ceil(words.length / 12) }, (_, index) => {
      const run = words
        .slice(index * 12, index * 12 + 12)
        .join(' ')
        .slice(0, summaryLimits.bullet.characters);
      return `${run.replace(/[.?!,;:]+$/, '')}.`;
    });
  });
  const statements = Array.from(
    { length: MAX_BULLETS },
    (_, index) => `The article has no sentence ${index + 1} to quote.`,
  );
  return [...runs.filter(fitsBullet).slice(0, MAX_BULLETS), ...statements];
}

function tagsOf(words: ReadonlyMap<string, number>, tagIds: readonly string[]): string[] {
  const counted = tagIds.map((tag) => ({
    tag,
    count: tag.split('-').reduce((sum, word) => sum + (words.get(word) ?? 0), 0),
  }));
  const named = counted.filter(({ count }) => count > 0).sort((one, two) => two.count - one.count);
  const fallback = tagIds.includes(FALLBACK_TAG) ? FALLBACK_TAG : tagIds[0];
  if (named.length === 0) return fallback === undefined ? [] : [fallback];
  return named.slice(0, 2).map(({ tag }) => tag);
}

/** The five most frequent words, and of those that are as frequent the first. */
function keywordsOf(counts: ReadonlyMap<string, number>): string[] {
  const words: string[] = [];
  let most = 0;
  for (const count of counts.values()) most = Math.max(most, count);
  for (; most > 0 && words.length < 5; most -= 1) addThoseCounted(most);
  return words.length < 2 ? distinct([...words, 'engineering', 'article']) : words;

  function addThoseCounted(times: number): void {
    counts.forEach((count, word) => {
      if (count === times && words.length < 5 && KEYWORD.test(word) && !COMMON_WORDS.has(word)) words.push(word);
    });
  }
}

/** Of letters and hyphens only, from 4 to 25 of them. */
const SHORTEST_KEYWORD = 4;
const KEYWORD = /^[a-z][a-z-]{3,24}$/;

/** Of words of so many characters or more, in the order of their first appearance. */
function wordCounts(text: string, shortest: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[a-z0-9][a-z0-9-]*/g) ?? []) {
    if (word.length >= shortest) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/** Each once, whatever its capitals, in the form in which it came first. */
function distinct(values: readonly string[]): string[] {
  const first = new Map<string, string>();
  for (const value of values) {
    const name = value.toLowerCase();
    if (!first.has(name)) first.set(name, value);
  }
  return [...first.values()];
}
