import { z } from 'zod';
import { UNFIT } from '../article/clean-text.ts';
import { tagChangeKinds } from '../tags/tag-change.ts';
import { FALLBACK_TAG, TAG_ID } from '../tags/vocabulary.ts';

const tagId = z.string().max(200).regex(TAG_ID, 'it must be lower-case words joined by hyphens');

export const TAG_CHANGE_FORMAT = 'upshot-tag-change/1';

/** What became of a tag of the vocabulary: without it, the entries of an export have tags that nobody knows. */
export const tagChangeRecordSchema = z
  .object({
    format: z.literal(TAG_CHANGE_FORMAT, { error: () => 'a newer Upshot wrote it' }),
    /** From 1. */
    number: z.int().min(1),
    changedAt: z.iso.datetime(),
    by: z.string().max(1000).nullable(),
    note: z.string().max(10_000).nullable(),
    what: z.enum(tagChangeKinds),
    tag: tagId.refine((tag) => tag !== FALLBACK_TAG, `the tag ${FALLBACK_TAG} stays`),
    into: tagId.nullable(),
    name: z
      .string()
      .min(1)
      .max(200)
      .refine((name) => !UNFIT.test(name), 'it must be one line, without control characters')
      .nullable(),
    entries: z.int().min(0),
  })
  .refine(
    ({ what, into, name }) => (what === 'retire') === (into === null) && (what === 'rename') === (name !== null),
    {
      error: 'into and name do not fit what is done',
    },
  );
export type TagChangeRecord = z.infer<typeof tagChangeRecordSchema>;
