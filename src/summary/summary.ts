import { z } from 'zod';
import { splitSentences } from '../article/sentences.ts';

/** The limits of a summary, in characters and counts: the one place that states them. */
export const summaryLimits = {
  whyItMatters: { characters: 300, sentences: 2 },
  bullet: { characters: 200 },
  bullets: { min: 5, max: 6 },
  tags: { min: 1, max: 3 },
  keywords: { min: 2, max: 7 },
  keyword: { characters: 40 },
} as const;

const limits = summaryLimits;

/**
 * Marks of Markdown or HTML that would show as noise in a digest: emphasis, code, links, headings, bullets, tags. After a
 * word, `<u8>` is a type's and no tag.
 */
const MARKUP =
  /\*\*|__|`|\[[^\]\n]*\]\(|^\s*(?:#{1,6}\s|[-*+•]\s|>\s|\d+[.)]\s)|(?<![\p{L}\p{N}_])<[a-z][^>\n]*>|<\/[a-z][^>\n]*>/iu;

/** The full stop of Latin, Chinese and Japanese, Hindi and Urdu writing, within closing quotes or brackets or not. */
const FULL_STOP = /[.。．।۔][”"’'»」』）)\]]?$/u;

const oneLine = (what: string, characters: number) =>
  z
    .string()
    .trim()
    .min(1, `${what} must not be empty`)
    .refine((text) => text === '' || /[\p{L}\p{N}]/u.test(text), `${what} must have a letter or a digit`)
    .max(characters, `${what} must be at most ${characters} characters`)
    .refine((text) => !/[\r\n\u2028\u2029]/.test(text), `${what} must be one line`)
    .refine((text) => !MARKUP.test(text), `${what} must be plain text, without Markdown or HTML`);

const sentences = (text: string) => splitSentences(text).length;

/** The line that says who gains what, and why. */
const whyItMattersSchema = oneLine('whyItMatters', limits.whyItMatters.characters)
  .refine((text) => sentences(text) <= limits.whyItMatters.sentences, `whyItMatters must be one or two sentences`)
  .meta({ description: 'Who gains what and why, in one or two sentences.' });

const bulletSchema = oneLine('a bullet', limits.bullet.characters)
  .refine((text) => FULL_STOP.test(text), 'a bullet must end in a full stop')
  .refine((text) => sentences(text) === 1, 'a bullet must be exactly one sentence')
  .meta({ description: 'One complete sentence with a figure, name or fact of the article.' });

/**
 * The summary: the truth for the API, storage, OpenAPI and, stripped of what vendors refuse, for what a model is asked.
 * `tagIds` is the configured vocabulary; a tag outside it is refused by name.
 */
export function summarySchema(tagIds: readonly string[]) {
  return z
    .object({
      whyItMatters: whyItMattersSchema,
      bullets: z
        .array(bulletSchema)
        .min(limits.bullets.min, `bullets must be ${limits.bullets.min} or ${limits.bullets.max}`)
        .max(limits.bullets.max, `bullets must be ${limits.bullets.min} or ${limits.bullets.max}`)
        .refine(distinct, 'bullets must all be different'),
      tags: z
        .array(
          z.enum(tagIds as [string, ...string[]], {
            error: ({ input }) =>
              `unknown tag ${JSON.stringify(input)?.slice(0, 60)}; the vocabulary is ${tagIds.join(', ')}`,
          }),
        )
        .min(limits.tags.min, `tags must be ${limits.tags.min} to ${limits.tags.max} of the vocabulary`)
        .max(limits.tags.max, `tags must be ${limits.tags.min} to ${limits.tags.max} of the vocabulary`)
        .refine(distinct, 'tags must all be different'),
      keywords: z
        .array(oneLine('a keyword', limits.keyword.characters))
        .min(limits.keywords.min, `keywords must be ${limits.keywords.min} to ${limits.keywords.max}`)
        .max(limits.keywords.max, `keywords must be ${limits.keywords.min} to ${limits.keywords.max}`)
        .refine(distinct, 'keywords must all be different'),
    })
    .meta({ id: 'Summary' });
}

export type Summary = z.infer<ReturnType<typeof summarySchema>>;

function distinct(values: readonly string[]): boolean {
  return new Set(values.map((value) => value.toLowerCase())).size === values.length;
}
