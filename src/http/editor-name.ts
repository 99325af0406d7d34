import type { IncomingMessage } from 'node:http';
import { maskSecret } from '../mask-secret.ts';
import { bearerKey } from './keyring.ts';

const LONGEST_NAME = 80;

/**
 * Who changes something, for its history: the name in `X-Upshot-Editor` (UTF-8), else the last characters of the key, else
 * “somebody”. Whoever has a key may give any name: keys say who may do it, names only who says they did.
 */
export function editorName(request: IncomingMessage): string {
  const header = request.headers['x-upshot-editor'];
  const given = Buffer.from(`${header ?? ''}`, 'latin1').toString('utf8');
  const name = given
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME)
    .toWellFormed();
  if (name !== '') return name;
  const key = bearerKey(request);
  return key === undefined ? 'somebody' : `key ${maskSecret(key)}`;
}
