import type { PageElement } from './html-metadata.ts';
import { splitSentences } from './sentences.ts';
import { isWrapper, showsNothing } from './unseen.ts';

/** Never prose, wherever it stands. */
const NO_PROSE =
  'script, style, template, noscript, iframe, object, embed, svg, math, canvas, video, audio, button, input, select, textarea, dialog, [hidden], [aria-hidden="true"], [role="dialog"], [role="alertdialog"], [role="navigation"], [role="search"], [role="banner"], [role="contentinfo"], a.skip-link, a.skip-to-content, a.skip-nav';

/** Around an article, not of it. */
const AROUND = 'nav, header, footer, aside, form, [role="complementary"]';

/** Where authors put their content; the body of a page without either is no such promise. */
const CONTENT = 'article, main, [role="main"]';

/** Class of boxes that ask for something rather than tell; forms do, whatever they are called. */
const ASKING =
  /(?:^|[\s_-])(?:cookies?|consent|gdpr|ccpa|onetrust|newsletter|subscribe|subscription|signup|sign-up|share|sharing|social|related|recommended|breadcrumbs?|promo|advert|advertisement|paywall|skip-link|site-nav|navbar|comments?)(?:$|[\s_-])/i;
/** Ids are slugs of headings too, so only those count that no heading has. */
const ASKING_ID =
  /^(?:(?:cookie|consent|gdpr|ccpa)-(?:banner|bar|notice|popup|modal|consent)|onetrust-[\w-]+|cybotcookiebotdialog|newsletter-(?:signup|form)|share-buttons|related-posts|disqus_thread)$/i;
const ASKING_BOXES = 'form, div, section, ul, aside';
const HEADINGS = 'h1, h2, h3, h4, h5, h6';
/** A box with more text than this, in characters, is taken for content whatever it is called. */
const MAX_ASKING = 1_500;
/** So is one with more sentences, unless it is mostly links. */
const MAX_ASKING_SENTENCES = 5;

/** Removes from a page, in place, what no reader would call its article. */
export function removeFurniture(page: PageElement): void {
  for (const box of [...page.querySelectorAll(ASKING_BOXES)]) if (asks(box)) box.remove();
  remove(page, NO_PROSE);
  for (const element of [...page.querySelectorAll('[style]')]) {
    if (!isWrapper(element.localName) && showsNothing(element.getAttribute('style') ?? '')) element.remove();
  }
}

function asks(box: PageElement): boolean {
  const form = box.localName === 'form';
  const named = ASKING.test(box.getAttribute('class') ?? '') || ASKING_ID.test(box.getAttribute('id') ?? '');
  if (!form && !named) return false;
  if (box.closest('pre, code') || hasAny(box, 'article, main, h1')) return false;
  if (box.localName === 'section' && box.closest(CONTENT)) return false;
  const text = box.textContent ?? '';
  if (text.length > MAX_ASKING) return false;
  const sentences = splitSentences(text).filter(({ start, end }) => /[.!?。！？]/.test(text.slice(start, end))).length;
  const linked = lengthOf(box, 'a') > text.trim().length / 2;
  if (sentences > MAX_ASKING_SENTENCES && !linked) return false;
  if (form || hasAny(box, 'form, textarea, input[type="email"]')) return true;
  if (box.closest(CONTENT) && sentences > 1 && hasAny(box, HEADINGS)) return false;
  return linked || sentences < 2 || hasAny(box, 'button, input, [role="button"]');
}

/**
 * Takes off, in place, the ids and classes by which a library would take sections of an article for something else:
 * ids are mostly slugs of headings ("comments", "related-work"), and classes of code name its tokens.
 */
export function forgetMisleadingNames(page: PageElement): void {
  for (const element of page.querySelectorAll(`${HEADINGS}, p, span, a, section, pre span, pre div, code *`)) {
    element.removeAttribute('id');
    element.removeAttribute('class');
  }
  for (const box of page.querySelectorAll('div[id]')) {
    const told = !ASKING.test(box.getAttribute('class') ?? '') && hasAny(box, HEADINGS) && hasAny(box, 'p');
    if (told) box.removeAttribute('id');
  }
}

/**
 * A copy of the part of a page that its own markup calls the content: its only `<article>`, else `<main>`, else the
 * body; without what stands around an article.
 */
export function contentOf(page: PageElement): PageElement | undefined {
  const articles = [...page.querySelectorAll('article')];
  const [main] = page.querySelectorAll('main, [role="main"]');
  const [body] = page.querySelectorAll('body');
  const content = ((articles.length === 1 ? articles[0] : undefined) ?? main ?? body)?.cloneNode(true);
  if (content) remove(content, AROUND);
  return content;
}

function remove(page: PageElement, selector: string): void {
  for (const element of [...page.querySelectorAll(selector)]) element.remove();
}

function hasAny(element: PageElement, selector: string): boolean {
  for (const _ of element.querySelectorAll(selector)) return true;
  return false;
}

function lengthOf(element: PageElement, selector: string): number {
  let length = 0;
  for (const { textContent } of element.querySelectorAll(selector)) length += textContent?.trim().length ?? 0;
  return length;
}
