import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors.ts';

/**
 * The `Idempotency-Key` of a request (draft-ietf-httpapi-idempotency-key-header): a string of 1 to 255 visible characters,
 * in quotes as the draft has it or bare as many clients send it. It is hashed together with the bearer key, so that nobody
 * meets the keys of others.
 *
 * @returns undefined when there is none.
 * @throws {AppError} 400 `bad-idempotency-key`
 */
export function idempotencyKey(request: IncomingMessage): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  const given = String(header).trim();
  const key = /^"(.*)"$/.exec(given)?.[1]?.replace(/\\(["\\])/g, '$1') ?? given;
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) throw badKey();
  const owner = request.headers.authorization ?? '';
  return createHash('sha256')
    .update(JSON.stringify([owner, key]))
    .digest('hex');
}

function badKey(): AppError {
  return new AppError('The Idempotency-Key cannot be used', {
    code: 'bad-idempotency-key',
    status: 400,
    hint: 'Send 1 to 255 visible ASCII characters, a UUID for example.',
  });
}
