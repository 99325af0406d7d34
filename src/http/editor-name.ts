import type { IncomingMessage } from 'node:http';
import { doerOf } from '../editing/doer.ts';
import { maskSecret } from '../mask-secret.ts';
import { bearerKey } from './keyring.ts';

/**
 * Who changes something, for its history: the name in `X-Upshot-Editor` (UTF-8), else the last characters of the key, else
 * “somebody”. Whoever has a key may give any name: keys say who may do it, names only who says they did.
 */
export function editorName(request: IncomingMessage): string {
  const header = request.headers['x-upshot-editor'];
  const given = Buffer.from(`${header ?? ''}`, 'latin1').toString('utf8');
  const key = bearerKey(request);
  return doerOf(given, key && `key ${maskSecret(key)}`);
}
