import { articleBody } from '../article-body.ts';

/** A chat request as Upshot sends it, as the bytes of one HTTP request; `numbered` makes it one of its kind. */
export interface ChatRequest {
  readonly body: string;
  readonly bytes: Buffer;
  /** The same request with another number wherever the article names its own, of the same length. */
  numbered(n: number): Buffer;
}

export const REQUEST_BYTES = 6 * 1024;

/** As long as every number that takes its place. */
const PLACEHOLDER = 7_777_777;
const DIGITS = String(PLACEHOLDER).length;

/** The body has exactly `size` bytes: a short system message, and a fenced article for the rest. */
export function chatRequest(size = REQUEST_BYTES): ChatRequest {
  const spare = size - Buffer.byteLength(chatBody(''));
  // Newlines and quotes are escaped in JSON, so what is cut is the escaped text, never in the middle of an escape.
  const escaped = JSON.stringify(articleBody(size, PLACEHOLDER)).slice(1, -1);
  const cut = escaped.slice(0, spare).replace(/\\$/, ' ').padEnd(spare, ' ');
  const body = chatBody(JSON.parse(`"${cut}"`));
  const head = [
    ...['POST /v1/chat/completions HTTP/1.1', 'host: 127.0.0.1', 'authorization: Bearer none'],
    ...['content-type: application/json', 'accept: application/json', `content-length: ${Buffer.byteLength(body)}`],
  ];
  const bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
  const places = placesOf(bytes, String(PLACEHOLDER));
  return {
    body,
    bytes,
    numbered(n) {
      const copy = Buffer.from(bytes);
      const digits = String(n % 10 ** DIGITS).padStart(DIGITS, '1');
      for (const place of places) copy.write(digits, place, 'latin1');
      return copy;
    },
  };
}

function chatBody(article: string): string {
  const fence = 'article-0123456789abcdef';
  return JSON.stringify({
    model: 'bench-model',
    messages: [
      { role: 'system', content: 'Summarise the article between the marks as JSON. Use only what it says.' },
      { role: 'user', content: `<${fence}>\n${article}\n</${fence}>` },
    ],
    response_format: { type: 'json_object' },
  });
}

function placesOf(bytes: Buffer, text: string): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length)) places.push(at);
  return places;
}
