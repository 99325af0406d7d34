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
  /** There when only the beginning of the request, or of the response, is kept. */
  readonly requestWhole?: Whole;
  readonly responseWhole?: Whole;
}

/** What a text was that is kept in part. */
export interface Whole {
  readonly characters: number;
  readonly sha256: string;
}

export interface Transcript {
  add(number: number, request: WireRequest, answer: WireAnswer): void;
  /** Oldest first. */
  exchanges(): readonly Exchange[];
}

/** A body longer than this, in characters, is kept in part. */
const LONGEST_KEPT = 16_384;

/** Keeps the last exchanges, in bounded memory. */
export function createTranscript(kept: number): Transcript {
  const ring: Exchange[] = [];
  let next = 0;
  return {
    add(number, request, answer) {
      const exchange = exchangeOf(number, request, answer);
      if (ring.length < kept) ring.push(exchange);
      else ring[next] = exchange;
      next = (next + 1) % kept;
    },
    exchanges: () => (ring.length < kept ? [...ring] : [...ring.slice(next), ...ring.slice(0, next)]),
  };
}

function exchangeOf(number: number, request: WireRequest, answer: WireAnswer): Exchange {
  const { method, headers, body } = request;
  const { decidedBy, rule, status, latencyMs, ending } = answer;
  const response = bodyOf(answer);
  return {
    ...{ number, method, path: pathOf(request), key: headers['x-upshot-scenario'] ?? null, request: beginning(body) },
    ...{ decidedBy, rule, status, headers: answer.headers, latencyMs, response: beginning(response), ending },
    ...(body.length > LONGEST_KEPT && { requestWhole: wholeOf(body) }),
    ...(response.length > LONGEST_KEPT && { responseWhole: wholeOf(response) }),
  };
}

function beginning(text: string): string {
  // A slice would keep the whole text in memory; this is a copy.
  return text.length <= LONGEST_KEPT ? text : Buffer.from(text.slice(0, LONGEST_KEPT)).toString();
}

function wholeOf(text: string): Whole {
  return { characters: text.length, sha256: hash('sha256', text) };
}
