import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { describeIssues } from '../describe-issues.ts';
import { whyUnreadable } from '../settings-file.ts';
import { badSuite } from './suite.ts';

/**
 * Reads a file of JSON Lines, each of the given form; empty lines are passed over.
 *
 * @throws {AppError} 422 `bad-suite` naming the file and the line.
 */
export function readJsonLines<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema>[] {
  return readText(file)
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      const parsed = schema.safeParse(readLine(file, line, index + 1), { reportInput: true });
      if (parsed.success) return [parsed.data];
      const wrong = describeIssues(parsed.error.issues, 'it').map(({ detail }) => detail);
      throw badSuite(file, `line ${index + 1}: ${wrong.join('; ')}`, parsed.error);
    });
}

function readLine(file: string, line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw badSuite(file, `line ${number} is no JSON`, error);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw badSuite(file, whyUnreadable(error), error);
  }
}
