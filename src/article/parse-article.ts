import { type Article, type ArticleFormat, articleMinimum, MAX_ARTICLE_BYTES } from './article.ts';
import { articleError, articleTooLarge, tooMany } from './article-error.ts';
import type { ArticleInput } from './article-input.ts';
import { type ArticleMetadata, metadataOf, toUtc } from './article-metadata.ts';
import { canonicalUrl } from './canonical-url.ts';
import { cleanText } from './clean-text.ts';
import { fingerprintOf } from './fingerprint.ts';
import { guessFormat } from './guess-format.ts';
import { parseHtml } from './parse-html.ts';
import { type ParsedText, parseMarkdown } from './parse-markdown.ts';
import { parseText } from './parse-text.ts';
import { countWords, longestRun, proseOf } from './prose.ts';
import { type RenderedText, renderBlocks } from './render-blocks.ts';
import { sentencesOf } from './sentences.ts';

/** Longest stretch of prose without white space: what reads words takes more than linear time for longer ones. */
const MAX_RUN = 5_000;
/** Longest metadata kept, in characters: those of the input's schema. */
const MAX_LINE = { title: 500, guessedTitle: 100, source: 200, author: 200 } as const;

const parsers: Readonly<Record<ArticleFormat, (text: string) => ParsedText>> = {
  markdown: parseMarkdown,
  html: parseHtml,
  text: parseText,
};

/**
 * Makes an article of a text in any format. What the sender says of it wins over what it says of itself (front matter,
 * head of the page), and that over what can be guessed: the title from the first heading or sentence, the source from
 * the address. The same input always gives the same article.
 *
 * With `anyLength` a text that is too short to be summarised is taken as well.
 *
 * @throws {AppError} 413 `article-too-large`; 422 `not-an-article` (no prose), `article-too-short` (under 100 words or
 * six sentences, saying how many there are), `bad-front-matter`, `article-too-complex` (hostile or machine-made).
 */
export function parseArticle(input: ArticleInput, { anyLength = false } = {}): Article {
  refuseForeign(input.text);
  const text = shortenDataUrls(cleanText(input.text));
  const format = input.format ?? guessFormat(text);
  const { blocks: raw, metadata } = parsers[format](text);
  const rendered = renderBlocks(raw);
  const words = measure(rendered, anyLength);
  return {
    ...rendered,
    format,
    ...describe(input, metadata, rendered),
    fingerprint: fingerprintOf(rendered.text),
    words,
  };
}

function refuseForeign(text: string): void {
  if (Buffer.byteLength(text) > MAX_ARTICLE_BYTES) throw articleTooLarge();
  const strange = text.match(/[[\p{Cc}\uFFFD]--[\t-\r]]/gv)?.length ?? 0;
  if (strange > text.length / 100) throw notAnArticle('is binary data, not text');
}

/** Images written into the text as base64 are no words, and long. */
function shortenDataUrls(text: string): string {
  return text.replace(/data:[\w.+-]{1,60}\/[\w.+-]{1,60};base64,[\w+/=%-]+/g, 'data:,');
}

/** Counts the words, and refuses what is too little or no prose. */
function measure(rendered: RenderedText, anyLength: boolean): number {
  const prose = proseOf(rendered);
  const run = longestRun(prose);
  if (run > MAX_RUN) throw tooMany('characters without a space', run, MAX_RUN);
  const words = countWords(prose);
  if (words === 0) throw notAnArticle('has no prose');
  if (anyLength) return words;
  const sentences = sentencesOf(rendered).length;
  if (words < articleMinimum.words || sentences < articleMinimum.sentences) {
    throw articleError(
      'article-too-short',
      `The article has ${count(words, 'word')} and ${count(sentences, 'sentence')} of prose; at least ${articleMinimum.words} words and ${articleMinimum.sentences} sentences are needed`,
      'Send the full text of the article, not an excerpt or a link to it.',
    );
  }
  return words;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function notAnArticle(what: string) {
  return articleError(
    'not-an-article',
    `The text ${what}, so there is nothing to summarise`,
    'Send an article as Markdown, HTML or plain text.',
  );
}

/** Everything about an article but its text. */
function describe(input: ArticleInput, own: ArticleMetadata, rendered: RenderedText) {
  const given = metadataOf(input);
  const ownUrl = own.url === undefined ? null : canonicalUrl(own.url, given.url);
  const url = (given.url === undefined ? null : canonicalUrl(given.url)) ?? ownUrl;
  const published = [given.publishedAt, own.publishedAt].map((date) => (date === undefined ? null : toUtc(date)));
  return {
    title: cut(given.title ?? own.title ?? guessTitle(rendered), MAX_LINE.title),
    url,
    source: cut(given.source ?? own.source ?? hostOf(url), MAX_LINE.source) || null,
    author: cut(given.author ?? own.author ?? '', MAX_LINE.author) || null,
    publishedAt: published.find((date) => date !== null) ?? null,
    tags: given.tags ?? own.tags ?? [],
  };
}

/** What readers take for the source when nobody names it. */
function hostOf(url: string | null): string {
  return url === null ? '' : new URL(url).hostname.replace(/^www\./, '');
}

/** What stands above the title of a press release. */
const NOTICE =
  /^(?:for immediate (?:release|publication)|(?:press|news|media) release|embargoed\b.*|confidential|draft)\W*$/i;

/** The first heading, else as much of the first sentence as makes a title. */
function guessTitle(rendered: RenderedText): string {
  const { text, blocks } = rendered;
  const range = blocks.find(({ kind, start, end }) => kind === 'heading' && !NOTICE.test(text.slice(start, end))) ??
    sentencesOf(rendered)[0] ?? { start: 0, end: 0 };
  return cut(text.slice(range.start, range.end), MAX_LINE.guessedTitle);
}

/** Cuts between words, and says so by an ellipsis within the limit. */
function cut(line: string, limit: number): string {
  if (line.length <= limit) return line;
  const space = line.lastIndexOf(' ', limit - 1);
  return `${line
    .slice(0, space > limit / 2 ? space : limit - 1)
    .toWellFormed()
    .replace(/[\s,;:\uFFFD]+$/, '')}…`;
}
