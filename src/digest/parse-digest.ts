import { UNFIT } from '../article/clean-text.ts';
import { type DigestPage, type DigestPagePost, digestLimits, headingOf } from './digest.ts';
import { cited, digestError } from './digest-error.ts';

const WHY = /^\s*why it matters:(.*)$/i;
const HEADING = /^\s*posts tagged with\b/i;
/** The signs that people and programs put before the items of a list. */
const ITEM = /^\s*[•‣◦▪●∙·*–-](?:(?:[ \t]+|\u00a0)(.*))?$/u;
const PAGE = /^\s*page (\d{1,9}) of (\d{1,9})\s*$/i;
/** The links between pages, as they are copied along: `Previous123...10Next`. */
const LINKS = /^(?:previous|next|\d|\.{3}|…|\s)+$/i;

interface Row {
  readonly number: number;
  readonly text: string;
}

/**
 * Reads a plain digest, one page or several after each other. Blank lines, other bullet signs, other indents and what a
 * line ends in are forgiven, and the links between pages are passed over; all else is held to the form.
 *
 * @throws {AppError} 422 `bad-digest` with the first thing that is wrong, its line and how to mend it.
 */
export function parseDigest(text: string): DigestPage[] {
  const rows = rowsOf(text);
  const pages: DigestPage[] = [];
  for (let at = 0; at < rows.length; ) {
    const isTag = HEADING.test(rows[at + 1]?.text ?? '');
    if (pages.length > 0 && !isTag && LINKS.test(rows[at]?.text ?? '')) at += 1;
    else at = readPage(rows, at, pages);
  }
  if (pages.length > 0) return pages;
  throw digestError(1, 'there is no digest in it', 'It begins with a tag on a line, then `Posts tagged with <tag>`.');
}

/** The lines that are not blank. */
function rowsOf(text: string): Row[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r\n?|\n/)
    .map((line, index) => ({ number: index + 1, text: withoutEnd(line) }))
    .filter((row) => row.text.trim() !== '');
}

/** Without the blanks at its end, in linear time. */
function withoutEnd(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end -= 1;
  return line.slice(0, end);
}

/** Adds the page that begins at a row; returns where the next one does. */
function readPage(rows: readonly Row[], first: number, pages: DigestPage[]): number {
  const { tag, line } = readTop(rows, first);
  const posts: DigestPagePost[] = [];
  let at = first + 2;
  for (let row = rows[at]; row; row = rows[at]) {
    const page = PAGE.exec(row.text);
    if (page) {
      refuseTwins(posts);
      pages.push({ tag, posts, line, ...numbersOf(row, Number(page[1]), Number(page[2])) });
      return at + 1;
    }
    at = readPost(rows, at, posts);
  }
  const last = rows.at(-1)?.number ?? 1;
  throw digestError(last, 'the digest ends without its page line', 'End it with a line such as `Page 1 of 1`.');
}

function readTop(rows: readonly Row[], first: number): { tag: string; line: number } {
  const row = rows[first] ?? { number: 1, text: '' };
  const tag = row.text.trim();
  if ([WHY, HEADING, ITEM, PAGE].some((other) => other.test(row.text))) {
    const hint = 'Put the tag on a line of its own, then `Posts tagged with <tag>`, above the posts.';
    throw digestError(row.number, `the tag should stand here, not ${cited(row.text)}`, hint);
  }
  const next = rows[first + 1];
  const heading = next?.text.trim() ?? '';
  const named = heading.startsWith(headingOf('')) ? heading.slice(headingOf('').length) : '';
  const before = named !== '' && tag.endsWith(named) ? tag.slice(0, -named.length) : tag;
  // Where files were joined, the last line of a page, its links, may run into the tag of the next.
  if (before === '' || (first > 0 && named !== '' && LINKS.test(before))) return { tag: named, line: row.number };
  const hint = `Write \`${headingOf(tag.slice(0, 60))}\` below the tag.`;
  throw digestError(next?.number ?? row.number, `the heading of the tag ${cited(tag)} is missing`, hint);
}

/** Adds the post that begins at a row; returns where it ends. */
function readPost(rows: readonly Row[], first: number, posts: DigestPagePost[]): number {
  const row = rows[first] ?? { number: 1, text: '' };
  const why = WHY.exec(row.text);
  if (!why) throw strayLine(row);
  const bullets: string[] = [];
  let at = first + 1;
  for (let item = ITEM.exec(rows[at]?.text ?? ''); item; item = ITEM.exec(rows[at]?.text ?? '')) {
    bullets.push(checked(rows[at] ?? row, item[1] ?? '', digestLimits.bullet, 'bullet'));
    at += 1;
  }
  const { min, max } = digestLimits.bullets;
  if (bullets.length < min || bullets.length > max) {
    const next = rows[at];
    if (next && !WHY.test(next.text) && !PAGE.test(next.text)) throw strayLine(next);
    const count = `this post has ${bullets.length} ${bullets.length === 1 ? 'bullet' : 'bullets'}`;
    throw digestError(row.number, count, `A post has ${min} to ${max} of them, each on a line that begins with •.`);
  }
  posts.push({
    whyItMatters: checked(row, why[1] ?? '', digestLimits.whyItMatters, 'line'),
    bullets,
    line: row.number,
  });
  return at;
}

function strayLine({ number, text }: Row): Error {
  if (ITEM.test(text)) {
    const hint = 'Put the line `Why it matters: ...` of its post above it.';
    return digestError(number, 'this bullet belongs to no post', hint);
  }
  const hint = 'If it goes on from the line above, join them: a line and a bullet each stand on one line.';
  return digestError(number, `${cited(text)} is neither a “Why it matters:” line nor a bullet`, hint);
}

function checked({ number }: Row, text: string, characters: number, what: 'line' | 'bullet'): string {
  const trimmed = text.replace(/^[ \t]+/, '');
  if (trimmed === '') throw digestError(number, `the ${what} says nothing`, 'Write it, or take it out.');
  if (trimmed.length > characters) {
    const message = `the ${what} has ${trimmed.length} characters`;
    throw digestError(number, message, `At most ${characters} are kept: shorten it.`);
  }
  if (UNFIT.test(trimmed)) throw digestError(number, `the ${what} holds a control character`, 'Take it out.');
  return trimmed;
}

function refuseTwins(posts: readonly DigestPagePost[]): void {
  const seen = new Map<string, number>();
  for (const { whyItMatters, bullets, line } of posts) {
    const words = [whyItMatters, ...bullets].join('\n');
    const earlier = seen.get(words);
    if (earlier !== undefined) {
      throw digestError(line, `this post stands on line ${earlier} already`, 'Take one of the two out.');
    }
    seen.set(words, line);
  }
}

function numbersOf({ number, text }: Row, page: number, pageCount: number): { page: number; pageCount: number } {
  if (page >= 1 && page <= pageCount) return { page, pageCount };
  throw digestError(number, `there is no ${cited(text)}`, 'Number the pages from 1 up to how many there are.');
}
