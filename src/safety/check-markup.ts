import { cleanText, showInvisible } from '../article/clean-text.ts';
import { type Fault, shown } from './safety-issue.ts';

/**
 * What the schema's own test for Markdown and HTML leaves: references, images, wiki and BBCode links, struck out and
 * starred words, character references, formulas with commands, rows of tables, and the marks that chats are written with.
 */
const MARKS: readonly RegExp[] = [
  /(?<![\w)\]])\[[^\]\n]{1,200}\]\s?\[[^\]\n]{0,80}\]|!\[|\[\[\p{L}[^\]\n]{0,200}\]\]/u,
  /\[(?:url|img)(?:=[^\]\n]{0,200})?\]|\[\/(?:url|img|b|i|u|quote|code|color|size)\]/iu,
  /~~[^~\n]{1,200}~~|\*\*\*|(?<=^|[\s"“])\*(?![\s*/.])[^*\n]{1,200}[^\s*(]\*(?![\w*/])/u,
  /(?<![\w_])_(?![\s_])[^_\n]{1,200}[^\s_]_(?![\w_])/u,
  /&(?:#\d{1,7}|#x[\da-f]{1,6}|lt|gt|amp|quot|apos|nbsp);/iu,
  /\\(?:href|url|includegraphics|text(?:bf|it|tt))\{|\$\$/u,
  /^\s*\||\|\s*:?-{3,}/u,
  /<!--|<\/|<(?:a|img|script|style|iframe|svg|form|input|button|video|audio|object|embed|link|meta|base)\b/iu,
  /<\|[\w ]{1,40}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?s>|^#{1,6}\s|~~~|```/iu,
  /<\/?(?:tool|function|invoke|antml|system|assistant|user|article|draft)[\w:-]*(?:\s[^>\n]{0,200})?>/iu,
];

/** What every mark has one of. */
const MARK = /[[~*_&\\$|<#`]/;

/** Pictures that draw the eye; signs such as → or ✓ and © are text unless a selector makes pictures of them. */
const PICTURE = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F/gu;

/**
 * Marks of Markdown, HTML or chats, more than one emoji, and characters that do not show.
 *
 * @param article what the article says: an emoji is no fault where the article is about it.
 */
export function checkMarkup(text: string, article: string | null): Fault[] {
  const faults: Fault[] = [];
  if (cleanText(text) !== text.toWellFormed().normalize('NFC')) {
    faults.push({
      code: 'markup',
      message: `has characters that do not show or turn the direction of writing, here ${shown(showInvisible(text))}; write it without them`,
    });
  }
  const mark = MARK.test(text) ? firstMark(text) : undefined;
  if (mark !== undefined) {
    faults.push({ code: 'markup', message: `must be plain words, without the marks in ${shown(mark)}` });
  }
  const pictures = text.match(PICTURE) ?? [];
  if (pictures.length > 1 || pictures.some((picture) => article?.includes(picture) === false)) {
    faults.push({ code: 'markup', message: `must be without emoji, such as ${pictures[0]}` });
  }
  return faults;
}

function firstMark(text: string): string | undefined {
  return MARKS.map((pattern) => pattern.exec(text)?.[0]).find((found) => found !== undefined);
}
