import { LineCounter, parseDocument } from 'yaml';
import { articleError } from './article-error.ts';
import { type ArticleMetadata, metadataOf } from './article-metadata.ts';

/** Largest front matter read, in UTF-16 code units. */
const MAX_FRONT_MATTER = 32 * 1024;

export interface FrontMatter {
  readonly metadata: ArticleMetadata;
  /** The article after it; the whole text when it has none. */
  readonly body: string;
}

/**
 * Reads YAML front matter between two lines of `---` at the very top. What stands between two rules but is no YAML
 * mapping belongs to the article. Unknown keys, and values of a kind that cannot be meant, are passed over.
 *
 * @throws {AppError} 422 `bad-front-matter` with the line of the article where the YAML breaks.
 */
export function splitFrontMatter(text: string): FrontMatter {
  const without = { metadata: {}, body: text };
  const opening = /^\s*---[ \t]*\n/.exec(text)?.[0];
  if (opening === undefined) return without;
  const closing = /^(?:---|\.\.\.)[ \t]*(?:\n|$)/gm;
  closing.lastIndex = opening.length;
  const end = closing.exec(text);
  if (end === null) return without;
  const yaml = text.slice(opening.length, end.index);
  if (!/^\s*(?:#.*\n\s*)*["']?[\w-]+["']?[ \t]*:(?:\s|$)/.test(yaml.slice(0, 1000))) return without;
  if (yaml.length > MAX_FRONT_MATTER) {
    throw badFrontMatter(`is longer than ${MAX_FRONT_MATTER.toLocaleString('en')} characters`);
  }
  const fields = parseFields(yaml, opening.split('\n').length - 1);
  return fields === null ? without : { metadata: readFields(fields), body: text.slice(closing.lastIndex) };
}

function parseFields(yaml: string, linesBefore: number): ReadonlyMap<string, unknown> | null {
  const lines = new LineCounter();
  let value: unknown;
  try {
    const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
    const [error] = document.errors;
    if (error) {
      const line = lines.linePos(error.pos[0]).line + linesBefore;
      throw badFrontMatter(`is not valid YAML at line ${line}: ${error.message}`, error);
    }
    value = document.toJS({ mapAsMap: true, maxAliasCount: 20 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'bad-front-matter') throw error;
    throw badFrontMatter('is nested too deeply or repeats itself too often', error);
  }
  if (!(value instanceof Map)) return null;
  return new Map(Array.from(value, ([key, field]) => [String(key).toLowerCase().replace(/[-_]/g, ''), field]));
}

function readFields(fields: ReadonlyMap<string, unknown>): ArticleMetadata {
  const first = (...names: string[]) => names.map((name) => lineOf(fields.get(name))).find((line) => line !== null);
  const tags = fields.get('tags') ?? fields.get('tag');
  return metadataOf({
    title: first('title'),
    url: first('canonicalurl', 'canonical', 'url', 'link'),
    source: first('source', 'site', 'sitename', 'publisher', 'publication'),
    author: first('author', 'authors', 'byline'),
    publishedAt: first('publishedat', 'published', 'publisheddate', 'pubdate', 'date'),
    tags: (typeof tags === 'string' ? tags.split(',') : Array.isArray(tags) ? tags : []).filter(
      (tag) => typeof tag === 'string',
    ),
  });
}

/** A field as one line: a scalar, the `name` of a mapping, or such ones joined by commas. */
function lineOf(value: unknown): string | null {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Map) return lineOf(value.get('name'));
  if (!Array.isArray(value)) return null;
  const lines = value.filter((item) => !Array.isArray(item)).map(lineOf);
  return lines.filter((line) => line !== null).join(', ') || null;
}

function badFrontMatter(what: string, cause?: unknown) {
  return articleError(
    'bad-front-matter',
    `The front matter of the article ${what}`,
    'Mend the YAML between the two lines of ---, or remove it.',
    cause,
  );
}
