import type { Article } from '../article/article.ts';

/**
 * What no summary may hold, whoever wrote it. Each blocks: the draft goes back, and is never published with it.
 *
 * - `link`: an address, or a domain, handle or number that the article only names to be passed on.
 * - `reader`: words to the reader, or a call to do something.
 * - `voice`: the model speaking of itself, of its task or to whoever asked.
 * - `markup`: marks of Markdown, HTML or a chat, emoji, or characters that do not show.
 * - `leak`: parts of what the model was told.
 * - `instruction`: what the article's text asks a summariser to say, and nothing else in it bears out.
 */
export type SafetyCode = 'link' | 'reader' | 'voice' | 'markup' | 'leak' | 'instruction';

/** What of an article a draft is held against. */
export type CheckedArticle = Pick<Article, 'text' | 'blocks' | 'title'> &
  Partial<Pick<Article, 'url' | 'source' | 'author' | 'hidden'>>;

/** One fault in a text of a summary, with a message that a model can act on and a person can read. */
export interface Fault {
  readonly code: SafetyCode;
  readonly message: string;
}

const LONGEST_SHOWN = 60;

/** A few words of a draft or an article within a message: on one line, short, in marks. */
export function shown(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return `"${line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN).toWellFormed()}...` : line}"`;
}
