import { MAX_ARTICLE_BYTES } from '../article/article.ts';
import { checkArticleRequest } from '../article/article-request.ts';
import { type JsonLineRules, parseJsonLine } from '../input/json-line.ts';
import { type BacklogItem, itemOfLine, type ReadAddress } from './backlog-item.ts';

/** Every character of the largest text written as a `\u` escape, and room for the rest of the line. */
export const MAX_LINE_BYTES = 6 * MAX_ARTICLE_BYTES + 64 * 1024;

const LINES: JsonLineRules = {
  most: MAX_LINE_BYTES,
  mendTooLong: 'An article is at most 1 MB of text.',
  mendBadJson: 'Write one whole object a line, for example {"text": "..."}.',
};

/** The item for one line of JSON Lines; null stands for one that was too long to keep. */
export function lineItem(place: string, bytes: Uint8Array | null, readAddress: ReadAddress): BacklogItem {
  const host = bytes === null ? undefined : hostOf(bytes);
  return itemOfLine({ place, host }, bytes, (signal) => {
    const request = checkArticleRequest(parseJsonLine(bytes, LINES), 'the line');
    return 'input' in request ? Promise.resolve(request.input) : readAddress(request.url, request.given, signal);
  });
}

/** Longer lines hold more than an address. */
const LONGEST_ADDRESS_LINE = 8192;

/** Of a line that has the address of an article in place of its text. */
function hostOf(bytes: Uint8Array): string | undefined {
  if (bytes.byteLength > LONGEST_ADDRESS_LINE) return undefined;
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (line.includes('"text"') || !line.includes('"url"')) return undefined;
  try {
    return URL.parse(JSON.parse(line.toString()).url)?.host;
  } catch {
    return undefined; // whoever reads it says what is wrong with it
  }
}
