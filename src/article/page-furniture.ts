import type { PageElement } from './html-metadata.ts';

/** Never prose, wherever it stands. */
const NO_PROSE =
  'script, style, template, noscript, iframe, object, embed, svg, math, canvas, video, audio, button, input, select, textarea, dialog, [hidden], [aria-hidden="true"], [role="dialog"], [role="alertdialog"], [role="navigation"], [role="search"], [role="banner"], [role="contentinfo"]';

/** Around an article, not of it. */
const AROUND = 'nav, header, footer, aside, form, [role="complementary"]';

/** Class or id of boxes that ask for something rather than tell; forms do, whatever they are called. */
const ASKING =
  /(?:^|[\s_-])(?:cookies?|consent|gdpr|ccpa|onetrust|newsletter|subscribe|subscription|signup|sign-up|share|sharing|social|related|recommended|breadcrumbs?|promo|advert|advertisement|paywall|skip-link|site-nav|navbar|comments?)(?:$|[\s_-])/i;
const ASKING_BOXES = 'form, div, section, ul, p, a, span, aside';
/** A box with more text than this, in characters, is taken for content whatever it is called. */
const MAX_ASKING = 1_500;

/** Removes from a page, in place, what no reader would call its article. */
export function removeFurniture(page: PageElement): void {
  remove(page, NO_PROSE);
  for (const box of [...page.querySelectorAll(ASKING_BOXES)]) {
    const label = `${box.getAttribute('class') ?? ''} ${box.getAttribute('id') ?? ''}`;
    if (box.localName !== 'form' && !ASKING.test(label)) continue;
    if ((box.textContent ?? '').length > MAX_ASKING || hasAny(box, 'article, main, h1')) continue;
    box.remove();
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
