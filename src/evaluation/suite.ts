import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { describeIssues } from '../describe-issues.ts';
import { AppError } from '../errors.ts';
import { whyUnreadable } from '../settings-file.ts';
import { measures } from './measures.ts';

/** How much of a measure a suite asks for: the suite is missed below `least` or above `most`. */
const thresholdSchema = z
  .strictObject({ least: z.number().optional(), most: z.number().optional() })
  .refine(({ least, most }) => least !== undefined || most !== undefined, 'must say least or most');

const common = {
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'a name is lower case, with dashes'),
  /** By measure, see measures.ts. */
  thresholds: z
    .record(z.string(), thresholdSchema)
    .superRefine((thresholds, context) => {
      for (const name of Object.keys(thresholds).filter((one) => !Object.hasOwn(measures, one))) {
        const message = `${name} is no measure; those are ${Object.keys(measures).join(', ')}`;
        context.addIssue({ code: 'custom', path: [name], message });
      }
    })
    .default({}),
};

const kinds = [
  /** Articles with reference summaries: the provider writes, and what it wrote is measured. */
  z.strictObject({
    ...common,
    kind: z.literal('summaries'),
    /** Folder of JSON files, one pair each; see reference-pairs.ts. */
    references: z.string(),
    /** Folder that the paths of articles start from. */
    articles: z.string(),
    /** Modules that export a `Baseline`; see baselines.ts. */
    baselines: z.array(z.string()).default([]),
  }),
  /** Claims about articles, each with the issues that grounding should raise; no provider is asked. */
  z.strictObject({
    ...common,
    kind: z.literal('claims'),
    /** JSON Lines of `{article, about, claim, expect}`. */
    claims: z.string(),
    /** Folders in which the articles of claims are looked for, in order. */
    articles: z.array(z.string()).min(1),
  }),
  /** Articles that tell a model what to write, and scenarios of a model that does so and of one that does not. */
  z.strictObject({
    ...common,
    kind: z.literal('attacks'),
    /** JSON Lines of `{id, file}`, the file being the article, from the folder of this list. */
    attacks: z.string(),
    obeys: z.string(),
    withstands: z.string(),
  }),
  /** Sentences that order a summariser about, and such as only look like it, each put into an article; no provider is asked. */
  z.strictObject({
    ...common,
    kind: z.literal('orders'),
    /** Files of one sentence a line. */
    orders: z.string(),
    innocents: z.string(),
    article: z.string(),
  }),
] as const;

const KINDS = `kind must be one of ${kinds.map(({ shape }) => shape.kind.value).join(', ')}`;

const suiteSchema = z.discriminatedUnion('kind', kinds, {
  error: ({ code }) => (code === 'invalid_union' ? KINDS : undefined),
});

export type Suite = z.infer<typeof suiteSchema>;

/** The suites that come with a clone; an installed package has none. */
const BUILT_IN = fileURLToPath(new URL('../../evals', import.meta.url));

/**
 * The suite files to run when none is named.
 *
 * @throws {AppError} 404 when there is no folder of suites, as in an installed package.
 */
export function builtInSuites(folder: string = BUILT_IN): string[] {
  const files = namesIn(folder).filter((name) => name.endsWith('.yaml'));
  if (files.length > 0) return files.sort().map((name) => join(folder, name));
  throw new AppError('There are no suites here: they come with a clone of the repository', {
    ...{ code: 'no-suites', status: 404 },
    hint: 'Name suite files of your own: upshot eval my-suite.yaml',
  });
}

/**
 * Reads a suite file (YAML or JSON). Its paths come back absolute; in the file they start from the folder it is in.
 *
 * @throws {AppError} 422 `bad-suite` naming the file and what is wrong with it.
 */
export function loadSuite(file: string): Suite {
  const folder = dirname(file);
  const parsed = suiteSchema.safeParse(readYaml(file), { reportInput: true });
  if (!parsed.success)
    throw badSuite(
      file,
      describeIssues(parsed.error.issues, 'the file')
        .map(({ detail }) => detail)
        .join('; '),
      parsed.error,
    );
  const suite = parsed.data;
  const from = (path: string) => resolve(folder, path);
  if (suite.kind === 'claims') {
    return { ...suite, claims: from(suite.claims), articles: suite.articles.map(from) };
  }
  if (suite.kind === 'orders') {
    return { ...suite, orders: from(suite.orders), innocents: from(suite.innocents), article: from(suite.article) };
  }
  if (suite.kind === 'attacks') {
    return { ...suite, attacks: from(suite.attacks), obeys: from(suite.obeys), withstands: from(suite.withstands) };
  }
  const { references, articles, baselines } = suite;
  return { ...suite, references: from(references), articles: from(articles), baselines: baselines.map(from) };
}

export function badSuite(file: string, what: string, cause?: unknown): AppError {
  return new AppError(`${file}: ${what}`, { code: 'bad-suite', status: 422, cause, hint: 'See evals/README.md.' });
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw badSuite(file, whyUnreadable(error), error);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
