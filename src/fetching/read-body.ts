import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { fetchError } from './fetch-error.ts';

/** Window of zstd that RFC 9659 has every receiver of HTTP support, as a power of two; a larger one takes more memory. */
const ZSTD_WINDOW_LOG = 23;

const decoders: Readonly<Record<string, () => Duplex>> = {
  gzip: () => zlib.createGunzip(),
  'x-gzip': () => zlib.createGunzip(),
  br: () => zlib.createBrotliDecompress(),
  zstd: () => zlib.createZstdDecompress({ params: { [zlib.constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG } }),
};

/** What `Accept-Encoding` offers. */
export const acceptedEncodings = 'gzip, br, zstd';

export interface ReadBodyOptions {
  readonly host: string;
  /** `Content-Encoding`, as sent. */
  readonly encoding: string | undefined;
  /** Most bytes, counted unpacked. */
  readonly limit: number;
  /** What becomes of a longer body: refused, or cut at the limit. */
  readonly longer: 'refuse' | 'cut';
}

/**
 * Reads and unpacks a body, and no more of it than the limit: what a small one unpacks to is never held.
 *
 * @throws {AppError} `fetch-too-large`; `fetch-failed` for an encoding nobody asked for. Else as the streams fail.
 */
export async function readBody(body: Readable, options: ReadBodyOptions): Promise<Buffer> {
  const { host, limit, longer } = options;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const gather = async (source: AsyncIterable<Uint8Array>) => {
    for await (const chunk of source) {
      size += chunk.byteLength;
      chunks.push(chunk);
      if (size <= limit) continue;
      if (longer === 'refuse') throw tooLarge(host, limit);
      return;
    }
  };
  const decoder = decoderOf(host, options.encoding);
  if (decoder === null) await pipeline(body, gather);
  else await pipeline(body, decoder, gather);
  return Buffer.concat(chunks).subarray(0, limit);
}

export function tooLarge(host: string, limit: number): Error {
  return fetchError('fetch-too-large', `${host} sends more than ${Math.round(limit / 1024 / 1024)} MB`, {
    hint: 'Send the text of the article itself.',
  });
}

function decoderOf(host: string, encoding: string | undefined): Duplex | null {
  const codings = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  const [coding, ...others] = codings;
  if (coding === undefined) return null;
  const decoder = decoders[coding];
  if (decoder === undefined || others.length > 0) {
    throw fetchError('fetch-failed', `${host} packs its answer in a way that was not asked for`, {
      hint: 'Send the text of the article itself.',
    });
  }
  return decoder();
}
