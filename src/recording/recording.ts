import { z } from 'zod';
import type { Json } from './canonical-json.ts';

/** Any JSON, as it was parsed: a copy by the schema would be without fields called `__proto__`. */
const json = z.custom<Json>((value) => value !== undefined, 'is missing');

const exchangeFields = {
  status: z.int().min(200).max(599),
  /** Of the answer's headers those that a client acts on; see redact.ts. */
  headers: z.record(z.string(), z.string()),
};

/** One answer, as far as it may be kept. */
const exchangeSchema = z.union(
  [
    /** A body of JSON. */
    z.strictObject({ ...exchangeFields, json }),
    /** Any other, streams of events included, as its lines. */
    z.strictObject({ ...exchangeFields, text: z.array(z.string()).min(1) }),
  ],
  { error: 'each exchange has a status, headers, and either json or text (the lines of the body)' },
);
export type Exchange = z.infer<typeof exchangeSchema>;

/**
 * A file of recordings: one request, and every answer that it got in one session, in order. There is no time in it, so
 * that the same exchange always gives the same bytes.
 */
export const recordingSchema = z.strictObject({
  version: z.literal(1),
  /** SHA-256, hex, of what follows up to `exchanges`; see request-parts.ts. The file's name ends in its first 12 digits. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, 'fingerprint must be 64 hex digits'),
  /** `POST /chat/completions` */
  endpoint: z.string(),
  promptHash: z.string(),
  /** The body of the request, without keys. */
  request: json,
  exchanges: z.array(exchangeSchema).min(1, 'exchanges must hold at least one answer'),
});
export type Recording = z.infer<typeof recordingSchema>;
