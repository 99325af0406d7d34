import { readJson } from './asked-request.ts';
import type { Exchange } from './recording.ts';
import type { Redactor } from './redact.ts';

/** What is kept of an answer. */
export function exchangeOf({ status, headers }: Response, body: Uint8Array, redactor: Redactor): Exchange {
  const kept = { status, headers: redactor.headers(headers) };
  const text = new TextDecoder().decode(body);
  const json = readJson(text);
  // A text that is no JSON comes back as it is, as does nothing else: JSON's own texts are in quotation marks.
  if (json !== text) return { ...kept, json: redactor.json(json) };
  return { ...kept, text: String(redactor.json(text)).split('\n') };
}

/** The answer that was kept. JSON comes without the white space it had. */
export function responseOf(exchange: Exchange): Response {
  const { status, headers } = exchange;
  const body = 'json' in exchange ? JSON.stringify(exchange.json) : exchange.text.join('\n');
  return new Response(body === '' ? null : new TextEncoder().encode(body), { status, headers });
}
