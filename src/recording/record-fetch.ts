import { accessSync, constants, mkdirSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type NewId, randomId } from '../random-id.ts';
import { type AskedRequest, askedRequest } from './asked-request.ts';
import { exchangeOf } from './exchange.ts';
import type { Exchange, Recording } from './recording.ts';
import { RecordingError } from './recording-error.ts';
import { indexRecordings, type RecordingIndex, readRecording } from './recording-folder.ts';
import { recordingName, recordingTag } from './recording-name.ts';
import { createRedactor } from './redact.ts';
import { recordingFingerprint, requestParts } from './request-parts.ts';

export interface RecordOptions {
  /** Made if it is not there. */
  readonly folder: string;
  /** SHA-256, hex, of the prompt in use: with another prompt the same request is another one. */
  readonly promptHash: string;
  /** Keys, taken out of everything that is written; those of fewer than 8 characters are taken for placeholders. */
  readonly secrets: readonly string[];
  /**
   * Told when an exchange could not be written; once, until one can be written again. The answer, which is paid for, is
   * given all the same.
   */
  readonly warn: (error: RecordingError) => void;
  /** Names files that are being written. */
  readonly newId?: NewId;
}

/**
 * A `fetch` that keeps every exchange of the one it wraps as a file of indented JSON (see recording.ts), whatever its
 * status. One call of this is one session: the first exchange of a request replaces what an earlier session recorded of it,
 * further ones are added. An answer is read whole before it is passed on. A failure without an answer is passed on, and
 * not recorded. A file is there whole or not at all, and any number of requests may be under way at once.
 *
 * @throws {RecordingError} `cannot-record` when the folder cannot be made, read or written to, `bad-recording` when it holds
 *   JSON that is no recording.
 */
export function createRecordFetch(fetch: typeof globalThis.fetch, options: RecordOptions): typeof globalThis.fetch {
  const { folder, promptHash, secrets, warn, newId = randomId } = options;
  const redactor = createRedactor(secrets);
  const index = openFolder(folder);
  /** By fingerprint: what is being written, so that the exchanges of one request follow one another. */
  const writing = new Map<string, Promise<void>>();
  const recorded = new Set<string>();
  let failing = false;

  async function keep(asked: AskedRequest, exchange: Exchange): Promise<void> {
    const { endpoint } = asked;
    const request = redactor.json(asked.body);
    const parts = requestParts({ endpoint, body: request }, promptHash);
    const fingerprint = recordingFingerprint(parts);
    const write = async (): Promise<void> => {
      const tag = recordingTag(fingerprint);
      const file = index.get(tag) ?? recordingName(parts, fingerprint);
      const before = recorded.has(fingerprint) ? (await readRecording(folder, file)).exchanges : [];
      const exchanges = [...before, exchange];
      await replaceFile(join(folder, file), { version: 1, fingerprint, endpoint, promptHash, request, exchanges });
      index.set(tag, file);
      recorded.add(fingerprint);
    };
    const turn = (writing.get(fingerprint) ?? Promise.resolve()).catch(() => undefined).then(write);
    writing.set(fingerprint, turn);
    try {
      await turn;
    } finally {
      if (writing.get(fingerprint) === turn) writing.delete(fingerprint);
    }
  }

  async function replaceFile(file: string, recording: Recording): Promise<void> {
    const draft = join(folder, `.${newId()}.tmp`);
    try {
      await writeFile(draft, `${JSON.stringify(recording, null, 2)}\n`);
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  return async (input, init = {}) => {
    const asked = askedRequest(input, init);
    const answer = await fetch(input, init);
    const { status, statusText, headers } = answer;
    const body = new Uint8Array(await answer.arrayBuffer());
    try {
      await keep(asked, exchangeOf(answer, body, redactor));
      failing = false;
    } catch (error) {
      if (!failing) warn(cannotRecord('The answer of the model could not be recorded', error));
      failing = true;
    }
    return new Response(body.length === 0 ? null : body, { status, statusText, headers });
  };
}

function openFolder(folder: string): RecordingIndex {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return indexRecordings(folder);
  } catch (error) {
    if (error instanceof RecordingError) throw error;
    throw cannotRecord('Nothing can be recorded in the folder of UPSHOT_RECORD', error, 2);
  }
}

function cannotRecord(what: string, cause: unknown, exitCode: 1 | 2 = 1): RecordingError {
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new RecordingError(`${what}${code}`, {
    ...{ code: 'cannot-record', status: 500, exitCode, cause },
    hint: 'Check that UPSHOT_RECORD is a folder that can be written to and that its disk has room.',
  });
}
