import express, { type Express } from 'express';
import type { AppDeps } from './app-deps.ts';
import { getArticle, getArticleText, listArticles, postArticle } from './article-routes.ts';
import { postCheck, readCheckBytes } from './check-route.ts';
import { conditionalGet } from './conditional-get.ts';
import { createCountWaiting } from './count-waiting.ts';
import { showDocs } from './docs/docs-route.ts';
import { deleteArticle, listRevisions, patchArticle, postResummarise, postUndo } from './edit-routes.ts';
import { getExport } from './export-route.ts';
import { handleErrors, notFound } from './handle-errors.ts';
import { getHealth } from './health-route.ts';
import { cancelJob, getJob, listJobs, queueArticle, queueRedraft, retryJob } from './job-routes.ts';
import { createKeyring } from './keyring.ts';
import { logRequests } from './log-requests.ts';
import { measureRequests } from './measure-requests.ts';
import { getMetrics } from './metrics-route.ts';
import { getOpenApi } from './openapi-route.ts';
import { receiveDelete, receiveResummarise } from './pages/article-deeds.ts';
import { showArticle } from './pages/article-page.ts';
import { receiveEdit, showEditForm } from './pages/edit-page.ts';
import { receiveUndo, showHistory } from './pages/history-page.ts';
import { showSources, showTags } from './pages/index-pages.ts';
import { receiveKey } from './pages/key-form.ts';
import { showLatest, showSource, showTag } from './pages/list-pages.ts';
import { receiveDecision, showReview } from './pages/review-page.ts';
import { showSearch } from './pages/search-page.ts';
import { receiveRetry, showStatus } from './pages/status-page.ts';
import { receiveForm, showForm } from './pages/submit-page.ts';
import { showProblem, showProblems } from './problems/problem-routes.ts';
import { readArticleBytes } from './read-article-body.ts';
import { readSmallJson } from './read-small-json.ts';
import { redirectOldTags } from './redirect-old-tags.ts';
import { refuseBrokenUrls } from './refuse-broken-urls.ts';
import { refuseForeignHosts } from './refuse-foreign-hosts.ts';
import { refuseForeignOrigins } from './refuse-foreign-origins.ts';
import { postReview, readReviewBytes } from './review-routes.ts';
import { createReviewSession } from './review-session.ts';
import { route } from './route.ts';
import { securityHeaders } from './security-headers.ts';
import { listSources } from './source-routes.ts';
import { showFeed } from './syndication/feed-routes.ts';
import { showRobots, showSitemap, showSitemapIndex } from './syndication/sitemap-routes.ts';
import { postTag } from './tag-change-routes.ts';
import { listTags } from './tag-routes.ts';

/** Everything that Upshot answers over HTTP, in order. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  const session = createReviewSession(deps);
  const keyring = createKeyring(deps.settings.apiKeys, session);
  const pages = { ...deps, keyring, session, waiting: createCountWaiting(deps, keyring) };

  app.use(logRequests(deps));
  app.use(measureRequests(deps));
  app.use(securityHeaders());
  app.use(refuseBrokenUrls);
  app.use(refuseForeignHosts(deps.settings));
  app.use(refuseForeignOrigins(deps.settings));
  app.use(redirectOldTags(deps));
  app.use(conditionalGet(deps, keyring));

  route(app, '/v1/articles', {
    get: listArticles(deps, keyring),
    post: [keyring.guard, readArticleBytes, queueArticle(deps), postArticle(deps)],
  });
  route(app, '/v1/articles/:id', {
    get: getArticle(deps, keyring),
    patch: [keyring.guard, readSmallJson, patchArticle(deps)],
    delete: [keyring.guard, deleteArticle(deps)],
  });
  route(app, '/v1/articles/:id/revisions', { get: listRevisions(deps, keyring) });
  route(app, '/v1/articles/:id/revisions/:number/undo', { post: [keyring.guard, readSmallJson, postUndo(deps)] });
  route(app, '/v1/articles/:id/resummarise', { post: [keyring.guard, queueRedraft(deps), postResummarise(deps)] });
  route(app, '/v1/articles/:id/text', { get: getArticleText(deps, keyring) });
  route(app, '/v1/articles/:id/review', { post: [keyring.guard, readReviewBytes, postReview(deps)] });
  route(app, '/v1/jobs', { get: [keyring.guard, listJobs(deps)] });
  route(app, '/v1/jobs/:id', { get: [keyring.guard, getJob(deps)], delete: [keyring.guard, cancelJob(deps)] });
  route(app, '/v1/jobs/:id/retry', { post: [keyring.guard, retryJob(deps)] });
  route(app, '/v1/check', { post: [keyring.guard, readCheckBytes, postCheck(deps)] });
  route(app, '/v1/sources', { get: listSources(deps) });
  route(app, '/v1/export.jsonl', { get: [keyring.guard, getExport(deps)] });
  route(app, '/v1/tags', { get: listTags(deps) });
  route(app, '/v1/tags/:tag', { post: [keyring.guard, readSmallJson, postTag(deps)] });
  route(app, '/healthz', { get: getHealth(deps) });
  route(app, '/metrics', { get: getMetrics(deps) });
  route(app, '/openapi.json', { get: getOpenApi(deps) });

  for (const place of ['', '/tags/:tag', '/sources/:source']) {
    route(app, `${place}/feed.atom`, { get: showFeed(deps, 'atom') });
    route(app, `${place}/feed.json`, { get: showFeed(deps, 'json') });
  }
  route(app, '/docs', { get: showDocs(pages, 'docs') });
  route(app, '/docs/schemas', { get: showDocs(pages, 'docs-schemas') });
  route(app, '/problems', { get: showProblems(pages) });
  route(app, '/problems/:code', { get: showProblem(pages) });
  route(app, '/sitemap.xml', { get: showSitemapIndex(deps) });
  route(app, '/sitemaps/:name.xml', { get: showSitemap(deps) });
  route(app, '/robots.txt', { get: showRobots(deps) });

  route(app, '/', { get: showLatest(pages) });
  route(app, '/tags/:tag', { get: showTag(pages) });
  route(app, '/tags', { get: showTags(pages) });
  route(app, '/sources', { get: showSources(pages) });
  route(app, '/sources/:source', { get: showSource(pages) });
  route(app, '/search', { get: showSearch(pages) });
  route(app, '/articles/:id', { get: showArticle(pages) });
  route(app, '/articles/:id/edit', { get: showEditForm(pages), post: receiveEdit(pages) });
  route(app, '/articles/:id/history', { get: showHistory(pages) });
  route(app, '/articles/:id/undo', { post: receiveUndo(pages) });
  route(app, '/articles/:id/delete', { post: receiveDelete(pages) });
  route(app, '/articles/:id/resummarise', { post: receiveResummarise(pages) });
  route(app, '/submit', { get: showForm(pages), post: receiveForm(pages) });
  route(app, '/review', { get: showReview(pages), post: receiveKey(pages) });
  route(app, '/review/:id', { post: receiveDecision(pages) });
  route(app, '/status', { get: showStatus(pages) });
  route(app, '/status/jobs/:id/retry', { post: receiveRetry(pages) });

  app.use(notFound);
  app.use(handleErrors(deps));
  return app;
}
