import { parseDocument } from 'yaml';
import { AppError } from '../errors.ts';
import { articleError } from './article-error.ts';
import { type ArticleMetadata, metadataOf } from './article-metadata.ts';
import { readFieldLines } from './front-matter-lines.ts';

/** Largest front matter read, in UTF-16 code units. */
const MAX_FRONT_MATTER = 32 * 1024;

export interface FrontMatter {
  readonly metadata: ArticleMetadata;
  /** The article after it; the whole text when it has none. */
  readonly body: string;
}

/** How front matter is parted from the article, and what its first line looks like. */
const KINDS = [
  {
    opening: /^\s*---[ \t]*\n/,
    closing: /^(?:---|\.\.\.)[ \t]*(?:\n|$)/gm,
    field: /^\s*(?:#.*\n\s*)*["']?[\w-]+["']?[ \t]*:(?:\s|$)/,
    parse: parseYaml,
  },
  {
    opening: /^\s*\+\+\+[ \t]*\n/,
    closing: /^\+\+\+[ \t]*(?:\n|$)/gm,
    field: /^\s*(?:#.*\n\s*)*(?:\[[\w.]+\]|["']?[\w-]+["']?[ \t]*=)/,
    parse: readFieldLines,
  },
] as const;

/**
 * Reads YAML front matter between two lines of `---` at the very top, or simple TOML between `+++`. What stands between
 * two rules but is no mapping belongs to the article. Unknown keys, and values of a kind that cannot be meant, are
 * passed over; YAML that is not quite YAML is read line by line, because odd metadata makes no bad article.
 *
 * @throws {AppError} 422 `bad-front-matter` where nothing of it can be read.
 */
export function splitFrontMatter(text: string): FrontMatter {
  const without = { metadata: {}, body: text };
  for (const { opening, closing, field, parse } of KINDS) {
    const start = opening.exec(text)?.[0].length;
    if (start === undefined) continue;
    closing.lastIndex = start;
    const end = closing.exec(text);
    if (end === null) return without;
    const written = text.slice(start, end.index);
    if (!field.test(written.slice(0, 1000))) return without;
    if (written.length > MAX_FRONT_MATTER) {
      throw badFrontMatter(`is longer than ${MAX_FRONT_MATTER.toLocaleString('en')} characters`);
    }
    const fields = parse(written);
    if (fields === null) return without;
    const named = new Map(Array.from(fields, ([key, value]) => [key.toLowerCase().replace(/[-_]/g, ''), value]));
    return { metadata: readFields(named), body: text.slice(end.index + end[0].length) };
  }
  return without;
}

/** The fields of a YAML mapping; null when it is something else. */
function parseYaml(yaml: string): ReadonlyMap<string, unknown> | null {
  let value: unknown;
  try {
    const document = parseDocument(yaml, { prettyErrors: false, logLevel: 'silent', uniqueKeys: false });
    const [error] = document.errors;
    if (error) {
      const fields = readFieldLines(yaml);
      if (fields.size === 0) throw badFrontMatter('is not valid YAML, and no line of it is a name and a value', error);
      return fields;
    }
    value = document.toJS({ mapAsMap: true, maxAliasCount: 20 });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw badFrontMatter('is nested too deeply or repeats itself too often', error);
  }
  return value instanceof Map ? new Map(Array.from(value, ([key, field]) => [String(key), field])) : null;
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
    'Mend what stands between the two lines of --- or +++ at its top, or remove it.',
    cause,
  );
}
