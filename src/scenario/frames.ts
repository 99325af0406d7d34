import { CHARACTERS_A_TOKEN } from './model-call.ts';
import type { Chunk } from './scenario-schema.ts';
import type { Frame, WireAnswer } from './wire.ts';

/** A piece of a streamed answer. */
export interface Piece {
  readonly text: string;
  readonly tokens: number;
}

const DEFAULT_CHUNK = 4;

/** Cuts a text into pieces of so many tokens, each four characters; a surrogate pair stays whole. */
export function* cutIntoPieces(text: string, chunk: Chunk = DEFAULT_CHUNK, draw: () => number): Generator<Piece> {
  let start = 0;
  let turn = 0;
  while (start < text.length) {
    const tokens = chunkSize(chunk, draw, turn);
    turn += 1;
    let end = Math.min(text.length, start + tokens * CHARACTERS_A_TOKEN);
    if (isHighSurrogate(text.charCodeAt(end - 1)) && end < text.length) end += 1;
    yield { text: text.slice(start, end), tokens: Math.ceil((end - start) / CHARACTERS_A_TOKEN) };
    start = end;
  }
}

function chunkSize(chunk: Chunk, draw: () => number, turn: number): number {
  if (typeof chunk === 'number') return chunk;
  if ('list' in chunk) return chunk.list[turn % chunk.list.length] ?? 1;
  const [from, to] = chunk.uniform;
  return from + Math.floor(draw() * (to - from + 1));
}

export function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

/** Joins what is sent without a pause in between, so that a frame begins only where time passes. */
export function createFrames(): { add(text: string, afterMs?: number): void; readonly frames: Frame[] } {
  const frames: { text: string; afterMs: number }[] = [];
  return {
    frames,
    add(text, afterMs = 0) {
      const last = frames.at(-1);
      if (last !== undefined && afterMs === 0) last.text += text;
      else frames.push({ text, afterMs });
    },
  };
}

/** The answer with its connection dropped: no byte of it is sent, or half of it, or all of it. The rest of a long stream was halved before. */
export function dropped(answer: WireAnswer, when: 'before' | 'middle' | 'after' | undefined): WireAnswer {
  if (when === undefined) return answer;
  if (when === 'after') return { ...answer, ending: 'closed' };
  const { rest, ...first } = answer;
  if (when === 'before') return { ...first, frames: [], ending: 'cut', usage: null };
  if (rest !== undefined) return { ...answer, ending: 'cut' };
  const frames: Frame[] = [];
  let left = Math.floor(answer.frames.reduce((sum, { text }) => sum + text.length, 0) / 2);
  for (const { text, afterMs } of answer.frames) {
    frames.push({ text: text.slice(0, left), afterMs });
    left -= text.length;
    if (left <= 0) break;
  }
  return { ...answer, frames, ending: 'cut' };
}
