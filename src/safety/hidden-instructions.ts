import type { Article } from '../article/article.ts';
import { splitSentences } from '../article/sentences.ts';
import { createSheetMatcher } from '../article/style-sheets.ts';
import { unseenTexts } from '../article/unseen.ts';
import { plainWords, wordsWhenAsked } from './check-voice.ts';
import { gradeSentence } from './grade-sentence.ts';

/** More than these are of one kind. */
const MOST = 20;
const LONGEST = 1_000;

/** What parsing leaves out can only stand in a source that has one of these. */
const UNSEEN =
  /^---|^ {0,3}\[[^\]\n]{1,999}\]:|^\+\+\+|[<{]|!\[|\]\(|[\u{E0020}-\u{E007E}]|[\u{E0100}-\u{E01EF}]|[\uFE00-\uFE0D]/mu;

/**
 * The instructions in the source of an article that its text does not have: in comments, alternative texts, unread fields of
 * front matter, attributes, elements that hold no prose, and characters that do not show. With them comes whatever a style
 * keeps from being seen, whether it asks for something or not. A model never reads them, so an
 * answer that obeys them comes from somewhere else, and is held against them all the same.
 *
 * @param source as it was sent.
 * @param text the article's text.
 */
export function hiddenInstructions(source: string, text: string): string[] {
  if (!UNSEEN.test(source)) return [];
  const words = wordsWhenAsked(text);
  const unread: string[] = [];
  const hidden: string[] = [];
  for (const unseen of unseenTexts(source, createSheetMatcher(source))) {
    for (const { start, end } of splitSentences(unseen)) {
      const sentence = unseen.slice(start, end).slice(0, LONGEST);
      if (unread.length < MOST && !words.includes(plainWords(sentence))) unread.push(sentence);
    }
  }
  for (const line of unhidden(source).split(/\n|<!--|-->|<\/?[a-z][a-z\d]*>/i)) {
    for (const { start, end } of splitSentences(line)) {
      const sentence = line.slice(start, end).slice(0, LONGEST);
      if (hidden.length < MOST && gradeSentence(sentence) !== null && !words.includes(plainWords(sentence)))
        hidden.push(sentence);
    }
  }
  return [...unread, ...hidden];
}

/** Text in tag characters (Unicode's copies of ASCII) and in variation selectors (one a byte), as lines of its own. */
function unhidden(source: string): string {
  const tags = source.match(/[\u{E0020}-\u{E007E}]+/gu) ?? [];
  const selectors = source.match(/(?:[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]){4,}/gu) ?? [];
  const ofTags = tags.map((run) => String.fromCodePoint(...codePoints(run).map((code) => code - 0xe0000)));
  const ofSelectors = selectors.map((run) =>
    Buffer.from(codePoints(run).map((code) => (code >= 0xe0100 ? code - 0xe0100 + 16 : code - 0xfe00))).toString(
      'utf8',
    ),
  );
  return [source, ...ofTags, ...ofSelectors].join('\n');
}

function codePoints(text: string): number[] {
  return Array.from(text.slice(0, 2 * LONGEST), (character) => character.codePointAt(0) ?? 0);
}

/** The article with the instructions that are hidden in its source, if there are any. */
export function withHidden(source: string, article: Article): Article {
  const hidden = hiddenInstructions(source, article.text);
  return hidden.length > 0 ? { ...article, hidden } : article;
}
