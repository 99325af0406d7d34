import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { AppError } from '../errors.ts';
import type { ReviewSession } from './review-session.ts';

/** Who may write and see what is unpublished. Without configured keys everybody may. */
export interface Keyring {
  /** Whether keys are configured at all. */
  readonly guarded: boolean;
  /** @throws {AppError} 401 `key-required` without a key, 403 `key-refused` with a wrong one. */
  require(key: string | undefined): void;
  /** The same for the key in `Authorization: Bearer <key>`. */
  requireOf(request: IncomingMessage): void;
  /** Whether the request may see what is not published: by its key, or by the session that its browser opened with one. */
  admits(request: IncomingMessage): boolean;
  /** `requireOf` as a middleware. */
  readonly guard: RequestHandler;
}

/** Compares hashes in constant time, all of them, so that neither a key's length nor its beginning can be measured. */
export function createKeyring(keys: readonly string[], session: Pick<ReviewSession, 'admits'>): Keyring {
  const hashes = keys.map(sha256);
  const guarded = hashes.length > 0;
  const fits = (key: string) => {
    const candidate = sha256(key);
    return hashes.map((hash) => timingSafeEqual(hash, candidate)).includes(true);
  };

  const keyring: Keyring = {
    guarded,
    require(key) {
      if (!guarded) return;
      if (key === undefined || key === '') throw keyRequired();
      if (!fits(key)) throw keyRefused();
    },
    requireOf: (request) => keyring.require(bearerKey(request)),
    admits(request) {
      const key = bearerKey(request);
      return !guarded || (key !== undefined && fits(key)) || session.admits(request);
    },
    guard(request, _response, next) {
      keyring.requireOf(request);
      next();
    },
  };
  return keyring;
}

/** The key that a request brings. */
export function bearerKey(request: IncomingMessage): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function keyRequired(): AppError {
  return new AppError('This needs a key', {
    code: 'key-required',
    status: 401,
    hint: 'Send one of the keys in UPSHOT_API_KEYS as `Authorization: Bearer <key>`.',
  });
}

function keyRefused(): AppError {
  return new AppError('The key is not one that this server knows', {
    code: 'key-refused',
    status: 403,
    hint: 'Check the key against UPSHOT_API_KEYS of the server.',
  });
}
