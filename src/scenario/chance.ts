import { hash } from 'node:crypto';
import type { WireRequest } from './wire.ts';

/** What a call asks, in numbers that chance can be drawn from. */
export interface CallContent {
  /** SHA-256 of path, key and body, in hexadecimal. */
  readonly digest: string;
  /** Its first 96 bits. */
  readonly words: readonly [number, number, number];
  /** Its first 52 bits: a name for the content that takes little room. */
  readonly name: number;
}

/** Of a call: its path, its key (`x-upshot-scenario`) and its body, byte for byte. No other header counts. */
export function contentOf(path: string, { headers, body, bytes }: WireRequest): CallContent {
  const digest = digestOf(`${path}\n${headers['x-upshot-scenario'] ?? ''}\n`, bytes ?? body);
  const word = (index: number) => Number.parseInt(digest.slice(index * 8, index * 8 + 8), 16);
  const [one, two, three] = [word(0), word(1), word(2)];
  return { digest, words: [one, two, three], name: one * 2 ** 20 + (two >>> 12) };
}

/** Used again for every call, since a copy of each request is what a load test would mostly leave behind. */
const scratch = Buffer.allocUnsafeSlow(64 * 1024);

function digestOf(head: string, body: string | Uint8Array): string {
  // No character takes more than three bytes.
  if (head.length * 3 + body.length * (typeof body === 'string' ? 3 : 1) > scratch.length) {
    return hash('sha256', Buffer.concat([Buffer.from(head), typeof body === 'string' ? Buffer.from(body) : body]));
  }
  const bodyAt = scratch.write(head);
  if (typeof body === 'string') return hash('sha256', scratch.subarray(0, bodyAt + scratch.write(body, bodyAt)));
  scratch.set(body, bodyAt);
  return hash('sha256', scratch.subarray(0, bodyAt + body.length));
}

/** What is left to chance. Each has draws of its own, so that another kind of chance never shifts these. */
export const purposes = { latency: 1, perToken: 2, chunk: 3, manualOutage: 5, outage: 1000 } as const;

/**
 * Draws numbers from 0 up to, not including, 1. They depend on the seed, on what the call asks, on how often the same was
 * asked before and on what they are for, and on nothing else.
 *
 * The generator is sfc32, Chris Doty-Humphrey's small fast counting generator from PractRand, with its 15 rounds of
 * warming up.
 */
export function drawsFor(seed: number, { words }: CallContent, repetition: number, purpose: number): () => number {
  let a = words[0] ^ seed;
  let b = words[1] ^ Math.floor(seed / 2 ** 32) ^ Math.imul(repetition, 0x9e3779b1);
  let c = words[2] ^ Math.imul(purpose, 0x85ebca6b);
  let counter = 1;
  const draw = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 15; round += 1) draw();
  return draw;
}
