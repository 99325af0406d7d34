/** A request as it came over the wire. Header names are in lower case. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a server would send, when, and how it would end; with a note of why, for the transcript. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** From the end of the request to the first byte of the answer, in milliseconds. */
  readonly latencyMs: number;
  /** The body, in the pieces in which it is sent: one, unless the answer is streamed. None: not even the head is sent. */
  readonly frames: readonly Frame[];
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

export interface Frame {
  readonly text: string;
  /** How long after the frame before it, in milliseconds; the first follows the head at once. */
  readonly afterMs: number;
}

export interface WireUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** The whole body, whatever it was cut into. */
export function bodyOf({ frames }: Pick<WireAnswer, 'frames'>): string {
  return frames.length === 1 ? (frames[0]?.text ?? '') : frames.map(({ text }) => text).join('');
}

/** The path of a request without its query. */
export function pathOf({ path }: Pick<WireRequest, 'path'>): string {
  const query = path.indexOf('?');
  return query === -1 ? path : path.slice(0, query);
}
