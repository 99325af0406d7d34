import type { IncomingMessage } from 'node:http';

/**
 * Whether the client has this answer: by its `etag` (in quotation marks, without `W/`) or, where it names none, by its date. Not
 * Express's own `fresh`: that takes `Cache-Control: no-cache`, which the `fetch` of programs adds to every such question, for
 * a wish to be sent it all.
 *
 * @param changedAt in milliseconds since the Unix epoch; NaN: its date says nothing.
 */
export function clientHas({ headers }: Pick<IncomingMessage, 'headers'>, etag: string, changedAt: number): boolean {
  const names = headers['if-none-match'];
  if (names !== undefined) return names.split(',').some((name) => name.trim().replace(/^W\//, '') === etag);
  return Date.parse(headers['if-modified-since'] ?? '') >= changedAt;
}
