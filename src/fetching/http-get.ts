import type { Readable } from 'node:stream';
import { type Dispatcher, request } from 'undici';
import { retryAfterMs } from '../retry-after.ts';
import type { Validators } from './page-fetcher.ts';
import { acceptedEncodings } from './read-body.ts';

export interface HttpGetOptions {
  readonly agent: Dispatcher;
  readonly userAgent: string;
  /** Longest silence before an answer begins and between two pieces of it, in milliseconds. */
  readonly silenceMs: number;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

export interface GetOptions {
  readonly signal: AbortSignal;
  /** Media types to ask for. */
  readonly types: readonly string[];
  readonly validators?: Validators | undefined;
  /** For the answer and its body, in milliseconds. */
  readonly timeoutMs: number;
}

/** The head of an answer, whose body has yet to be read. Disposing of it closes the connection if that was not done. */
export interface Answer extends Disposable {
  readonly status: number;
  /** By name in lower case; the first where there are several. */
  header(name: string): string | undefined;
  /** How long the host asks to be left alone. */
  readonly retryAfterMs: number | undefined;
  readonly body: Readable;
}

/** One GET, no redirect followed. Errors are undici's and Node's own, or the signal's reason; `TimeoutError` when time is up. */
export type HttpGet = (url: URL, options: GetOptions) => Promise<Answer>;

export function createHttpGet({ agent, userAgent, silenceMs, now }: HttpGetOptions): HttpGet {
  return async (url, { signal, types, validators, timeoutMs }) => {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: agent,
      headers: {
        'user-agent': userAgent,
        accept: [...types, '*/*;q=0.1'].join(', '),
        'accept-encoding': acceptedEncodings,
        ...conditions(validators),
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(Math.max(1, timeoutMs))]),
      headersTimeout: silenceMs,
      bodyTimeout: silenceMs,
    });
    body.on('error', () => {}); // what goes wrong when nobody reads any more is nobody's business
    const header = (name: string) => [headers[name]].flat()[0];
    return {
      status: statusCode,
      header,
      retryAfterMs: retryAfterMs({ get: (name) => header(name) ?? null }, now()),
      body,
      [Symbol.dispose]() {
        body.destroy();
      },
    };
  };
}

/** What cannot stand in a header was never sent as one. */
function conditions({ etag, lastModified }: Validators = {}): Record<string, string> {
  const canBeSent = (value: string | undefined) => value !== undefined && /^[\t\x20-\x7e\x80-\xff]+$/.test(value);
  return {
    ...(etag !== undefined && canBeSent(etag) && { 'if-none-match': etag }),
    ...(lastModified !== undefined && canBeSent(lastModified) && { 'if-modified-since': lastModified }),
  };
}
