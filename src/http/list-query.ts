import { z } from 'zod';
import { type ListQuery, listSorts } from '../catalogue/catalogue.ts';
import { entryStatuses } from '../catalogue/entry.ts';
import { describeIssues, refusalOf } from '../describe-issues.ts';
import { tagsToChoose } from '../tags/tags-to-choose.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';

const once = (name: string) => z.string({ error: `${name} may be given once` }).trim();

const wholeNumber = (name: string, max: number) =>
  once(name)
    .regex(/^-?\d{1,300}$/, `${name} must be a whole number`)
    .transform(Number)
    .pipe(z.number().min(1, `${name} must be at least 1`).max(max, `${name} must be at most ${max}`));

/** The page of a list: from 1; one past the last shows the last. */
export const pageSchema = wholeNumber('page', 100_000_000)
  .prefault('1')
  .meta({
    description: 'From 1; a page past the last is the last one.',
    override: { type: 'integer', minimum: 1, default: 1 },
  });

export const perPageSchema = wholeNumber('perPage', 100)
  .prefault('10')
  .meta({ override: { type: 'integer', minimum: 1, maximum: 100, default: 10 } });

/** What is read of a longer query. */
const LONGEST_QUERY = 500;

/** What to search for: any text; nothing but white space means no search. */
export const wordsSchema = once('q')
  .transform((words) => (words === '' ? undefined : words.slice(0, LONGEST_QUERY).toWellFormed()))
  .optional()
  .meta({
    description:
      'Words to find in title, line, bullets, keywords, source and text. "In quotation marks": next to each other; `deploy*`: what begins so; `-word`: not this. `tag:`, `source:`, `title:`, `after:2025-03` (from then on) and `before:` narrow it. Any text is a valid query; what is past 500 characters is left out.',
    override: { type: 'string' },
  });

/** Whether `q` is meant as it is spelt. */
export const exactSchema = z
  .enum(['true', 'false'], { error: 'exact must be true or false' })
  .transform((exact) => exact === 'true')
  .optional()
  .meta({
    description:
      'Whether `q` is meant as it is spelt. Default: where nothing is found, what it may have meant is shown.',
    override: { type: 'boolean', enum: [true, false], default: false },
  });

/** The query of `GET /v1/articles`. An unknown parameter is refused: it is a misspelt one. */
export function listQuerySchema({ tags }: Vocabulary) {
  const ids = tags.map(({ id }) => id);
  return z.strictObject({
    tag: z
      .enum(ids as [string, ...string[]], {
        error: ({ input }) =>
          Array.isArray(input)
            ? 'tag may be given once'
            : `tag ${JSON.stringify(String(input).slice(0, 60))} is not in the vocabulary. ${tagsToChoose(String(input), tags)}`,
      })
      .optional(),
    source: once('source').min(1, 'source must not be empty').max(200).optional(),
    q: wordsSchema,
    exact: exactSchema,
    status: z.enum(entryStatuses, { error: `status must be one of ${entryStatuses.join(', ')}` }).default('published'),
    sort: z
      .enum(listSorts, { error: `sort must be one of ${listSorts.join(', ')}` })
      .optional()
      .meta({
        description:
          'Default: the best match first with `q`, else the newest. `newest` and `oldest` go by `createdAt`, when it was added.',
      }),
    page: pageSchema,
    perPage: perPageSchema,
  });
}

/** @throws {AppError} 400 `invalid-query` naming every wrong parameter. */
export function readListQuery(query: unknown, schema: ReturnType<typeof listQuerySchema>): ListQuery {
  const { tag, source, q, exact, sort, ...rest } = readQuery(query, schema);
  return {
    ...rest,
    ...(tag === undefined ? {} : { tag }),
    ...(source === undefined ? {} : { source }),
    ...(q === undefined ? {} : { q }),
    ...(exact === undefined ? {} : { exact }),
    ...(sort === undefined ? {} : { sort }),
  };
}

/** @throws {AppError} 400 `invalid-query` naming every wrong parameter. */
export function readQuery<Schema extends z.ZodType>(query: unknown, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(query, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw refusalOf('The query cannot be used', describeIssues(parsed.error.issues), {
    code: 'invalid-query',
    status: 400,
    hint: 'Mend or leave out what is named.',
  });
}
