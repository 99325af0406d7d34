import type { RequestHandler } from 'express';
import { z } from 'zod';
import { checkTagEdit } from '../editing/tag-editor.ts';
import type { AppDeps } from './app-deps.ts';
import { editorName } from './editor-name.ts';

/** The body of the answer to a changed tag. */
export const tagChangedSchema = z
  .object({
    tag: z.string().nullable().meta({ description: 'The tag that it is now; null when it is retired.' }),
    entries: z.int().min(0).meta({ description: 'How many articles had it, those that wait for review included.' }),
  })
  .meta({ id: 'TagChanged' });

/** `POST /v1/tags/{tag}`: renames, merges or retires a tag with all its entries; 200 with what came of it. */
export function postTag({ tagEditor }: Pick<AppDeps, 'tagEditor'>): RequestHandler<{ tag: string }> {
  return async (request, response) => {
    const edit = checkTagEdit(request.body);
    const { entries } = await tagEditor.change(request.params.tag, edit, editorName(request));
    response.json({ tag: edit.rename ?? edit.merge ?? null, entries } satisfies z.infer<typeof tagChangedSchema>);
  };
}
