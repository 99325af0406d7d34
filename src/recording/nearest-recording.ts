import { canonicalJson, type Json } from './canonical-json.ts';
import type { RequestParts } from './request-parts.ts';
import { textLeaves } from './text-leaves.ts';

export interface RecordedRequest {
  readonly file: string;
  readonly parts: RequestParts;
}

/** How much of a text says what it is about, in characters: a miss among a thousand recordings must not take a second. */
const MOST_COMPARED = 4_000;

/**
 * The recording that is most like a request: the one of which most parts agree, the content counting double; among those
 * the one that shares most of its words. Null where there is none.
 */
export function nearestRecording(asked: RequestParts, recordings: readonly RecordedRequest[]): RecordedRequest | null {
  const ranked = recordings.map((recording) => ({ recording, agreement: agreement(asked, recording.parts) }));
  const best = Math.max(...ranked.map((one) => one.agreement));
  let nearest: RecordedRequest | null = null;
  let closest = -1;
  for (const { recording } of ranked.filter((one) => one.agreement === best)) {
    const likeness = sharedWords(asked.content, recording.parts.content);
    if (likeness <= closest) continue;
    closest = likeness;
    nearest = recording;
  }
  return nearest;
}

function agreement(asked: RequestParts, recorded: RequestParts): number {
  const same = (part: keyof RequestParts) => (canonicalJson(asked[part]) === canonicalJson(recorded[part]) ? 1 : 0);
  return same('endpoint') + same('promptHash') + same('model') + same('schema') + same('options') + 2 * same('content');
}

/** From 0 to 1: of all words in the texts that are not the same in both, the share that both have. */
function sharedWords(one: Json, other: Json): number {
  const ours = textLeaves(one).map(({ text }) => text);
  const theirs = textLeaves(other).map(({ text }) => text);
  const a = wordsOf(ours.filter((text) => !theirs.includes(text)));
  const b = wordsOf(theirs.filter((text) => !ours.includes(text)));
  if (a.size === 0 && b.size === 0) return 1;
  const both = [...a].filter((word) => b.has(word)).length;
  return both / (a.size + b.size - both);
}

function wordsOf(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => text.slice(0, MOST_COMPARED).split(/\s+/)));
}
