import { createHash } from 'node:crypto';

/** The name space of Upshot's own names: chosen once, at random, and never changed, or every feed reader shows all anew. */
const UPSHOT = '6f1c7c3e-52b7-4d0a-9a55-0d6f6a2f4e91';

/** The id of an entry in feeds: of its own id alone, and so the same under every address, after every change, and after an import. */
export function entryUrn(id: string): string {
  return `urn:uuid:${nameUuid(UPSHOT, `entry/${id}`)}`;
}

/** The id of one feed of a catalogue, which bears the catalogue's `identity`, a UUID. */
export function feedUrn(identity: string, feed: string): string {
  return `urn:uuid:${nameUuid(identity, `feed/${feed}`)}`;
}

/** A UUID of version 5: the first half of SHA-1 over a name space and a name in it (RFC 9562, 5.5). */
export function nameUuid(space: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(space.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
