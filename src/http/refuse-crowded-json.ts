import { AppError } from '../errors.ts';

/** Most fields, items and levels that a body may have; an article has under twenty. */
const MOST = 50;

/**
 * Refuses JSON with far more in it than an article has, before it is parsed: a megabyte of brackets or of fields holds
 * every other request up while it is. Strings are passed over, however long.
 *
 * @throws {AppError} 400 `invalid-article`
 */
export function refuseCrowdedJson(json: string, most = MOST): void {
  let count = 0;
  for (let at = 0; at < json.length; ) {
    const quote = json.indexOf('"', at);
    const end = quote < 0 ? json.length : quote;
    for (let index = at; index < end; index += 1) {
      const character = json[index];
      if (character !== ',' && character !== '[' && character !== '{') continue;
      count += 1;
      if (count > most) throw crowded(most);
    }
    at = quote < 0 ? end : afterString(json, quote);
  }
}

/** Where the string that opens at `quote` is over; the end when it never is. */
function afterString(json: string, quote: number): number {
  for (let end = json.indexOf('"', quote + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (json[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return json.length;
}

function crowded(most: number): AppError {
  return new AppError(`The article cannot be taken: the body has more than ${most} fields and values`, {
    code: 'invalid-article',
    status: 400,
    hint: 'Send {"text": "..."} as JSON, or the bare article as text/markdown, text/html or text/plain.',
    errors: [{ detail: `the body has more than ${most} fields and values`, pointer: '' }],
  });
}
