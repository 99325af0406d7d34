import { z } from 'zod';
import { type CreateDocumentOptions, createDocument } from 'zod-openapi';
import { articleRequestSchema } from '../article/article-request.ts';
import { entrySchema } from '../catalogue/entry.ts';
import { checkRequestSchema } from '../grounding/check-request.ts';
import { checkResultSchema } from '../grounding/check-result.ts';
import { editingReviewSchema } from '../review.ts';
import { shownSummarySchema } from '../summary/shown-summary.ts';
import type { AppDeps } from './app-deps.ts';
import { healthSchema } from './health-route.ts';
import { listQuerySchema } from './list-query.ts';
import { dressed, sections } from './openapi-dress.ts';
import { describeEditing, describeEdits } from './openapi-editing.ts';
import { answerExamples } from './openapi-examples.ts';
import { describeExport } from './openapi-export.ts';
import { describeFeeds } from './openapi-feeds.ts';
import { asyncHeaders, describeJobs, queued } from './openapi-jobs.ts';
import { formerTag, json, problems, reads } from './openapi-parts.ts';
import { describeProblems } from './openapi-problems.ts';
import { articleMediaTypes } from './read-article-body.ts';
import { entryPageSchema } from './shown-page.ts';
import { sourceQuerySchema, sourcesSchema } from './source-routes.ts';
import { tagsSchema } from './tag-routes.ts';

type Described = Pick<AppDeps, 'vocabulary' | 'version' | 'settings'>;

/** The API as an OpenAPI 3.1 document, out of the very schemas that requests and answers are held against. */
export function describeApi({ vocabulary, version, settings }: Described): ReturnType<typeof createDocument> {
  const entry = entrySchema(shownSummarySchema(vocabulary.tags.map(({ id }) => id)));
  const guarded = settings.apiKeys.length > 0;
  const edited = { vocabulary, entry, guarded };
  const id = z.string().meta({ description: 'Id of the entry.' });

  const document = createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Upshot',
        version,
        description:
          'Turns the full text of an article into one line on why it matters and five or six bullets, each backed by the ' +
          'article, and keeps them in a catalogue.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: settings.publicUrl ?? '/' }],
      tags: [...sections],
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'A key of UPSHOT_API_KEYS, where keys are set.' },
        },
      },
      paths: dressed({
        '/v1/articles': {
          post: {
            operationId: 'summariseArticle',
            summary: 'Summarise an article',
            description:
              'Sent a `url` without a `text`, Upshot fetches the page itself: from public addresses alone, and as the host’s robots.txt allows. ' +
              'The same content again answers with the entry that is there. Another text at a known `url` becomes a new ' +
              'revision of its entry. Where the article contradicts the summary, the entry `needs-review` and is not listed; as ' +
              'a revision of a published one it waits beside that, under an id of its own. A raw body says everything about itself in its front matter or head.',
            security: guarded ? [{ key: [] }] : [],
            requestParams: {
              header: asyncHeaders,
            },
            requestBody: {
              required: true,
              content: Object.fromEntries(
                articleMediaTypes.map((type) => [
                  type,
                  { schema: type === 'application/json' ? articleRequestSchema : z.string() },
                ]),
              ),
            },
            responses: {
              '201': {
                ...json('A new entry.', entry),
                headers: z.object({ location: z.string().meta({ description: 'Address of the entry.' }) }),
              },
              '200': json('The entry was there already, or has a new revision.', entry),
              '202': queued,
              ...problems(400, 401, 403, 413, 415, 421, 422, 429, 500, 502, 503, 504),
            },
          },
          get: {
            operationId: 'listArticles',
            summary: 'List and search the catalogue',
            description: 'Published entries; those that need review are listed by `status` and guarded by keys.',
            security: guarded ? [{}, { key: [] }] : [],
            requestParams: { query: listQuerySchema(vocabulary) },
            responses: {
              '200': {
                ...json('One page.', entryPageSchema(entry)),
                headers: z.object({
                  link: z.string().meta({ description: 'RFC 8288 links to the first, previous, next and last page.' }),
                }),
              },
              ...formerTag,
              ...problems(400, 401, 403, 421, 500, 503),
            },
          },
        },
        '/v1/articles/{id}': {
          get: reads('getArticle', 'One entry', { '200': json('The entry.', entry) }, id),
          ...describeEdits(edited),
        },
        '/v1/articles/{id}/review': {
          post: {
            operationId: 'reviewArticle',
            summary: 'Decide on an article that waits for review',
            description:
              'An accepted one is published as it stands, or with the `edits` that come along, which are locked; one that `revises` a published article takes its place, under the ' +
              'id of that. A rejected one is gone, and the same article sent again is drafted anew.',
            security: guarded ? [{ key: [] }] : [],
            requestParams: { path: z.object({ id }) },
            requestBody: {
              required: true,
              content: { 'application/json': { schema: editingReviewSchema(vocabulary) } },
            },
            responses: {
              '200': json('It is published.', entry),
              '204': { description: 'It is rejected.' },
              ...problems(400, 401, 403, 404, 409, 413, 415, 421, 500),
            },
          },
        },
        '/v1/articles/{id}/text': {
          get: reads(
            'getArticleText',
            'The normalised text that the offsets of the evidence count in (UTF-16 code units)',
            { '200': { description: 'The text.', content: { 'text/plain': { schema: { type: 'string' } } } } },
            id,
          ),
        },
        ...describeEditing(edited),
        ...describeJobs(guarded),
        ...describeFeeds(),
        ...describeExport(guarded),
        '/v1/check': {
          post: {
            operationId: 'checkClaims',
            summary: 'Hold claims about an article against it',
            description: "Anybody's summary of anybody's article of any length. No model is asked and nothing is kept.",
            security: guarded ? [{ key: [] }] : [],
            requestBody: { required: true, content: { 'application/json': { schema: checkRequestSchema } } },
            responses: {
              '200': json('What the article says to each claim, in order.', checkResultSchema),
              ...problems(400, 401, 403, 413, 415, 421, 422, 500, 503),
            },
          },
        },
        '/v1/sources': {
          get: {
            ...reads('listSources', 'The sources of published articles, with counts', {
              '200': {
                ...json('One page, by name.', sourcesSchema),
                headers: z.object({
                  link: z.string().meta({ description: 'RFC 8288 links to the first, previous, next and last page.' }),
                }),
              },
            }),
            requestParams: { query: sourceQuerySchema },
          },
        },
        '/v1/tags': { get: reads('listTags', 'The vocabulary, with counts', { '200': json('All tags.', tagsSchema) }) },
        '/healthz': {
          get: reads('getHealth', 'Whether the server and its catalogue work', {
            '200': json('They do.', healthSchema),
            ...problems(503),
          }),
        },
        '/metrics': {
          get: reads('getMetrics', 'Counts and times, for Prometheus', {
            '200': {
              description: 'The text format of Prometheus.',
              content: { 'text/plain': { schema: { type: 'string' } } },
            },
          }),
        },
        ...describeProblems(),
        '/openapi.json': {
          get: reads('getOpenApi', 'This document', {
            '200': { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } },
          }),
        },
      }),
    },
    { override },
  );
  for (const [name, example] of Object.entries(answerExamples)) {
    const schema = document.components?.schemas?.[name];
    if (typeof schema === 'object') Object.assign(schema, { examples: [example] });
  }
  return document;
}

/** Leaves out what a format says already, and the largest number that JavaScript counts to. */
const override: NonNullable<CreateDocumentOptions['override']> = ({ jsonSchema }) => {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
};
