import { createHash } from 'node:crypto';

/** The fewest hex digits of the hash in a fence's name. */
const DIGITS = 16;

/**
 * The name of a fence around untrusted text, `article-3f9c...`: it does not occur in the text, so nothing inside can
 * close it, and it depends on the text alone, so the same article always gives the same prompt.
 * `hash` is the SHA-256 of the text, hex.
 */
export function fenceName(kind: 'article' | 'draft', text: string, hash = sha256(text)): string {
  let digest = hash;
  for (let length = DIGITS; ; length += 1) {
    if (length > digest.length) digest += sha256(digest);
    const name = `${kind}-${digest.slice(0, length)}`;
    if (!text.includes(name)) return name;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
