import { Agent, type Dispatcher, request } from 'undici';

export interface UndiciFetch extends AsyncDisposable {
  /** As the global `fetch`, for requests with a text body and answers that are read whole. It follows no redirects. */
  readonly fetch: typeof globalThis.fetch;
}

export interface UndiciFetchOptions {
  /** How long opening a connection may take, in milliseconds. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** The longest body that is read, in bytes. Default 4 MiB. */
  readonly maxBodyBytes?: number;
}

const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** How long an unused connection is kept open. */
const KEEP_ALIVE_MS = 30_000;

/**
 * A thin `fetch` over undici's `request` and a pool of kept-alive connections: about half the processor time of the
 * global one. The whole body is read before it resolves, so the signal covers that too. Errors are undici's and Node's
 * own, with their `code`; a body past the longest is cut off with `UND_ERR_RES_EXCEEDED_MAX_SIZE`. Nothing but the signal ends a slow answer: its deadline is the caller's.
 */
export function createUndiciFetch(options: UndiciFetchOptions = {}): UndiciFetch {
  const agent = new Agent({
    connect: { timeout: options.connectTimeoutMs ?? 10_000 },
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: options.maxBodyBytes ?? MAX_BODY_BYTES,
  });

  async function fetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    if (input instanceof Request) throw new TypeError('undici-fetch takes an address, not a Request');
    if (init.body != null && typeof init.body !== 'string') throw new TypeError('undici-fetch takes a text body only');
    init.signal?.throwIfAborted();
    const answer = await request(input, {
      dispatcher: agent,
      method: (init.method ?? 'GET') as Dispatcher.HttpMethod,
      headers: headerRecord(init.headers),
      body: init.body ?? null,
      signal: init.signal ?? null,
    });
    const { statusCode: status, headers } = answer;
    return readResponse(await answer.body.text(), { status, headers: headerList(headers) });
  }

  return { fetch, [Symbol.asyncDispose]: () => agent.destroy() };
}

/** A response whose body was read, and is given by these three alone: one that streams it costs as much as all the rest of a call. */
function readResponse(text: string, init: ResponseInit): Response {
  return Object.assign(new Response(null, init), {
    text: async () => text,
    json: async () => JSON.parse(text),
    arrayBuffer: async () => new TextEncoder().encode(text).buffer,
  });
}

/** What is no plain record is put into the form of one, as `Headers` does it. */
function headerRecord(given: RequestInit['headers']): Record<string, string> {
  const isRecord = given !== undefined && !(given instanceof Headers) && !Array.isArray(given);
  return isRecord ? (given as Record<string, string>) : Object.fromEntries(new Headers(given));
}

function headerList(headers: Record<string, string | string[] | undefined>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, one]),
  );
}
