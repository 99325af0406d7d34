import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { htmlBlocks } from './html-blocks.ts';
import { type PageElement, readPageMetadata } from './html-metadata.ts';
import { contentOf, forgetMisleadingNames, removeFurniture } from './page-furniture.ts';
import type { ParsedText } from './parse-markdown.ts';
import { countWords } from './prose.ts';
import { scanHtml } from './scan-html.ts';
import { removeUnseen } from './style-sheets.ts';

/** Readability is not believed when it keeps less than this share of the words that the page's own markup calls content. */
const BELIEVABLE_SHARE = 0.6;

/** `NodeFilter.SHOW_COMMENT` of the DOM standard. */
const SHOW_COMMENT = 128;

type Document = ReturnType<typeof parseHTML>['document'];

/**
 * Parses a page, or a fragment of one: metadata from its head, the article by the readability library without
 * navigation, banners and footers. Scripts never run. Where the library finds too little, the page's own `<article>`,
 * `<main>` or body is taken.
 *
 * @throws {AppError} 422 `article-too-complex` before anything is parsed.
 */
export function parseHtml(text: string): ParsedText {
  scanHtml(text);
  const { document } = parseHTML(wholePage(text));
  const page: PageElement = document;
  const metadata = readPageMetadata(page);
  removeComments(document);
  removeUnseen(page, text);
  removeFurniture(page);
  forgetMisleadingNames(page);
  const own = contentOf(page); // before the library, which takes the page apart
  const readable = readableContent(document);
  const believed = countWords(readable?.text ?? '') >= BELIEVABLE_SHARE * countWords(own?.textContent ?? '');
  return { metadata, blocks: htmlBlocks((believed ? readable?.html : own?.innerHTML) ?? '') };
}

/** Frameworks part words of one sentence by comments, and the library would make a paragraph of each. */
function removeComments(document: Document): void {
  const walker = document.createTreeWalker(document, SHOW_COMMENT);
  const comments = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) comments.push(node);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
}

function readableContent(
  document: ConstructorParameters<typeof Readability>[0],
): { html: string; text: string } | null {
  try {
    const found = new Readability(document, { keepClasses: true, disableJSONLD: true }).parse();
    return found ? { html: found.content ?? '', text: found.textContent ?? '' } : null;
  } catch {
    return null; // a page it stumbles over still has its own markup
  }
}

/** linkedom, unlike a browser, does not add the `<html>` and `<body>` that authors may leave out. */
function wholePage(html: string): string {
  if (/<body[\s>]/i.test(html)) return html;
  const inside = html.replace(/^\s*<!doctype[^>]*>/i, '').replace(/<\/?(?:html|head)(?:\s[^>]*)?>/gi, '');
  return `<!doctype html><html><head></head><body>${inside}</body></html>`;
}
