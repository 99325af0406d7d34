import { createHash } from 'node:crypto';

/** The fewest hex digits of the hash in a fence's name. */
const DIGITS = 16;

/**
 * The name of a fence around untrusted text, `article-3f9c...`: the first 16 hex digits of the text's SHA-256, and as many
 * more as it takes not to occur within the fence. Nothing inside can close it, nobody who writes the text can know it
 * beforehand, and the same text always gives the same prompt.
 *
 * @param within all that stands between the marks, when that is more than the text or another form of it.
 */
export function fenceName(kind: 'article' | 'draft', text: string, within = text, hash = sha256(text)): string {
  let digest = hash;
  for (let length = DIGITS; ; length += 1) {
    if (length > digest.length) digest += sha256(digest);
    const name = `${kind}-${digest.slice(0, length)}`;
    if (!within.includes(name) && !text.includes(name)) return name;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
