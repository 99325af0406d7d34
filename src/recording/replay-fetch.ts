import { askedRequest } from './asked-request.ts';
import { responseOf } from './exchange.ts';
import { nearestRecording, type RecordedRequest } from './nearest-recording.ts';
import type { Recording } from './recording.ts';
import { RecordingError } from './recording-error.ts';
import { indexRecordings, type RecordingIndex, readRecording } from './recording-folder.ts';
import { recordingTag } from './recording-name.ts';
import { createRedactor } from './redact.ts';
import { type RequestParts, recordingFingerprint, requestParts } from './request-parts.ts';
import { tellMiss } from './tell-miss.ts';

export interface ReplayOptions {
  readonly folder: string;
  /** SHA-256, hex, of the prompt in use. */
  readonly promptHash: string;
  /** Keys that were taken out of the recordings, wherever a request holds them. Default: none. */
  readonly secrets?: readonly string[];
}

/**
 * A `fetch` that never touches the network: it answers from the recordings of a folder alone. The nth time that a request
 * is made it gets the nth answer it got when it was recorded, and the last one from then on, at once. The folder is looked
 * through once, at the start, and each file is read when it is first needed.
 *
 * @throws {RecordingError} `no-recording` when the folder is missing or has no recordings, `bad-recording` when it holds
 *   JSON that is no recording. The `fetch` rejects with the same: with `no-recording`, naming the nearest recording and what
 *   differs, when nothing was recorded for a request.
 */
export function createReplayFetch(options: ReplayOptions): typeof globalThis.fetch {
  const { folder, promptHash, secrets = [] } = options;
  const redactor = createRedactor(secrets);
  const index = openFolder(folder);
  const asked = new Map<string, number>();
  const read = new Map<string, Promise<Recording>>();

  function recordingIn(file: string): Promise<Recording> {
    const known = read.get(file);
    if (known !== undefined) return known;
    const reading = readRecording(folder, file);
    read.set(file, reading);
    return reading;
  }

  async function missed(parts: RequestParts): Promise<RecordingError> {
    const candidates: RecordedRequest[] = [];
    for (const file of index.values()) {
      // What is broken is no help here, and is named when it is asked for.
      const recording = await recordingIn(file).catch(() => null);
      if (recording !== null) candidates.push({ file, parts: partsOf(recording) });
    }
    return tellMiss(parts, nearestRecording(parts, candidates));
  }

  return async (input, init = {}) => {
    init.signal?.throwIfAborted();
    const { endpoint, body } = askedRequest(input, init);
    const parts = requestParts({ endpoint, body: redactor.json(body) }, promptHash);
    const fingerprint = recordingFingerprint(parts);
    const times = asked.get(fingerprint) ?? 0;
    asked.set(fingerprint, times + 1);
    const file = index.get(recordingTag(fingerprint));
    if (file === undefined) throw await missed(parts);
    const { exchanges, fingerprint: found } = await recordingIn(file);
    const exchange = exchanges[Math.min(times, exchanges.length - 1)];
    if (found !== fingerprint || exchange === undefined) throw await missed(parts);
    return responseOf(exchange);
  };
}

function partsOf({ endpoint, request, promptHash }: Recording): RequestParts {
  return requestParts({ endpoint, body: request }, promptHash);
}

function openFolder(folder: string): RecordingIndex {
  try {
    const index = indexRecordings(folder);
    if (index.size > 0) return index;
  } catch (error) {
    if (error instanceof RecordingError) throw error;
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw nothingToReplay(missing ? 'is not there' : 'cannot be read', error);
  }
  throw nothingToReplay('has no recordings');
}

function nothingToReplay(problem: string, cause?: unknown): RecordingError {
  return new RecordingError(`The folder of UPSHOT_REPLAY ${problem}`, {
    ...{ code: 'no-recording', status: 500, exitCode: 2, cause },
    hint: 'Set it to a folder of recordings; UPSHOT_RECORD=<folder> makes one while a model is asked.',
  });
}
