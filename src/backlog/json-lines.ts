import { MAX_ARTICLE_BYTES } from '../article/article.ts';
import { checkArticleRequest } from '../article/article-request.ts';
import { AppError } from '../errors.ts';
import { decodeUtf8 } from '../input/read-bytes.ts';
import { type BacklogItem, keyOfContent, type ReadAddress } from './backlog-item.ts';

/** Every character of the largest text written as a `\u` escape, and room for the rest of the line. */
export const MAX_LINE_BYTES = 6 * MAX_ARTICLE_BYTES + 64 * 1024;

/** The item for one line of JSON Lines; null stands for one that was too long to keep. */
export function lineItem(place: string, bytes: Uint8Array | null, readAddress: ReadAddress): BacklogItem {
  return {
    place,
    key: bytes !== null && isWhole(bytes) ? keyOfContent(bytes) : `place:${place}`,
    async read(signal) {
      const request = checkArticleRequest(parseLine(bytes));
      return 'input' in request ? request.input : readAddress(request.url, request.given, signal);
    },
  };
}

/** Whether it looks like an object. What does not is no article, and each such line has to be mended where it stands. */
function isWhole(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    /^\uFEFF?\s*\{/.test(text.toString('utf8', 0, 64)) &&
    /\}\s*$/.test(text.toString('latin1', Math.max(0, text.length - 64)))
  );
}

function parseLine(bytes: Uint8Array | null): unknown {
  if (bytes === null) {
    throw new AppError(`The line is longer than ${Math.floor(MAX_LINE_BYTES / (1024 * 1024))} MB`, {
      code: 'line-too-long',
      status: 413,
      hint: 'An article is at most 1 MB of text.',
    });
  }
  const text = decodeUtf8(bytes);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('The line is not JSON', {
      code: 'bad-json',
      status: 400,
      hint: 'Write one whole object a line, for example {"text": "..."}.',
      cause,
    });
  }
}
