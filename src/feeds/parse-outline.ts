import { parseOpml } from 'feedsmith';
import { cleanLine } from '../article/clean-text.ts';
import { AppError } from '../errors.ts';

/** A feed that an outline or a list names. */
export interface FeedReference {
  readonly url: string;
  /** As whoever made the outline calls it. */
  readonly title: string | null;
  /** Categories and folders that it stands in, in lower case, nearest first; not all of them are tags of a vocabulary. */
  readonly categories: readonly string[];
}

const LONGEST_TITLE = 200;

type Outline = NonNullable<NonNullable<ReturnType<typeof parseOpml>['body']>['outlines']>[number];

/**
 * The feeds of an OPML outline (http://opml.org/spec2.opml), in its order, each once.
 *
 * @throws {AppError} `not-an-outline`.
 */
export function parseOutline(text: string): FeedReference[] {
  const found = new Map<string, FeedReference>();
  collect(outlinesOf(text), [], found);
  if (found.size === 0) throw notAnOutline();
  return [...found.values()];
}

function outlinesOf(text: string): readonly Outline[] {
  try {
    return parseOpml(text).body?.outlines ?? [];
  } catch (error) {
    throw notAnOutline(error);
  }
}

function collect(outlines: readonly Outline[], folders: readonly string[], found: Map<string, FeedReference>): void {
  for (const { xmlUrl, title, text, category, outlines: inner = [] } of outlines) {
    const name = cleanLine(title ?? text ?? '').slice(0, LONGEST_TITLE);
    if (xmlUrl !== undefined && !found.has(xmlUrl)) {
      const categories = [...new Set([...categoriesIn(category), ...folders])];
      found.set(xmlUrl, { url: xmlUrl, title: name || null, categories });
    }
    collect(inner, name === '' ? folders : [name.toLowerCase(), ...folders], found);
  }
}

/** OPML 2.0: comma separated, each either a word or a path of words between slashes, of which the last is the narrowest. */
function categoriesIn(category = ''): string[] {
  const paths = category.split(',').map((path) => path.split('/').map((word) => cleanLine(word).toLowerCase()));
  return paths.flatMap((words) => words.filter(Boolean).reverse());
}

export function notAnOutline(cause?: unknown): AppError {
  return new AppError('This is no OPML outline of feeds', {
    code: 'not-an-outline',
    status: 422,
    hint: 'Export one from a feed reader: <opml> with <outline xmlUrl="https://..."/> elements.',
    cause,
  });
}
