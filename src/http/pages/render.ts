import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import { stylesheet } from './stylesheet.ts';

/** What every page has around its content. */
export interface Page {
  /** Goes before the name of the site in the window's title; null for the front page. */
  readonly title: string | null;
  /** The entry of the navigation that is this page. */
  readonly here?: 'latest' | 'tags' | 'sources' | 'search' | 'submit' | 'review' | 'status';
  /** How many entries wait for review, for those who may know; with any, the navigation leads there. */
  readonly waiting?: number;
  /** The words searched for. */
  readonly q?: string;
  /** What search engines and previews say below the title. */
  readonly description?: string;
  /**
   * Rows of `rel`, address and what else they say, for the head, beside those to the feeds of everything. A page with a canonical
   * address is told of in the terms of Open Graph (ogp.me), for previews.
   */
  readonly links?: readonly PageLink[];
  /** Of an article alone: what Open Graph calls `article:` and this. */
  readonly article?: readonly (readonly [property: string, content: string])[];
  /** JSON-LD, as `embeddedJson` wrote it. */
  readonly data?: string;
}

export interface PageLink {
  readonly rel: string;
  readonly href: string;
  readonly type?: string;
  readonly title?: string;
}

export type TemplateName =
  | 'list'
  | 'tag-index'
  | 'source-index'
  | 'article'
  | 'edit'
  | 'history'
  | 'submit'
  | 'review'
  | 'status'
  | 'docs'
  | 'docs-schemas'
  | 'problems'
  | 'key'
  | 'error';

// Templates escape whatever they print with `<%= %>`; only the style sheet and rendered parts of pages go in raw.
const eta = new Eta({ views: fileURLToPath(new URL('.', import.meta.url)), autoEscape: true, cache: true });

/** Renders a template inside the layout. Templates are read and compiled once, when first needed. */
export function renderPage<Data extends object>(template: TemplateName, page: Page, data: Data): string {
  return eta.render(template, { ...data, page, stylesheet });
}
