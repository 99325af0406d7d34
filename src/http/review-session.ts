import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';
import type { AppDeps } from './app-deps.ts';

/** A working day. */
const SESSION_MS = 12 * 60 * 60 * 1000;
const COOKIE = 'upshot-review';

/** Spares a person at the pages the key after the first time; a program sends its key with each request. */
export interface ReviewSession {
  /** Lets the browser that is being answered look at what waits for review, for twelve hours. `key` is a valid one. */
  open(response: Response, key: string): void;
  admits(request: IncomingMessage): boolean;
}

/**
 * The cookie holds the time it ends at and that time's HMAC-SHA256 under the key. So it is the same on every server with
 * these keys, outlives a restart, ends with the key it was opened by, and does not give that away. It is sent with no
 * request that another site causes, and no script can read it.
 */
export function createReviewSession({ settings, clock }: Pick<AppDeps, 'settings' | 'clock'>): ReviewSession {
  const secure = settings.publicUrl?.startsWith('https:') ?? false;
  return {
    open(response, key) {
      const end = clock.now() + SESSION_MS;
      response.cookie(COOKIE, `${end}.${sign(key, end)}`, {
        ...{ httpOnly: true, sameSite: 'strict', path: '/', maxAge: SESSION_MS, secure },
      });
    },
    admits(request) {
      const [, end, signature] =
        /(?:^|;\s*)upshot-review=(\d{1,15})\.([\w-]{43})(?:;|$)/.exec(request.headers.cookie ?? '') ?? [];
      if (end === undefined || signature === undefined || Number(end) <= clock.now()) return false;
      const given = Buffer.from(signature);
      const fits = settings.apiKeys.map((key) => timingSafeEqual(Buffer.from(sign(key, Number(end))), given));
      return fits.includes(true);
    },
  };
}

function sign(key: string, end: number): string {
  return createHmac('sha256', key).update(`${COOKIE} ${end}`).digest('base64url');
}
