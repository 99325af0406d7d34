import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { describedRevisionSchema } from '../editing/describe-revision.ts';
import { editSchema } from '../editing/edit-request.ts';
import { tagEditSchema } from '../editing/tag-editor.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import { reasonBodySchema, revisionQuerySchema } from './edit-routes.ts';
import { asyncHeaders, queued } from './openapi-jobs.ts';
import { json, problems } from './openapi-parts.ts';
import { tagChangedSchema } from './tag-change-routes.ts';

const revisionPageSchema = z
  .object({
    items: z.array(describedRevisionSchema),
    page: z.int().min(1),
    perPage: z.int().min(1).max(100),
    pageCount: z.int().min(1),
    total: z.int().min(1),
  })
  .meta({ id: 'RevisionPage' });

interface Described {
  readonly vocabulary: Vocabulary;
  readonly entry: z.ZodType;
  readonly guarded: boolean;
}

/** What can be done to `/v1/articles/{id}` besides getting it. */
export function describeEdits({ vocabulary, entry, guarded }: Described) {
  const { security, header, path, changed } = parts(entry, guarded);
  return {
    patch: {
      operationId: 'editArticle',
      summary: 'Change an article',
      description:
        'A JSON Merge Patch: what is not named stays. What is changed is locked, and no new draft changes it until it is ' +
        'unlocked or undone. Claims are held against the text anew; one that it contradicts is kept with its issues.',
      security,
      requestParams: { path, header },
      requestBody: {
        required: true,
        content: Object.fromEntries(
          ['application/merge-patch+json', 'application/json'].map((type) => [
            type,
            { schema: editSchema(vocabulary) },
          ]),
        ),
      },
      responses: { '200': changed, ...problems(400, 401, 403, 404, 409, 412, 413, 415, 421, 422, 500) },
    },
    delete: {
      operationId: 'deleteArticle',
      summary: 'Take an article out of the catalogue',
      description: 'And what waits to replace it. Its history stays, and undoing the deletion brings it back.',
      security,
      requestParams: { path, header, query: reasonBodySchema },
      responses: { '204': { description: 'It is gone.' }, ...problems(400, 401, 403, 404, 412, 421, 500) },
    },
  };
}

/** The addresses that are about changes alone. */
export function describeEditing({ entry, guarded }: Described): ZodOpenApiPathsObject {
  const { security, header, path, changed } = parts(entry, guarded);
  const body = { required: false, content: { 'application/json': { schema: reasonBodySchema } } };
  return {
    '/v1/articles/{id}/revisions': {
      get: {
        operationId: 'listRevisions',
        summary: 'What became of an article: who changed what, when and why',
        description: 'Newest first, also of an article that is gone.',
        security,
        requestParams: { path, query: revisionQuerySchema },
        responses: { '200': json('One page.', revisionPageSchema), ...problems(400, 401, 403, 404, 421, 500) },
      },
    },
    '/v1/articles/{id}/revisions/{number}/undo': {
      post: {
        operationId: 'undoRevision',
        summary: 'Undo one change',
        description: 'Later ones stay; one that changed the same is in the way (409).',
        security,
        requestParams: { path: path.extend({ number: z.int().min(1) }), header },
        requestBody: body,
        responses: { '200': changed, ...problems(400, 401, 403, 404, 409, 412, 413, 415, 421, 422, 500) },
      },
    },
    '/v1/articles/{id}/resummarise': {
      post: {
        operationId: 'resummariseArticle',
        summary: 'Draft the summary anew',
        description: 'Out of the stored text, with the prompt and the model of now. What is locked stays.',
        security,
        requestParams: { path, header: header.extend(asyncHeaders.shape) },
        responses: {
          '200': changed,
          '202': queued,
          ...problems(400, 401, 403, 404, 409, 412, 421, 422, 429, 500, 502, 503, 504),
        },
      },
    },
    '/v1/tags/{tag}': {
      post: {
        operationId: 'changeTag',
        summary: 'Rename, merge or retire a tag with all its articles',
        description: 'Its old addresses then redirect (308), or are gone (410) when it is retired.',
        security,
        requestParams: {
          path: z.object({ tag: z.string().meta({ description: 'Id of the tag.' }) }),
          header: header.omit({ 'if-match': true }),
        },
        requestBody: { required: true, content: { 'application/json': { schema: tagEditSchema } } },
        responses: {
          '200': json('It is done.', tagChangedSchema),
          ...problems(400, 401, 403, 404, 409, 413, 415, 421, 422, 500),
        },
      },
    },
  };
}

function parts(entry: z.ZodType, guarded: boolean) {
  return {
    security: guarded ? [{ key: [] }] : [],
    path: z.object({ id: z.string().meta({ description: 'Id of the entry.' }) }),
    header: z.object({
      'if-match': z.string().optional().meta({
        description: 'ETag of the entry that was looked at: nothing is done when it has another by now (412).',
      }),
      'x-upshot-editor': z.string().optional().meta({ description: 'Your name, for the history.' }),
    }),
    changed: {
      ...json('The article as it now is.', entry),
      headers: z.object({ etag: z.string().meta({ description: 'Its version.' }) }),
    },
  };
}
