import { randomBytes } from 'node:crypto';

/** Makes identifiers. Injected, so that tests know them beforehand. */
export type NewId = () => string;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32: nothing to confuse when read aloud

const LENGTH = 16;

/** Bytes yet to be used: to ask the system for those of each id alone takes ten times as long. */
let bytes = Buffer.alloc(0);

/** 16 characters, 80 random bits: no two alike among the entries of a lifetime, short enough for a link. */
export const randomId: NewId = () => {
  if (bytes.length === 0) bytes = randomBytes(64 * LENGTH);
  let id = '';
  for (const byte of bytes.subarray(0, LENGTH)) id += ALPHABET[byte & 31];
  bytes = bytes.subarray(LENGTH);
  return id;
};

/** Uniform in [0, 1), for the jitter of waits. */
export const randomFraction = (): number => Math.random();
