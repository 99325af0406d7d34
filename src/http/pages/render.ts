import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import { stylesheet } from './stylesheet.ts';

/** What every page has around its content. */
export interface Page {
  /** Goes before the name of the site in the window's title; null for the front page. */
  readonly title: string | null;
  /** The entry of the navigation that is this page. */
  readonly here?: 'latest' | 'search' | 'submit' | 'review';
  /** How many entries wait for review, for those who may know; with any, the navigation leads there. */
  readonly waiting?: number;
  /** The words searched for. */
  readonly q?: string;
  /** Rows of `rel` and address for the head. */
  readonly links?: readonly { readonly rel: string; readonly href: string }[];
}

export type TemplateName = 'list' | 'article' | 'submit' | 'review' | 'error';

// Templates escape whatever they print with `<%= %>`; only the style sheet and rendered parts of pages go in raw.
const eta = new Eta({ views: fileURLToPath(new URL('.', import.meta.url)), autoEscape: true, cache: true });

/** Renders a template inside the layout. Templates are read and compiled once, when first needed. */
export function renderPage<Data extends object>(template: TemplateName, page: Page, data: Data): string {
  return eta.render(template, { ...data, page, stylesheet });
}
