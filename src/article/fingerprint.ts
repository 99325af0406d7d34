import { createHash } from 'node:crypto';

/** Raised whenever the same article would be normalised to another text. */
const NORMALISER_VERSION = 2;

/** `<normaliser version>-<SHA-256 of the normalised text as UTF-8, hex>`. */
export function fingerprintOf(text: string): string {
  return `${NORMALISER_VERSION}-${createHash('sha256').update(text).digest('hex')}`;
}
