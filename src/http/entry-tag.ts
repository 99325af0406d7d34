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
 * The versions that a change is meant for by `If-Match`; undefined: it is for any. 0, which none has, for what is no tag of ours,
 * as for a weak one, which never matches.
 */
export function versionsMeant({ headers }: Pick<IncomingMessage, 'headers'>): readonly number[] | undefined {
  const given = headers['if-match']?.trim();
  if (given === undefined || given === '*') return undefined;
  const versions = given.split(',').map((tag) => Number(/^\s*"(\d{1,9})(?:-public)?"\s*$/.exec(tag)?.[1] ?? 0));
  return [...new Set(versions)];
}

/** The one that the entry has of these, else the first. */
export async function versionMeant(
  request: Pick<IncomingMessage, 'headers'>,
  current: () => Promise<Pick<Entry, 'version'> | null>,
): Promise<number | undefined> {
  const versions = versionsMeant(request) ?? [];
  if (versions.length < 2) return versions[0];
  const version = (await current())?.version;
  return versions.find((one) => one === version) ?? versions[0];
}

/** Whether the client that asks has just this; then it is answered with 304. */
export function answeredAsKnown(request: IncomingMessage, response: Response, tag: string): boolean {
  response.setHeader('etag', tag);
  const known = request.headers['if-none-match'];
  const isKnown = known?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag || one.trim() === '*');
  if (isKnown) response.status(304).end();
  return isKnown ?? false;
}
