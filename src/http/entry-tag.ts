import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';
import type { Entry } from '../catalogue/entry.ts';

/** An entry as strangers see it is another representation where something is kept from them. */
const PUBLIC = '-public';

/** The strong ETag (RFC 9110, 8.8.3) of an entry: its version. */
export function entryTag({ version }: Pick<Entry, 'version'>, isPublic = false): string {
  return `"${version}${isPublic ? PUBLIC : ''}"`;
}

/**
 * The version that a change is meant for by `If-Match`; undefined: it is for any. Of several, the one that the entry has. 0, which
 * none has, for what is no tag of ours, as for a weak one, which never matches.
 */
export async function versionMeant(
  { headers }: IncomingMessage,
  current: () => Promise<Pick<Entry, 'version'> | null>,
): Promise<number | undefined> {
  const given = headers['if-match']?.trim();
  if (given === undefined || given === '*') return undefined;
  const versions = given.split(',').map((tag) => Number(/^\s*"(\d{1,9})(?:-public)?"\s*$/.exec(tag)?.[1] ?? 0));
  const [first = 0] = versions;
  if (versions.length === 1) return first;
  const version = (await current())?.version ?? 0;
  return versions.includes(version) ? version : first;
}

/** Whether the client that asks has just this; then it is answered with 304. */
export function answeredAsKnown(request: IncomingMessage, response: Response, tag: string): boolean {
  response.setHeader('etag', tag);
  const known = request.headers['if-none-match'];
  const isKnown = known?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag || one.trim() === '*');
  if (isKnown) response.status(304).end();
  return isKnown ?? false;
}
