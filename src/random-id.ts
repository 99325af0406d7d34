import { randomBytes } from 'node:crypto';

/** Makes identifiers. Injected, so that tests know them beforehand. */
export type NewId = () => string;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32: nothing to confuse when read aloud

/** 16 characters, 80 random bits: no two alike among the entries of a lifetime, short enough for a link. */
export const randomId: NewId = () => Array.from(randomBytes(16), (byte) => ALPHABET[byte & 31]).join('');

/** Uniform in [0, 1), for the jitter of waits. */
export const randomFraction = (): number => Math.random();
