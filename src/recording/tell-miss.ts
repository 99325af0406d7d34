import { canonicalJson, type Json } from './canonical-json.ts';
import { firstDifference } from './first-difference.ts';
import type { RecordedRequest } from './nearest-recording.ts';
import { RecordingError } from './recording-error.ts';
import type { RequestParts } from './request-parts.ts';

const RECORD = 'record again with UPSHOT_RECORD=<folder>';

/** The error for a request that was never recorded, with all that sets it apart from the nearest one that was. */
export function tellMiss(asked: RequestParts, nearest: RecordedRequest | null): RecordingError {
  const what = `No recording answers this request to ${asked.model === null ? asked.endpoint : shown(asked.model)}`;
  const differs = nearest === null ? '' : differences(nearest.parts, asked).join('; ');
  const like = nearest === null ? 'none could be read' : `the nearest is ${nearest.file}, of which ${differs}`;
  return new RecordingError(`${what}: ${like}`, {
    code: 'no-recording',
    hint: hintFor(asked, nearest?.parts ?? asked),
  });
}

/** Most misses are a model that was not set to the one recorded. */
function hintFor(asked: RequestParts, { model }: RequestParts): string {
  const other = typeof model === 'string' && model !== asked.model;
  return other
    ? `Set the model (UPSHOT_MODEL) to ${model}, or ${RECORD}.`
    : `Ask exactly what was recorded, or ${RECORD}.`;
}

function differences(recorded: RequestParts, now: RequestParts): string[] {
  return [
    ...plain('the path', recorded.endpoint, now.endpoint),
    ...plain('the model', recorded.model, now.model),
    ...plain('the prompt', shortHash(recorded.promptHash), shortHash(now.promptHash)),
    ...found('the schema', recorded.schema, now.schema),
    ...found('the content', recorded.content, now.content),
    ...found('an option', recorded.options, now.options),
  ];
}

function plain(name: string, recorded: Json, now: Json): string[] {
  const [before, after] = [shown(recorded), shown(now)];
  return before === after ? [] : [`${name} differs (recorded ${before}, now ${after})`];
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}

function found(name: string, recorded: Json, now: Json): string[] {
  const difference = firstDifference(recorded, now);
  if (difference === null) return [];
  const { path, character } = difference;
  const where = [path, character === null ? '' : `character ${character}`].filter(Boolean).join(', ');
  return [`${name} differs first at ${where} (recorded ${difference.recorded}, now ${difference.now})`];
}

function shortHash(hash: string): string {
  return hash.length > 12 ? `${hash.slice(0, 8)}...` : hash;
}
