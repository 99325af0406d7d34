import { hash } from 'node:crypto';
import { bodyOf, pathOf, type WireAnswer, type WireRequest } from './wire.ts';

/** One call and its answer. Nothing in it depends on the machine, the port or the wall clock. */
export interface Exchange {
  /** From 1 at the beginning of the scenario, in the order of arrival. */
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  /** The body, or how it begins when it is longer than what is kept. */
  readonly request: string;
  readonly decidedBy: WireAnswer['decidedBy'];
  readonly rule: number | null;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly latencyMs: number;
  /** As far as it was sent, and as far as it is kept. */
  readonly response: string;
  readonly ending: WireAnswer['ending'];
  /** There when only the beginning of the request, or of the response, is kept; of a long stream what its text was. */
  readonly requestWhole?: Whole;
  readonly responseWhole?: Whole;
}

/** What a text was that is kept in part. */
export interface Whole {
  readonly characters: number;
  readonly sha256: string;
}

type Wholes = Pick<Exchange, 'requestWhole' | 'responseWhole'>;

export interface Transcript {
  add(number: number, request: WireRequest, answer: WireAnswer): void;
  /** The last so many, oldest first. Default: all that are kept. */
  exchanges(last?: number): readonly Exchange[];
}

/** A body longer than this, in characters, is kept in part. */
const LONGEST_KEPT = 16_384;

/** An exchange with its bodies as bytes, in memory that the next exchange in its place uses again. */
interface Slot {
  readonly exchange: Omit<Exchange, 'request' | 'response' | keyof Wholes>;
  readonly wholes: Wholes | undefined;
  readonly bytes: Buffer;
  readonly requestEnd: number;
  readonly responseEnd: number;
}

/** In bytes: few sizes of memory, so that what one exchange leaves fits the next. */
const SLOT_STEP = 4096;

/**
 * Keeps the last exchanges, in bounded memory. As strings they would outlive every quick collection of garbage, and a load
 * test would leave a hundred megabytes of them behind before the thorough one comes.
 */
export function createTranscript(kept: number): Transcript {
  const ring: Slot[] = [];
  let next = 0;
  return {
    add(number, request, answer) {
      if (kept === 0) return;
      ring[next] = slotOf(number, request, answer, ring[next]?.bytes);
      next = (next + 1) % kept;
    },
    exchanges(last = kept) {
      const inOrder = ring.length < kept ? ring : [...ring.slice(next), ...ring.slice(0, next)];
      return inOrder.slice(Math.max(0, inOrder.length - last)).map(exchangeOf);
    },
  };
}

function slotOf(number: number, request: WireRequest, answer: WireAnswer, used: Buffer | undefined): Slot {
  const { method, headers, body } = request;
  const { decidedBy, rule, status, latencyMs, ending } = answer;
  const response = bodyOf(answer);
  const asked = body.length <= LONGEST_KEPT ? (request.bytes ?? body) : body.slice(0, LONGEST_KEPT);
  const answered = response.slice(0, LONGEST_KEPT);
  const bytes = roomFor(Buffer.byteLength(asked) + Buffer.byteLength(answered), used);
  const requestEnd = put(asked, bytes, 0);
  const responseEnd = put(answered, bytes, requestEnd);
  const exchange: Slot['exchange'] = {
    number,
    method,
    path: pathOf(request),
    key: headers['x-upshot-scenario'] ?? null,
    decidedBy,
    rule,
    status,
    headers: answer.headers,
    latencyMs,
    ending,
  };
  const isWhole = body.length <= LONGEST_KEPT && response.length <= LONGEST_KEPT;
  return { exchange, wholes: isWhole ? undefined : wholesOf(body, response, answer), bytes, requestEnd, responseEnd };
}

/** Writes a text at a place and says where it ends. */
function put(text: string | Uint8Array, into: Buffer, at: number): number {
  if (typeof text === 'string') return at + into.write(text, at);
  into.set(text, at);
  return at + text.length;
}

/** The memory used before where it is enough, else new memory. */
function roomFor(needed: number, used: Buffer | undefined): Buffer {
  if (used !== undefined && used.length >= needed) return used;
  return Buffer.allocUnsafeSlow(Math.ceil(needed / SLOT_STEP) * SLOT_STEP);
}

function wholesOf(request: string, response: string, { rest }: WireAnswer): Wholes {
  return {
    ...(request.length > LONGEST_KEPT && { requestWhole: wholeOf(request) }),
    ...(response.length > LONGEST_KEPT && { responseWhole: wholeOf(rest?.text ?? response) }),
  };
}

function exchangeOf({ exchange, wholes, bytes, requestEnd, responseEnd }: Slot): Exchange {
  const { number, method, path, key, decidedBy, rule, status, headers, latencyMs, ending } = exchange;
  const request = bytes.toString('utf8', 0, requestEnd);
  const response = bytes.toString('utf8', requestEnd, responseEnd);
  return {
    ...{ number, method, path, key, request, decidedBy, rule, status, headers, latencyMs, response, ending },
    ...wholes,
  };
}

function wholeOf(text: string): Whole {
  return { characters: text.length, sha256: hash('sha256', text) };
}
