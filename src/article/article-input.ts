import { z } from 'zod';
import { articleFormats, MAX_ARTICLE_BYTES } from './article.ts';

const line = (max: number, what: string) =>
  z.string().trim().min(1, `${what} must not be empty`).max(max, `${what} must be at most ${max} characters`);

/**
 * What a sender may say about an article: the JSON body of `POST /v1/articles` and a line of a JSONL backlog.
 * Everything but the text is optional, and whatever is given wins over what the article says of itself.
 */
export const articleInputSchema = z
  .strictObject({
    text: z
      .string()
      .refine((text) => text.trim() !== '', 'text must not be empty')
      .refine((text) => Buffer.byteLength(text) <= MAX_ARTICLE_BYTES, 'text must be at most 1 MB of UTF-8')
      .meta({ description: 'The full article.' }),
    format: z.enum(articleFormats).optional().meta({ description: 'How the text is written. Guessed when absent.' }),
    title: line(500, 'title').optional(),
    url: z
      .url({ protocol: /^https?$/, error: 'url must be an absolute http or https address' })
      .max(2048)
      .optional()
      .meta({ description: 'Where the article stands. The same address with another text becomes a new revision.' }),
    source: line(200, 'source').optional().meta({ description: 'Who publishes it, as readers know them.' }),
    author: line(200, 'author').optional(),
    publishedAt: z
      .union([z.iso.datetime({ offset: true }), z.iso.date()], {
        error: 'publishedAt must be an ISO 8601 date or date-time',
      })
      .optional(),
    tags: z
      .array(z.string().trim().toLowerCase().min(1))
      .min(1, 'tags must be one to three')
      .max(3, 'tags must be one to three')
      .optional()
      .meta({ description: "One to three tags of the vocabulary; they replace the provider's." }),
  })
  .meta({ id: 'ArticleInput' });

export type ArticleInput = z.infer<typeof articleInputSchema>;
