import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { AppError } from '../errors.ts';

/** `3`, `"2-5"` or `"4-"`: which of a rule's calls, counted from 1. */
const CALLS = 'calls must be a number, a range like "1-2", or an open one like "3-"';
const callsSchema = z
  .union([z.int().min(1, CALLS), z.string().regex(/^[1-9]\d*(?:-(?:[1-9]\d*)?)?$/, CALLS)], { error: CALLS })
  .transform((calls) => {
    const [from = '1', to] = String(calls).split('-');
    return { from: Number(from), to: to === undefined ? Number(from) : to === '' ? Infinity : Number(to) };
  })
  .refine(({ from, to }) => from <= to, 'calls must go from the smaller to the larger number');

const milliseconds = z.number().min(0).max(3_600_000);
const range = z.tuple([milliseconds, milliseconds]).refine(([from, to]) => from <= to, 'must be [smaller, larger]');

const latencySchema = z.union(
  [
    z.strictObject({ fixed: milliseconds }),
    z.strictObject({ uniform: range }),
    z.strictObject({ normal: z.strictObject({ mean: milliseconds, sd: milliseconds }) }),
    z.strictObject({ list: z.array(milliseconds).min(1) }),
  ],
  {
    error: 'latency must be one of fixed: ms, uniform: [from, to], normal: {mean, sd}, list: [ms, ...], up to an hour',
  },
);
export type Latency = z.infer<typeof latencySchema>;

const answerSchema = z.union(
  [z.strictObject({ summary: z.literal('article') }), z.strictObject({ literal: z.json() })],
  {
    error: 'answer must be one of summary: article, literal: <text or any value>',
  },
);

const ruleSchema = z.strictObject({
  match: z
    .strictObject({
      /** The request's `x-upshot-scenario` header. */
      key: z.string().min(1).optional(),
      /** Text that stands somewhere in the request's messages. */
      contains: z.string().min(1).optional(),
      /** Counted over the requests that the rest of this rule's match fits. */
      calls: callsSchema.optional(),
    })
    .default({}),
  status: z.int().min(200).max(599).default(200),
  headers: z.record(z.string().regex(/^[\w-]+$/), z.string()).default({}),
  latency: latencySchema.optional(),
  /** Below 400 the content of the completion; from 400 on, a text is the error's message and anything else its body. */
  answer: answerSchema.optional(),
});
export type Rule = z.infer<typeof ruleSchema>;

export const scenarioSchema = z.strictObject({
  /** Varies random latencies; the same request under the same seed always takes as long. */
  seed: z.int().min(0).default(0),
  rules: z.array(ruleSchema).default([]),
});
export type Scenario = z.infer<typeof scenarioSchema>;

/** A valid answer to everything, at once. */
export const plainScenario: Scenario = { seed: 0, rules: [] };

/**
 * Reads a scenario from a YAML or JSON file.
 *
 * @throws {AppError} `bad-scenario` with file, line and everything wrong in it.
 */
export function loadScenario(file: string): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) throw badScenario(`${file}:${lines.linePos(error.pos[0]).line}: ${error.message}`, error);
  const parsed = scenarioSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;

  const lineOf = (path: readonly PropertyKey[]): number => {
    const node = document.getIn(path as string[], true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
  };
  const problems = parsed.error.issues.map(({ path, message }) => {
    const where = path.length === 0 ? '' : `${path.join('.')}: `;
    return `${file}:${lineOf(path)}: ${where}${message}`;
  });
  throw badScenario(problems.join('; '));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw badScenario(`${file}: ${missing ? 'there is no such file' : 'it cannot be read'}`, error);
  }
}

function badScenario(message: string, cause?: unknown): AppError {
  return new AppError(`The scenario cannot be used: ${message}`, {
    code: 'bad-scenario',
    status: 500,
    exitCode: 2,
    hint: 'Mend the file, or unset UPSHOT_SCENARIO for an answer to everything; samples/scenarios/ has files to start from.',
    cause,
  });
}
