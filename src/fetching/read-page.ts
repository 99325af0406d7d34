import { MIMEType } from 'node:util';
import { charsetOf, decodeText } from '../input/decode-text.ts';
import { fetchError } from './fetch-error.ts';
import type { Answer } from './http-get.ts';
import type { FetchedPage, Validators } from './page-fetcher.ts';
import { readBody, tooLarge } from './read-body.ts';

export interface ReadPageOptions {
  readonly url: URL;
  readonly permanentUrl: URL;
  readonly types: readonly string[];
  /** What was sent; only then is 304 an answer. */
  readonly validators?: Validators | undefined;
  /** Most bytes, unpacked. */
  readonly limit: number;
}

/**
 * Makes a page of an answer that is no redirect.
 *
 * @throws {AppError} as PageFetcher.
 */
export async function readPage(answer: Answer, options: ReadPageOptions): Promise<FetchedPage> {
  const { host, href: url } = options.url;
  const { href: permanentUrl } = options.permanentUrl;
  if (answer.status === 304 && isConditional(options.validators)) return { outcome: 'not-modified', url, permanentUrl };
  if (answer.status !== 200 && answer.status !== 203) throw badStatus(host, answer);

  const { type, charset } = mediaTypeOf(answer);
  if (type !== '' && !options.types.includes(type)) throw wrongType(host, type);
  const encoding = answer.header('content-encoding');
  if (encoding === undefined && Number(answer.header('content-length')) > options.limit) {
    throw tooLarge(host, options.limit);
  }
  const bytes = await readBody(answer.body, { host, encoding, limit: options.limit, longer: 'refuse' });
  return {
    ...{ outcome: 'fetched', url, permanentUrl, type },
    text: textOf(host, bytes, charsetOf(bytes, charset, /html|xml/.test(type))),
    validators: { etag: answer.header('etag'), lastModified: answer.header('last-modified') },
  };
}

/** Whether something was sent to compare with. */
function isConditional({ etag, lastModified }: Validators = {}): boolean {
  return etag !== undefined || lastModified !== undefined;
}

function mediaTypeOf(answer: Answer): { type: string; charset: string | undefined } {
  const header = answer.header('content-type');
  if (!header) return { type: '', charset: undefined };
  try {
    const { essence, params } = new MIMEType(header);
    return { type: essence, charset: params.get('charset') ?? undefined };
  } catch {
    return { type: header.split(';')[0]?.trim().toLowerCase().slice(0, 80) ?? '', charset: undefined };
  }
}

function textOf(host: string, bytes: Buffer, charset: string): string {
  const decoded = decodeText(bytes, charset);
  if ('text' in decoded) return decoded.text;
  const what =
    decoded.fault === 'unknown' ? `in the charset ${decoded.charset}` : `that is not valid ${decoded.charset}`;
  throw fetchError('fetch-wrong-type', `${host} sends text ${what}, which cannot be read`, {
    hint: 'Send the text of the article itself, as UTF-8.',
    cause: decoded.cause,
  });
}

function badStatus(host: string, { status, retryAfterMs }: Answer): Error {
  if (status === 410) {
    return fetchError('fetch-gone', `${host} says that this is gone for good (410)`, { hint: 'Leave it out.' });
  }
  const retryable = [408, 425, 429, 500, 502, 503, 504].includes(status);
  return fetchError('fetch-failed', `${host} answers with status ${status}`, {
    retryable,
    ...(retryable && retryAfterMs !== undefined && { retryAfterMs }),
    hint: retryable ? 'Try again later.' : 'Open the address in a browser; what needs a login has to be sent as text.',
  });
}

function wrongType(host: string, type: string): Error {
  return fetchError('fetch-wrong-type', `${host} sends ${type}, which cannot be read here`, {
    hint: 'Give the address of a web page, Markdown or plain text, or send the text itself.',
  });
}
