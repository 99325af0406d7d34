import { isDeepStrictEqual } from 'node:util';
import type { Json } from './canonical-json.ts';
import type { RequestParts } from './request-parts.ts';
import { textLeaves } from './text-leaves.ts';

export interface RecordedRequest {
  readonly file: string;
  readonly parts: RequestParts;
}

/** How much of a text says what it is about, in characters: a miss among a thousand recordings must not take a second. */
const MOST_COMPARED = 2_000;

/**
 * The recording that is most like a request: the one of which most parts agree, the content counting double; among those
 * the one that shares most of its texts and words. Null where there is none.
 */
export function nearestRecording(asked: RequestParts, recordings: readonly RecordedRequest[]): RecordedRequest | null {
  const ranked = recordings.map((recording) => ({ recording, agreement: agreement(asked, recording.parts) }));
  const best = ranked.reduce((most, one) => Math.max(most, one.agreement), 0);
  let nearest: RecordedRequest | null = null;
  let closest = -1;
  for (const { recording } of ranked.filter((one) => one.agreement === best)) {
    const likeness = sharedTexts(asked.content, recording.parts.content);
    if (likeness <= closest) continue;
    closest = likeness;
    nearest = recording;
  }
  return nearest;
}

function agreement(asked: RequestParts, recorded: RequestParts): number {
  const same = (part: keyof RequestParts) => (isDeepStrictEqual(asked[part], recorded[part]) ? 1 : 0);
  return same('endpoint') + same('promptHash') + same('model') + same('schema') + same('options') + 2 * same('content');
}

/** From 0 to 1: how much of the texts that are asked stands in the other as well, by whole texts and else by words. */
function sharedTexts(asked: Json, recorded: Json): number {
  const ours = textsOf(asked);
  const theirs = textsOf(recorded);
  const changed = ours.filter((text) => !theirs.includes(text));
  const share = sharedWords(
    changed,
    theirs.filter((text) => !ours.includes(text)),
  );
  return ours.length === 0 ? 0 : (lengthOf(ours) - lengthOf(changed) * (1 - share)) / lengthOf(ours);
}

function sharedWords(ours: readonly string[], theirs: readonly string[]): number {
  const a = wordsOf(ours);
  const b = wordsOf(theirs);
  const both = [...a].filter((word) => b.has(word)).length;
  return both === 0 ? 0 : both / (a.size + b.size - both);
}

function textsOf(content: Json): string[] {
  return textLeaves(content).map(({ text }) => text.slice(0, MOST_COMPARED));
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + length, 0);
}

function wordsOf(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => text.split(/\s+/)));
}
