import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as otherRequests } from 'node:timers/promises';
import type { Request, RequestHandler } from 'express';
import { AppError } from '../../errors.ts';
import type { AppDeps } from '../app-deps.ts';
import { clientHas } from '../client-has.ts';
import { hrefOf } from '../pages/card.ts';
import { siteAddress } from '../site-address.ts';
import { escapeHtml } from './syndicated.ts';

type SitemapDeps = Pick<AppDeps, 'catalogue' | 'syndication' | 'settings'>;

const NAME_SPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';
/** Entries that are read and written at once: some two milliseconds' worth. */
const BATCH = 500;

/** `/sitemap.xml`: the index of the site maps (sitemaps.org), one of lists and one of every 50,000 entries. */
export function showSitemapIndex({ syndication, settings }: SitemapDeps): RequestHandler {
  return async (request, response) => {
    const base = siteAddress(request, settings);
    const parts = await syndication.parts();
    const rows = parts.map(({ number, changedAt }) =>
      row('sitemap', `${base}/sitemaps/${number}.xml`, changedAt * 1000),
    );
    response.type('application/xml; charset=utf-8');
    response.send(whole('sitemapindex', [row('sitemap', `${base}/sitemaps/lists.xml`), ...rows]));
  };
}

/** `/sitemaps/lists.xml` and `/sitemaps/{n}.xml`: addresses for crawlers, written while they are read. */
export function showSitemap(deps: SitemapDeps): RequestHandler<{ name: string }> {
  return async (request, response) => {
    const base = siteAddress(request, deps.settings);
    const { name } = request.params;
    response.type('application/xml; charset=utf-8');
    if (name === 'lists') {
      const tags = [...(await deps.catalogue.tagCounts()).keys()].map((tag) => `/tags/${encodeURIComponent(tag)}`);
      response.send(
        whole(
          'urlset',
          ['/', '/tags', '/sources', ...tags].map((path) => row('url', base + path)),
        ),
      );
      return;
    }
    const part = (await deps.syndication.parts()).find(({ number }) => String(number) === name);
    if (part === undefined) throw noSitemap();
    response.setHeader('cache-control', 'no-cache');
    // Within the second of a change another may follow that the date could not tell.
    const { readAt } = await deps.catalogue.state();
    const changedAt = readAt > part.changedAt ? part.changedAt * 1000 : Number.NaN;
    if (changedAt > 0) response.setHeader('last-modified', new Date(changedAt).toUTCString());
    if (clientHas(request, '', changedAt)) {
      response.status(304).end();
      return;
    }
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    try {
      await pipeline(Readable.from(chunks(deps.syndication, part.number, base)), response);
    } catch (error) {
      if (!response.headersSent) throw error;
      response.destroy(); // how a client sees that it has not all
    }
  };
}

async function* chunks(syndication: SitemapDeps['syndication'], number: number, base: string): AsyncGenerator<string> {
  yield head('urlset');
  for (let after = 0; ; ) {
    const entries = await syndication.inPart(number, after, BATCH);
    yield entries.map(({ id, updatedAt }) => row('url', base + hrefOf(id), updatedAt)).join('');
    const last = entries.at(-1);
    if (last === undefined || entries.length < BATCH) break;
    after = last.seq;
    await otherRequests();
  }
  yield '</urlset>\n';
}

function whole(root: string, rows: readonly string[]): string {
  return `${head(root)}${rows.join('')}</${root}>\n`;
}

function head(root: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n<${root} xmlns="${NAME_SPACE}">\n`;
}

function row(name: 'url' | 'sitemap', address: string, changedAt?: number): string {
  const changed = changedAt === undefined ? '' : `<lastmod>${new Date(changedAt).toISOString()}</lastmod>`;
  return `<${name}><loc>${escapeHtml(address)}</loc>${changed}</${name}>\n`;
}

function noSitemap(): AppError {
  return new AppError('There is no such site map', {
    code: 'sitemap-not-found',
    status: 404,
    hint: 'The index /sitemap.xml lists those that there are.',
  });
}

/**
 * `/robots.txt` (RFC 9309): pages and feeds are for everybody, what is asked for or worked on is not, and nor is what has
 * endless addresses.
 */
export function showRobots({ settings }: Pick<AppDeps, 'settings'>): RequestHandler {
  return (request: Pick<Request, 'headers'>, response) => {
    const closed = ['/review', '/submit', '/status', '/search', '/v1/', '/metrics', '/healthz', '/articles/*/edit'];
    const rules = [...closed, '/articles/*/history', '/*?*sort='].map((path) => `Disallow: ${path}`);
    const lines = ['User-agent: *', ...rules, '', `Sitemap: ${siteAddress(request, settings)}/sitemap.xml`, ''];
    response.type('text/plain; charset=utf-8').send(lines.join('\n'));
  };
}
