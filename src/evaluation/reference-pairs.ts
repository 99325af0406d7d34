import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { ArticleInput } from '../article/article-input.ts';
import { describeIssues } from '../describe-issues.ts';
import { readArticleFile } from '../input/article-file.ts';
import { badSuite } from './suite.ts';

const referenceSchema = z.strictObject({
  /** Path of the article, from the suite's folder of articles. */
  article: z.string(),
  /** Kind of article: incident, release, research... */
  domain: z.string(),
  /** The tags that an editor would give. */
  tags: z.array(z.string()).min(1),
  /** What an editor would write. */
  summary: z.strictObject({ whyItMatters: z.string(), bullets: z.array(z.string()).min(3) }),
});

export interface ReferencePair extends z.infer<typeof referenceSchema> {
  /** Name of the reference's file without its extension. */
  readonly name: string;
  readonly input: ArticleInput;
}

/**
 * Reads all pairs of a suite, by name. Tags that the article's front matter asks for are taken out of it, so that whoever
 * writes the summary has to choose.
 *
 * @throws {AppError} naming the reference that is wrong, or whose article cannot be read.
 */
export async function readReferencePairs(references: string, articles: string): Promise<ReferencePair[]> {
  const files = namesIn(references).filter((file) => file.endsWith('.json'));
  return Promise.all(files.sort().map((file) => readPair(join(references, file), articles)));
}

async function readPair(file: string, articles: string): Promise<ReferencePair> {
  const parsed = referenceSchema.safeParse(readJson(file), { reportInput: true });
  if (!parsed.success) throw badSuite(file, describeIssues(parsed.error.issues)[0]?.detail ?? 'is wrong', parsed.error);
  const input = await readArticleFile(parsed.data.article, articles).catch((error: Error) => {
    throw badSuite(file, `${parsed.data.article}: ${error.message}`, error);
  });
  return { ...parsed.data, name: basename(file, '.json'), input: { ...input, text: withoutTags(input.text) } };
}

function withoutTags(text: string): string {
  return text.replace(/^---\n[\s\S]*?\n---\n/, (head) => head.replace(/^tags:.*\n(?:[ \t]+-.*\n)*/m, ''));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw badSuite(file, 'this is no JSON', error);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw badSuite(folder, 'there is no such folder of references', error);
  }
}
