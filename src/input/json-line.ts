import { AppError } from '../errors.ts';
import { decodeUtf8 } from './read-bytes.ts';

/** What a caller takes as a line, and how it tells a person to mend one. */
export interface JsonLineRules {
  /** Most bytes of a line. */
  readonly most: number;
  readonly mendTooLong: string;
  readonly mendBadJson: string;
}

/**
 * Parses one line of JSON Lines.
 *
 * @param bytes null for a line that was too long to keep.
 * @throws {AppError} 413 `line-too-long`, 400 `bad-json`, or what `decodeUtf8` throws.
 */
export function parseJsonLine(bytes: Uint8Array | null, { most, mendTooLong, mendBadJson }: JsonLineRules): unknown {
  if (bytes === null) {
    throw new AppError(`The line is longer than ${Math.floor(most / (1024 * 1024))} MB`, {
      code: 'line-too-long',
      status: 413,
      hint: mendTooLong,
    });
  }
  const text = decodeUtf8(bytes);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('The line is not JSON', { code: 'bad-json', status: 400, hint: mendBadJson, cause });
  }
}
