import { z } from 'zod';
import { AppError } from '../errors.ts';
import { readSettingsFile } from '../settings-file.ts';
import defaults from './vocabulary.json' with { type: 'json' };

export const TAG_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** A tag that entries may carry. `keywords` let the offline provider and search recognise it. */
const tagSchema = z.strictObject({
  id: z.string().regex(TAG_ID, 'a tag id is lower-case words joined by hyphens'),
  name: z.string().min(1).max(60),
  description: z.string().min(1).max(300),
  keywords: z.array(z.string().min(1).max(60)).max(200),
});
export type Tag = z.infer<typeof tagSchema>;

const vocabularySchema = z.strictObject({ tags: z.array(tagSchema).min(1).max(200) }).superRefine((value, context) => {
  const ids = value.tags.map((tag) => tag.id);
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) !== index)
      context.addIssue({ code: 'custom', path: ['tags', index, 'id'], message: `tag ${id} is there twice` });
  }
  if (!ids.includes(FALLBACK_TAG))
    context.addIssue({ code: 'custom', path: ['tags'], message: `the tag ${FALLBACK_TAG} must be there` });
});

/** What an article is tagged with when nothing else fits; every vocabulary has it. */
export const FALLBACK_TAG = 'general';

export interface Vocabulary {
  readonly tags: readonly Tag[];
}

/**
 * Reads the vocabulary from a JSON file (`{"tags": [{id, name, description, keywords}]}`), or the built-in one.
 *
 * @throws {AppError} `bad-vocabulary` naming the file and what is wrong in it.
 */
export function loadVocabulary(file?: string): Vocabulary {
  return file === undefined
    ? vocabularySchema.parse(defaults)
    : readSettingsFile(file, vocabularySchema, badVocabulary);
}

function badVocabulary(message: string, cause?: unknown): AppError {
  return new AppError(`The tag vocabulary cannot be used: ${message}`, {
    code: 'bad-vocabulary',
    status: 500,
    exitCode: 2,
    hint: 'Mend the file or unset UPSHOT_VOCABULARY to use the built-in tags.',
    cause,
  });
}
