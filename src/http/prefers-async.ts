import type { IncomingMessage } from 'node:http';

/**
 * Whether the client would rather not wait for the result: `Prefer: respond-async` (RFC 7240, section 4.1), among other
 * preferences or alone. Those that Upshot does not know, `wait` among them, are ignored as the RFC asks.
 */
export function prefersAsync(request: IncomingMessage): boolean {
  const given = [request.headers.prefer ?? []].flat().join(',');
  const preferences = given.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? [];
  return preferences.some((preference) => /^\s*respond-async\s*(?:;|$)/i.test(preference));
}
