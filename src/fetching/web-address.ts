import { fetchError } from './fetch-error.ts';
import type { Answer } from './http-get.ts';

/** Of the schema of an article; what is longer is no address that people pass on. */
const MAX_LENGTH = 2048;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/**
 * An address that may be asked for, without its fragment.
 *
 * @throws {AppError} `fetch-forbidden` when it is none, not http(s), too long, or comes with a name and password.
 */
export function webAddress(address: string, base?: URL): URL {
  const url = address.length > MAX_LENGTH ? null : URL.parse(address.trim(), base?.href);
  if (url === null) throw forbidden(base, 'no whole address');
  if (!/^https?:$/.test(url.protocol)) throw forbidden(base, `an address of ${url.protocol.slice(0, 20)}`);
  if (url.username !== '' || url.password !== '') throw forbidden(base, 'an address with a name or password in it');
  url.hash = '';
  return url;
}

/** Where an answer redirects to; null when it does not. @throws {AppError} as webAddress. */
export function nextAddress(answer: Pick<Answer, 'status' | 'header'>, from: URL): URL | null {
  const location = answer.header('location');
  if (!REDIRECTS.includes(answer.status) || location === undefined) return null;
  return webAddress(location, from);
}

function forbidden(from: URL | undefined, what: string): Error {
  return fetchError('fetch-forbidden', `${from === undefined ? 'This is' : `${from.host} redirects to`} ${what}`, {
    hint: 'Only http and https addresses are fetched, without name and password, as a browser shows them.',
  });
}
