import type { RequestHandler } from 'express';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { FeedState } from '../ingest/feed-states.ts';
import type { GuardedProvider } from '../provider/guard-readings.ts';
import type { QueueDepth } from '../queue/queue.ts';
import type { AppDeps } from './app-deps.ts';

const guardedSchema = z.object({
  name: z.string(),
  model: z.string(),
  breaker: z
    .object({
      state: z.enum(['closed', 'open', 'half-open']),
      since: z.iso.datetime(),
      retryAt: z.iso.datetime().nullable().meta({ description: 'When it is tried again; null unless it is open.' }),
      calls: z.int().min(0),
      failures: z.int().min(0),
    })
    .meta({ description: 'Open: so many calls failed of late that this provider is left alone for a while.' }),
  concurrency: z
    .object({ limit: z.number(), inFlight: z.int().min(0), waiting: z.int().min(0) })
    .meta({ description: 'How many calls it takes at once, as its own refusals of late allow.' }),
});

const queueSchema = z.object({
  waiting: z.int().min(0),
  working: z.int().min(0),
  failed: z.int().min(0).meta({ description: 'Given up, until somebody retries or cancels them.' }),
  oldestWaiting: z.iso.datetime().nullable().meta({ description: 'When the oldest of those that wait was sent.' }),
});

const feedsSchema = z.object({
  known: z.int().min(0),
  failing: z
    .int()
    .min(0)
    .meta({ description: 'Whose last reading went wrong, those that are gone for good among them.' }),
  lastReadAt: z.iso.datetime().nullable().meta({ description: 'When one of them last answered.' }),
});

/** The body of `GET /healthz`. */
export const healthSchema = z
  .object({
    status: z
      .enum(['ok', 'degraded'])
      .meta({ description: 'degraded: it answers, but leaves a provider alone that fails; `guarded` says which.' }),
    version: z.string(),
    provider: z.object({ name: z.string(), model: z.string() }),
    guarded: z.array(guardedSchema).meta({ description: 'Providers that can fail, in the order of failover.' }),
    queue: queueSchema.meta({ description: 'Articles that were sent with `Prefer: respond-async`.' }),
    feeds: feedsSchema.meta({
      description: 'Feeds that were ever read; which of them fail, `upshot feeds --failing` says.',
    }),
  })
  .meta({ id: 'Health' });

/**
 * `GET /healthz`: whether articles can be read and stored, and how the providers stand. Asks no provider. A provider that fails
 * is no reason to restart the server, so it is told in `status` and not by a 503.
 */
export function getHealth(
  deps: Pick<AppDeps, 'catalogue' | 'queue' | 'feedStates' | 'provider' | 'guarded' | 'version'>,
): RequestHandler {
  return async (_request, response) => {
    let depth: QueueDepth;
    let states: FeedState[];
    try {
      await deps.catalogue.check();
      depth = await deps.queue.depth();
      states = await deps.feedStates.all();
    } catch (cause) {
      throw new AppError('The catalogue does not answer', {
        code: 'catalogue-unavailable',
        status: 503,
        retryable: true,
        hint: 'See the log of the server, and run `upshot doctor` there.',
        cause,
      });
    }
    const { name, model } = deps.provider;
    const guarded = deps.guarded.map(standingOf);
    const { waiting, working, failed } = depth.jobs;
    const queue = { waiting, working, failed, oldestWaiting: depth.oldestWaiting };
    const feeds = feedsOf(states);
    const status = guarded.some(({ breaker }) => breaker.state !== 'closed') ? 'degraded' : 'ok';
    response.json({ status, version: deps.version, provider: { name, model }, guarded, queue, feeds });
  };
}

function feedsOf(states: readonly FeedState[]): z.infer<typeof feedsSchema> {
  const readAt = states.reduce((latest, state) => Math.max(latest, state.readAt ?? 0), 0);
  return {
    known: states.length,
    failing: states.filter(({ problem, gone }) => gone || problem !== null).length,
    lastReadAt: readAt === 0 ? null : new Date(readAt).toISOString(),
  };
}

function standingOf({ name, model, breaker, limiter }: GuardedProvider): z.infer<typeof guardedSchema> {
  const { state, since, retryAt, calls, failures } = breaker();
  const { limit, inFlight, waiting } = limiter();
  const at = (time: number) => new Date(time).toISOString();
  return {
    ...{ name, model },
    breaker: { state, since: at(since), retryAt: retryAt === null ? null : at(retryAt), calls, failures },
    concurrency: { limit: Math.floor(limit), inFlight, waiting },
  };
}
