import type { Json } from './canonical-json.ts';

/** What of a request is recorded: neither its headers nor its host or query, which hold keys and change with the set-up. */
export interface AskedRequest {
  /** `POST /chat/completions`: method and path, without what a server puts before the paths that all servers share. */
  readonly endpoint: string;
  /** The body as JSON, or as text where it is none; null for none. */
  readonly body: Json;
}

/** So that what was recorded at `https://gateway.example/api/v1` is found again at the address of any other server. */
const SHARED_PATH = /\/(?:chat\/completions|completions|responses|embeddings|models)$/;

/** Reads the arguments of a `fetch`: an address and a text body only, as the adapters of Upshot send them. */
export function askedRequest(input: string | URL | Request, init: RequestInit = {}): AskedRequest {
  if (input instanceof Request || (init.body != null && typeof init.body !== 'string')) {
    throw new TypeError('a recorded fetch takes an address and a text body only');
  }
  const { pathname } = new URL(input);
  const method = (init.method ?? 'GET').toUpperCase();
  return { endpoint: `${method} ${SHARED_PATH.exec(pathname)?.[0] ?? pathname}`, body: readJson(init.body ?? 'null') };
}

/** The text as JSON, or itself where it is none. */
export function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
