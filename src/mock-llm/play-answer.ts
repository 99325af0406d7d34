import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Alarm, PreciseTimer } from '../precise-timer.ts';
import type { Frame, WireAnswer } from '../scenario/wire.ts';

/** So many frames that are due leave in one piece; others have their turn before the next ones. */
const MOST_AT_ONCE = 512;

/** An answer on its way. */
export interface Playing {
  /** Sends nothing more: whoever asked is gone. */
  cancel(): void;
  /** Whether all was sent that was to be sent, and the end made as the answer has it. */
  done(): boolean;
}

export interface PlayAnswerOptions {
  readonly timer: PreciseTimer;
  /** When the request had arrived, as `timer` has it. */
  readonly arrived: number;
  /** Told how late the first byte is, in milliseconds; never below 0. */
  readonly onFirstByte?: (lateMs: number) => void;
}

/**
 * Sends an answer with its latency, pace and ending. Every frame is due at a moment of its own, counted from the arrival
 * of the request, so that no delay adds up; frames that are due together leave in one piece.
 */
export function playAnswer(response: ServerResponse, given: WireAnswer, options: PlayAnswerOptions): Playing {
  const { timer, arrived, onFirstByte } = options;
  const { frames, ending } = given;
  const firstDue = arrived + given.latencyMs + (frames[0]?.afterMs ?? 0);
  let due = firstDue;
  const rest = given.rest?.frames[Symbol.iterator]();
  let next = 0;
  let upcoming = frames[0];
  let done = false;
  let alarm: Alarm | undefined;

  const play = () => {
    const now = timer.now();
    if (next === 0) {
      onFirstByte?.(now - firstDue);
      // Not before: with its head put together, a waiting answer would keep a tenth more memory.
      if (frames.length > 0 || ending !== 'cut') response.writeHead(given.status, headOf(given));
    }
    let text = '';
    let left = MOST_AT_ONCE;
    do {
      text += upcoming?.text ?? '';
      next += 1;
      left -= 1;
      upcoming = next < frames.length ? frames[next] : nextOf(rest);
      due += upcoming?.afterMs ?? 0;
    } while (upcoming !== undefined && due <= now && left > 0);
    if (upcoming === undefined) {
      done = true;
      end(response, text, given);
    } else {
      response.write(text);
      alarm = timer.at(due, play);
    }
  };

  if (firstDue <= timer.now()) play();
  else alarm = timer.at(firstDue, play);
  return { cancel: () => alarm?.cancel(), done: () => done };
}

function nextOf(rest: Iterator<Frame> | undefined): Frame | undefined {
  const next = rest?.next();
  return next?.done === false ? next.value : undefined;
}

function end(response: ServerResponse, text: string, { ending, frames }: WireAnswer): void {
  if (ending === 'whole') {
    response.end(text);
    return;
  }
  // Nothing in the head announces it: a connection that breaks never says so beforehand.
  onceItsTurn(response, (socket) => {
    if (ending === 'closed') response.end(text, () => socket.destroySoon());
    else if (frames.length === 0) socket.destroy();
    // To HTTP/1.0 the end of the connection is the end of the answer: only a reset says that it is unfinished.
    else if (response.req.httpVersionMinor === 0) response.write(text, () => socket.resetAndDestroy());
    else response.write(text, () => socket.destroy());
  });
}

/** An answer has no connection as long as it waits there behind that to an earlier request. */
function onceItsTurn(response: ServerResponse, use: (socket: Socket) => void): void {
  if (response.socket === null) response.once('socket', use);
  else use(response.socket);
}

/** The headers as a flat list, which is what `node:http` is quickest with. The length is known of a whole answer only. */
function headOf({ headers, frames, rest, ending, status }: WireAnswer): string[] {
  const head: string[] = [];
  let framed = ending === 'cut' || frames.length > 1 || rest !== undefined || status === 204 || status === 304;
  for (const name in headers) {
    head.push(name, headers[name] ?? '');
    framed ||= /^(?:content-length|transfer-encoding)$/i.test(name);
  }
  if (!framed) head.push('content-length', String(Buffer.byteLength(frames[0]?.text ?? '')));
  return head;
}
