import type { z } from 'zod';
import type { scenarioSchema } from './scenario-schema.ts';
import type { WireAnswer } from './wire.ts';

type Limits = z.infer<typeof scenarioSchema>['limits'];

/** Why a call was turned away, and when it would not be. */
export interface RateLimited {
  readonly message: string;
  readonly kind: 'requests' | 'tokens';
  /** Null when it never would. */
  readonly retryAfterMs: number | null;
}

export interface RateLimit {
  /** Takes what a call costs out of every bucket, or nothing when one has too little. */
  take(tokens: number, now: number): RateLimited | null;
  /** How every bucket stands, as OpenAI's `x-ratelimit-*` headers say it; the reset is when the bucket is full again. */
  headers(now: number): Record<string, string>;
}

interface Bucket {
  readonly kind: RateLimited['kind'];
  readonly limit: number;
  level: number;
}

const MINUTE_MS = 60_000;

/**
 * Token buckets that are full at first, hold a minute's worth and refill evenly, as OpenAI's limits do. A call costs one
 * request, and as many tokens as its text is estimated at or as it allows the answer to have, whichever is more, which is
 * how OpenAI counts. Calls that are turned away cost nothing.
 */
export function createRateLimit(limits: Limits, startedAt: number): RateLimit {
  const buckets = (['requests', 'tokens'] as const).flatMap((kind): Bucket[] => {
    const limit = limits[`${kind}-per-minute`];
    return limit === undefined ? [] : [{ kind, limit, level: limit }];
  });
  let filledAt = startedAt;

  function refill(now: number) {
    const passed = Math.max(0, now - filledAt);
    if (passed === 0) return;
    for (const bucket of buckets) {
      bucket.level = Math.min(bucket.limit, bucket.level + (bucket.limit * passed) / MINUTE_MS);
    }
    filledAt = now;
  }

  return {
    take(tokens, now) {
      refill(now);
      const cost = (bucket: Bucket) => (bucket.kind === 'requests' ? 1 : tokens);
      const short = buckets.find((bucket) => bucket.level + ROUNDING < cost(bucket));
      if (short !== undefined) return refusal(short, cost(short));
      for (const bucket of buckets) bucket.level = Math.max(0, bucket.level - cost(bucket));
      return null;
    },
    headers(now) {
      if (buckets.length === 0) return {};
      refill(now);
      const pairs = buckets.flatMap(({ kind, limit, level }) => [
        [`x-ratelimit-limit-${kind}`, String(limit)] as const,
        [`x-ratelimit-remaining-${kind}`, String(Math.floor(level + ROUNDING))] as const,
        [`x-ratelimit-reset-${kind}`, duration(((limit - level) * MINUTE_MS) / limit)] as const,
      ]);
      return Object.fromEntries(pairs);
    },
  };
}

/** What sums of fractions may lack of a whole number. */
const ROUNDING = 1e-6;

function refusal({ kind, limit, level }: Bucket, cost: number): RateLimited {
  const of = `${kind} per min (${kind === 'requests' ? 'RPM' : 'TPM'})`;
  if (cost > limit) {
    const message = `Request too large on ${of}: Limit ${limit}, Requested ${cost}. Ask for fewer tokens, in the messages or in the limit on the answer.`;
    return { kind, message, retryAfterMs: null };
  }
  const retryAfterMs = Math.ceil(((cost - level) * MINUTE_MS) / limit - ROUNDING);
  const used = Math.ceil(limit - level - ROUNDING);
  const message = `Rate limit reached on ${of}: Limit ${limit}, Used ${used}, Requested ${cost}. Please try again in ${duration(retryAfterMs)}.`;
  return { kind, message, retryAfterMs };
}

/**
 * An answer under limits without what depends on the moment at which it was asked for: how much is left, when it is full
 * again, how long to wait. Two runs of the same calls have the rest in common.
 */
export function withoutMoment(answer: WireAnswer): WireAnswer {
  const own = answer.decidedBy === 'rate-limit';
  const bearsTime = (name: string) =>
    /^x-ratelimit-(?:remaining|reset)-(?:requests|tokens)$/.test(name) || (own && /^retry-after(?:-ms)?$/.test(name));
  const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !bearsTime(name)));
  if (!own) return { ...answer, headers };
  const frames = answer.frames.map(({ text, afterMs }) => ({ text: text.replace(MOMENT, '.'), afterMs }));
  return { ...answer, headers, frames };
}

const MOMENT = /, Used \d+, Requested \d+\. Please try again in [\d.ms]+\.(?=")/;

/** As OpenAI writes it: `120ms`, `1.5s`, `6m0s`. */
function duration(ms: number): string {
  const whole = Math.ceil(ms - ROUNDING);
  if (whole <= 0) return '0s';
  if (whole < 1000) return `${whole}ms`;
  const seconds = (whole % MINUTE_MS) / 1000;
  return whole < MINUTE_MS ? `${seconds}s` : `${Math.floor(whole / MINUTE_MS)}m${seconds}s`;
}
