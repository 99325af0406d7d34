/** A request as it came over the wire. Header names are in lower case. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as it came, where it came as bytes: spares turning the text back into them. */
  readonly bytes?: Uint8Array;
}

/** What a server would send, when, and how it would end; with a note of why, for the transcript. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** From the end of the request to the first byte of the answer, in milliseconds. */
  readonly latencyMs: number;
  /** The body, in the pieces in which it is sent: one, unless the answer is streamed. None: not even the head is sent. */
  readonly frames: readonly Frame[];
  /** What a long stream sends after those; made while it is sent, and only once. */
  readonly rest?: RestOfStream;
  /**
   * What becomes of the connection after the last frame. `whole`: the answer ends as it should. `cut`: the connection
   * breaks, with the answer unfinished. `closed`: the answer ends as it should, and the connection with it.
   */
  readonly ending: 'whole' | 'cut' | 'closed';
  readonly decidedBy: 'rule' | 'no-rule' | 'outage' | 'rate-limit' | 'request';
  /** Position, from 0, of the rule that decided. */
  readonly rule: number | null;
  /** Null when no model would have worked. */
  readonly usage: WireUsage | null;
}

export interface RestOfStream {
  readonly frames: Iterable<Frame>;
  /** The whole text that the stream is made of. */
  readonly text: string;
}

export interface Frame {
  readonly text: string;
  /** How long after the frame before it, in milliseconds; the first follows the head at once. */
  readonly afterMs: number;
}

export interface WireUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** All frames; to be gone through once. */
export function* framesOf({ frames, rest }: Pick<WireAnswer, 'frames' | 'rest'>): Generator<Frame> {
  yield* frames;
  if (rest !== undefined) yield* rest.frames;
}

/** The body, whatever it was cut into; of a long stream its beginning. */
export function bodyOf({ frames }: Pick<WireAnswer, 'frames'>): string {
  return frames.length === 1 ? (frames[0]?.text ?? '') : frames.map(({ text }) => text).join('');
}

/** The path of a request without its query. */
export function pathOf({ path }: Pick<WireRequest, 'path'>): string {
  const query = path.indexOf('?');
  return query === -1 ? path : path.slice(0, query);
}
