import type { ArticleFormat } from './article.ts';

/** How much of a text is looked at. */
const SAMPLE = 64 * 1024;

const PAGE_START = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]/i;
const HTML_BLOCK = /<\/?(?:p|div|section|article|main|h[1-6]|ul|ol|li|table|blockquote|pre)(?:\s[^<>]*)?>/gi;
const MARKDOWN =
  /^ {0,3}(?:#{1,6} +\S|```|~~~)|^[^\n]+\n(?:={3,}|-{3,})[ \t]*$|\[[^[\]\n]{1,200}\]\([^)\s]{1,500}\)|\*\*\S[^*\n]*\*\*|(?<!`)`[^`\n]+`(?!`)|^\|?[ \t]*:?-{3,}:?[ \t]*\|/gm;

/**
 * How a text is most likely written: HTML when it opens like a page or is full of block elements, Markdown when it has
 * front matter or marks that plain text seldom has, else plain text.
 */
export function guessFormat(text: string): ArticleFormat {
  const sample = text.slice(0, SAMPLE);
  if (PAGE_START.test(sample)) return 'html';
  if (/^\s*(?:---[ \t]*\n[\s\S]*?\n(?:---|\.\.\.)|\+\+\+[ \t]*\n[\s\S]*?\n\+\+\+)[ \t]*(?:\n|$)/.test(sample))
    return 'markdown';
  const elements = sample.match(HTML_BLOCK)?.length ?? 0;
  const marks = sample.match(MARKDOWN)?.length ?? 0;
  if (elements >= 4 && elements > 2 * marks && /^\s*</.test(sample)) return 'html';
  if (elements >= 10 && elements > 2 * marks) return 'html';
  return marks > 0 ? 'markdown' : 'text';
}
