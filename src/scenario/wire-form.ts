import type { Content } from './content.ts';
import type { Malformed, ModelCall } from './model-call.ts';

/** An answer that is to be written in the form of an API. */
export interface Reply {
  readonly call: ModelCall;
  readonly content: Content;
  /** 28 letters and figures; the API puts a prefix of its own before it. */
  readonly id: string;
}

/** One of the two APIs: how its requests are read and its answers written. */
export interface WireForm {
  read(body: unknown): ModelCall | Malformed;
  /** The body of an answer in one piece. */
  whole(reply: Reply): string;
  /** The events of a streamed one: those before the text, one for each piece of it, and those after. */
  stream(reply: Reply): ReplyStream;
}

export interface ReplyStream {
  readonly opening: string;
  piece(text: string): string;
  closing(): string;
}

/** When every answer was made, in seconds since the Unix epoch: the same on every run. */
export const CREATED = Date.UTC(2025, 0, 1) / 1000;
