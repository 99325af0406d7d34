import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeIssues } from '../describe-issues.ts';
import { type Recording, recordingSchema } from './recording.ts';
import { RecordingError } from './recording-error.ts';
import { recordingTag, tagInName } from './recording-name.ts';
import { recordingFingerprint, requestParts } from './request-parts.ts';

/** File names by the end of the fingerprint's name in them. */
export type RecordingIndex = Map<string, string>;

/**
 * The recordings of a folder, by their names alone: no file is opened. Files that are not JSON are left aside.
 *
 * @throws {RecordingError} `bad-recording` for a JSON file that is not named as a recording is, or two of one request.
 */
export function indexRecordings(folder: string): RecordingIndex {
  const index: RecordingIndex = new Map();
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
  for (const file of files.sort()) {
    const tag = tagInName(file);
    if (tag === null)
      throw badRecording(file, 'its name does not end in the 12 hex digits that recordings are found by');
    const other = index.get(tag);
    if (other !== undefined) throw badRecording(file, `${other} answers the same request`);
    index.set(tag, file);
  }
  return index;
}

/** @throws {RecordingError} `bad-recording` naming the file when it is unreadable or not what its name says. */
export async function readRecording(folder: string, file: string): Promise<Recording> {
  const parsed = recordingSchema.safeParse(await readJsonFile(folder, file), { reportInput: true });
  if (!parsed.success) {
    const problems = describeIssues(parsed.error.issues).map(({ detail }) => detail);
    throw badRecording(file, problems.slice(0, 3).join('; '), parsed.error);
  }
  const recording = parsed.data;
  const { endpoint, promptHash, request, fingerprint } = recording;
  const own = recordingFingerprint(requestParts({ endpoint, body: request }, promptHash));
  if (fingerprint !== own) {
    throw badRecording(file, `its request has the fingerprint ${recordingTag(own)}..., not the one it states`);
  }
  if (tagInName(file) !== recordingTag(own)) throw badRecording(file, `its name must end in ${recordingTag(own)}.json`);
  return recording;
}

async function readJsonFile(folder: string, file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(join(folder, file), 'utf8');
  } catch (error) {
    throw badRecording(file, 'it cannot be read', error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRecording(file, 'it is not JSON', error);
  }
}

function badRecording(file: string, problem: string, cause?: unknown): RecordingError {
  return new RecordingError(`The recording ${file} cannot be used: ${problem}`, {
    code: 'bad-recording',
    hint: 'Remove the file and record again with UPSHOT_RECORD; recordings are not meant to be edited by hand.',
    cause,
  });
}
