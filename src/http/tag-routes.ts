import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import type { AppDeps } from './app-deps.ts';

/** The body of `GET /v1/tags`. */
export const tagsSchema = z
  .object({
    tags: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        description: z.string(),
        count: z.int().min(0).meta({ description: 'Published articles with this tag.' }),
      }),
    ),
  })
  .meta({ id: 'Tags' });

export interface CountedTag {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly count: number;
}

/** `GET /v1/tags`: the vocabulary, in its own order. */
export function listTags({ catalogue, vocabulary }: Pick<AppDeps, 'catalogue' | 'vocabulary'>): RequestHandler {
  return async (_request, response) => {
    response.json({ tags: await countedTags(catalogue, vocabulary) });
  };
}

/** Every tag of the vocabulary with the number of its published articles. */
export async function countedTags(catalogue: Catalogue, vocabulary: Vocabulary): Promise<CountedTag[]> {
  const counts = await catalogue.tagCounts();
  return vocabulary.tags.map(({ id, name, description }) => ({ id, name, description, count: counts.get(id) ?? 0 }));
}
