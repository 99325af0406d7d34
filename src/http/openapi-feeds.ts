import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { formerTag, problems } from './openapi-parts.ts';
import { feedQuerySchema, feedTypes } from './syndication/feed-routes.ts';

/** JSON Feed 1.1 as far as Upshot writes it. */
const jsonFeedSchema = z
  .object({
    version: z.literal('https://jsonfeed.org/version/1.1'),
    title: z.string(),
    description: z.string(),
    home_page_url: z.url(),
    feed_url: z.url(),
    next_url: z.url().optional(),
    language: z.literal('en'),
    authors: z.array(z.object({ name: z.string(), url: z.url() })),
    items: z.array(
      z.object({
        id: z.string().meta({ description: 'The same under every address and after every change.' }),
        url: z.url(),
        external_url: z.url().optional().meta({ description: 'The original.' }),
        title: z.string(),
        summary: z.string(),
        content_html: z.string(),
        date_published: z.iso.datetime(),
        date_modified: z.iso.datetime(),
        tags: z.array(z.string()),
        _upshot: z.object({
          about: z.string(),
          whyItMatters: z.string(),
          bullets: z.array(z.string()),
          author: z.string().nullable(),
          source: z.string().nullable(),
          publishedAt: z.iso.datetime().nullable(),
        }),
      }),
    ),
  })
  .meta({ id: 'JsonFeed' });

const lists = [
  ['', 'All that is published', {}],
  ['/tags/{tag}', 'What is tagged so', { tag: z.string().meta({ description: 'Id of the tag.', example: 'sre' }) }],
  ['/sources/{source}', 'What is of this source', { source: z.string().meta({ description: 'Name of the source.' }) }],
] as const;

/** The feeds, for readers that take one: of everything, of each tag, of each source. */
export function describeFeeds(): ZodOpenApiPathsObject {
  const paths = lists.flatMap(([place, what, path]) =>
    (['atom', 'json'] as const).map((format) => {
      const named = Object.keys(path).length > 0;
      const schema = format === 'json' ? jsonFeedSchema : z.string();
      const get: ZodOpenApiOperationObject = {
        operationId: `${format}Feed${{ '': '', '/tags/{tag}': 'OfTag', '/sources/{source}': 'OfSource' }[place]}`,
        summary: `${what}, newest first, as ${format === 'atom' ? 'Atom (RFC 4287)' : 'JSON Feed 1.1'}`,
        requestParams: { query: feedQuerySchema, ...(named ? { path: z.object(path) } : {}) },
        responses: {
          '200': {
            description: 'Thirty entries; further pages are linked (RFC 5005).',
            headers: z.object({ etag: z.string().meta({ description: 'Of the content.' }) }),
            content: { [feedTypes[format]]: { schema } },
          },
          '304': { description: 'The client has it.' },
          ...('tag' in path ? formerTag : {}),
          ...problems(400, ...(named ? [404 as const] : []), 421, 500),
        },
      };
      return [`${place}/feed.${format}`, { get }] as const;
    }),
  );
  return Object.fromEntries(paths);
}
