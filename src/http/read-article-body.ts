import { MIMEType } from 'node:util';
import type { Request, RequestHandler } from 'express';
import { type ArticleFormat, MAX_ARTICLE_BYTES } from '../article/article.ts';
import { articleTooLarge } from '../article/article-error.ts';
import { type ArticleRequest, checkArticleRequest } from '../article/article-request.ts';
import { AppError } from '../errors.ts';
import { charsetOf, decodeText } from '../input/decode-text.ts';
import { readBytes } from './body-bytes.ts';
import { refuseCrowdedJson } from './refuse-crowded-json.ts';

/** Largest JSON body, in bytes: `\u0416` is three times as long as what it stands for, and other fields come with it. */
const MAX_JSON_BYTES = 3 * MAX_ARTICLE_BYTES + 64 * 1024;

const rawFormats: Readonly<Record<string, ArticleFormat>> = {
  'text/markdown': 'markdown',
  'text/html': 'html',
  'text/plain': 'text',
};

/** What `POST /v1/articles` takes, as `Accept-Post` names it. */
export const articleMediaTypes = ['application/json', ...Object.keys(rawFormats)] as const;

const readJson = readBytes(MAX_JSON_BYTES, articleTooLarge);
const readRaw = readBytes(MAX_ARTICLE_BYTES, articleTooLarge);

/** Refuses a body that is no article by its type, and reads the bytes of any other. */
export const readArticleBytes: RequestHandler = (request, response, next) => {
  const { essence } = mediaTypeOf(request);
  if (essence === 'application/json') return readJson(request, response, next);
  if (essence in rawFormats) return readRaw(request, response, next);
  response.setHeader('accept-post', articleMediaTypes.join(', '));
  next(unsupportedMediaType(essence));
};

/**
 * The article in a body that `readArticleBytes` has read, or the address of one in JSON without a text. A raw body says everything about itself in its front matter or head.
 *
 * @throws {AppError} 400 what cannot be read, with every fault in `errors`; 413 too large; 415 unknown charset.
 */
export function articleIn(request: Request): ArticleRequest {
  const { essence, charset } = mediaTypeOf(request);
  const bytes: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const format = rawFormats[essence];
  const text = decode(bytes, charsetOf(bytes, charset, format === 'html'));
  return checkArticleRequest(format === undefined ? parseJson(text) : { text, format });
}

function mediaTypeOf(request: Request): { essence: string; charset: string | undefined } {
  try {
    const { essence, params } = new MIMEType(request.headers['content-type'] ?? '');
    return { essence, charset: params.get('charset') ?? undefined };
  } catch {
    return { essence: '', charset: undefined };
  }
}

function decode(bytes: Buffer, charset: string): string {
  const decoded = decodeText(bytes, charset);
  if ('text' in decoded) return decoded.text;
  if (decoded.fault === 'unknown') {
    throw new AppError(`The charset ${decoded.charset} of the body is not known`, {
      code: 'unsupported-charset',
      status: 415,
      hint: 'Send the article as UTF-8.',
    });
  }
  throw new AppError(`The body is not valid ${decoded.charset}`, {
    code: 'malformed-body',
    status: 400,
    hint: 'Send UTF-8, or name the charset in Content-Type.',
    cause: decoded.cause,
  });
}

function parseJson(text: string): unknown {
  refuseCrowdedJson(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError(`The body is not JSON: ${placeOf(cause, text)}`, {
      code: 'malformed-json',
      status: 400,
      hint: 'Send {"text": "..."} as JSON, or the bare article as text/markdown, text/html or text/plain.',
      cause,
    });
  }
}

/** Where JSON breaks, in our words: the engine's message quotes what was sent, and does not always say where. */
function placeOf(error: unknown, text: string): string {
  const message = String(error);
  if (text.trim() === '') return 'it is empty';
  if (/end of JSON/i.test(message)) return 'it ends too early';
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) {
    const before = text.slice(0, Number(position)).split('\n');
    return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1} is not what JSON allows there`;
  }
  const token = /^SyntaxError: Unexpected token '(.{1,2})'/u.exec(message)?.[1];
  return token === undefined
    ? 'it holds what JSON does not allow'
    : `the character ${token} stands where JSON allows none`;
}

function unsupportedMediaType(essence: string): AppError {
  const what = essence === '' ? 'a body without a valid Content-Type' : `a body of type ${essence.slice(0, 80)}`;
  return new AppError(`An article cannot be sent as ${what}`, {
    code: 'unsupported-media-type',
    status: 415,
    hint: `Set Content-Type to one of ${articleMediaTypes.join(', ')}.`,
  });
}
