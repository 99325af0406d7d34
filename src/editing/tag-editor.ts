import { z } from 'zod';
import { firstUnfit } from '../article/clean-text.ts';
import { type TagNames, tagCalled } from '../catalogue/search/tag-names.ts';
import type { TagChanged, TagChanges } from '../catalogue/tag-changes.ts';
import type { Clock } from '../clock.ts';
import { describeIssues, refusalOf } from '../describe-issues.ts';
import { AppError } from '../errors.ts';
import { nameOfTag } from '../tags/changed-vocabulary.ts';
import { followTag, type TagChange } from '../tags/tag-change.ts';
import { tagsCalled } from '../tags/tags-called.ts';
import { tagsToChoose } from '../tags/tags-to-choose.ts';
import { FALLBACK_TAG, TAG_ID, type Vocabulary } from '../tags/vocabulary.ts';
import { reasonSchema } from './edit-request.ts';

const tagId = (name: string) => z.string().max(60).regex(TAG_ID, `${name} must be lower-case words joined by hyphens`);

/** What becomes of a tag: one of the three. */
export const tagEditSchema = z
  .strictObject({
    rename: tagId('rename').optional().meta({ description: 'The new id of the tag, which no tag has.' }),
    name: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .refine((name) => firstUnfit(name) === undefined, 'name must be one line, of characters that show')
      .optional()
      .meta({ description: 'With `rename`: what people read.' }),
    merge: tagId('merge').optional().meta({ description: 'The id of the tag that it becomes part of.' }),
    retire: z.literal(true, { error: 'retire must be true' }).optional(),
    reason: reasonSchema,
  })
  .refine((edit) => ['rename', 'merge', 'retire'].filter((what) => what in edit).length === 1, {
    error: 'give one of rename, merge and retire',
  })
  .refine((edit) => edit.name === undefined || edit.rename !== undefined, { error: 'name goes with rename' })
  .meta({ id: 'TagEdit' });
export type TagEdit = z.infer<typeof tagEditSchema>;

/** @throws {AppError} 422 `invalid-tag-edit` naming every fault. */
export function checkTagEdit(input: unknown): TagEdit {
  const parsed = tagEditSchema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw refusalOf('The tag cannot be changed so', describeIssues(parsed.error.issues), {
    ...{ code: 'invalid-tag-edit', status: 422, exitCode: 2 },
    hint: 'Send {"rename": "new-id"}, {"merge": "other-tag"} or {"retire": true}.',
  });
}

/**
 * What is under the id of a tag: the tag; another id that it has now, also of what is the same in another case, or is what the tag
 * is or was called; nothing, any more or at all; so it is of a name that several have.
 */
export type TagFate =
  | { readonly state: 'current' | 'retired' | 'unknown' }
  | { readonly state: 'moved'; readonly to: string };

export interface TagEditor {
  /**
   * Renames, merges or retires a tag with all its entries.
   *
   * @throws {AppError} 404 `unknown-tag`, 409 `tag-exists` when the new name is taken, 409 `same-tag`, 409 `fallback-tag` for the tag of what has no other.
   */
  change(tag: string, edit: TagEdit, by: string | null): Promise<TagChanged>;
  fateOf(tag: string): TagFate;
}

export interface TagEditorDeps {
  readonly tagChanges: TagChanges;
  /** The one in force. */
  readonly vocabulary: Vocabulary;
  readonly tagNames: TagNames;
  readonly clock: Clock;
}

export function createTagEditor({ tagChanges, vocabulary, tagNames, clock }: TagEditorDeps): TagEditor {
  const has = (tag: string) => vocabulary.tags.some(({ id }) => id === tag);

  function check(tag: string, edit: TagEdit): TagChange {
    if (!has(tag)) throw unknownTag(tag, vocabulary);
    if (tag === FALLBACK_TAG) throw isFallback();
    if (edit.rename !== undefined) {
      if (has(edit.rename)) throw tagExists(edit.rename);
      return { what: 'rename', tag, into: edit.rename, name: edit.name ?? nameOfTag(edit.rename) };
    }
    if (edit.merge === undefined) return { what: 'retire', tag };
    if (edit.merge === tag) throw sameTag(tag);
    if (!has(edit.merge)) throw unknownTag(edit.merge, vocabulary, `To call ${tag} that, rename it. `);
    return { what: 'merge', tag, into: edit.merge };
  }

  return {
    async change(tag, edit, by) {
      for (;;) {
        const seen = tagChanges.count();
        const terms = { by, reason: edit.reason, now: clock.now(), seen };
        const changed = await tagChanges.apply(check(tag, edit), terms);
        if (changed !== null) return changed;
      }
    },
    fateOf(tag) {
      if (has(tag)) return { state: 'current' };
      if (tagsCalled(tag, vocabulary.tags).length > 1) return { state: 'unknown' };
      const changes = tagChanges.changes();
      const called = tagCalled(tag, tagNames, changes);
      for (const id of [tag.toLowerCase(), ...(called === undefined ? [] : [called])]) {
        const to = followTag(id, changes);
        if (to === null) return { state: 'retired' };
        if (to !== tag && has(to)) return { state: 'moved', to };
      }
      return { state: 'unknown' };
    },
  };
}

function unknownTag(tag: string, { tags }: Vocabulary, instead = ''): AppError {
  return new AppError(`There is no tag “${tag.slice(0, 60)}” to do that with`, {
    ...{ code: 'unknown-tag', status: 404, exitCode: 2 },
    hint: `${instead}${tagsToChoose(tag, tags)}`,
  });
}

function sameTag(tag: string): AppError {
  return new AppError(`The tag ${tag} cannot be merged into itself`, {
    ...{ code: 'same-tag', status: 409, exitCode: 2 },
    hint: 'Name another tag that its articles are to have.',
  });
}

function tagExists(tag: string): AppError {
  return new AppError(`There is a tag ${tag} already`, {
    ...{ code: 'tag-exists', status: 409, exitCode: 2 },
    hint: 'To have one of the two, merge them.',
  });
}

function isFallback(): AppError {
  return new AppError(`The tag ${FALLBACK_TAG} stays: it is what articles get that no other tag fits`, {
    ...{ code: 'fallback-tag', status: 409, exitCode: 2 },
    hint: 'Change another tag.',
  });
}
