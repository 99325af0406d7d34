import type { RequestHandler } from 'express';
import { perVocabulary } from '../../tags/live-vocabulary.ts';
import type { AppDeps } from '../app-deps.ts';
import type { CountWaiting } from '../count-waiting.ts';
import { renderPage } from '../pages/render.ts';
import { siteAddress } from '../site-address.ts';
import type { ApiDocument } from './api-document.ts';
import { docsView } from './docs-view.ts';

type DocsDeps = Pick<AppDeps, 'vocabulary' | 'version' | 'settings'> & { readonly waiting: CountWaiting };

/**
 * `/docs` and `/docs/schemas`: the API's own description (`/openapi.json`) as pages, without a script and with nothing from
 * elsewhere.
 */
export function showDocs(deps: DocsDeps, template: 'docs' | 'docs-schemas'): RequestHandler {
  const read = perVocabulary(deps.vocabulary, async (vocabulary) => {
    const { describeApi } = await import('../openapi.ts');
    return JSON.parse(JSON.stringify(describeApi({ ...deps, vocabulary }))) as ApiDocument;
  });
  return async (request, response) => {
    const base = siteAddress(request, deps.settings);
    const page = {
      ...{
        title: template === 'docs' ? 'API' : 'Schemas of the API',
        waiting: await deps.waiting(request),
        description: 'How programs use Upshot over HTTP.',
      },
      links: [{ rel: 'canonical', href: `${base}${request.path}` }],
    };
    response.send(renderPage(template, page, docsView(await read(), base)));
  };
}
