import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { brokenLimit } from '../describe-issues.ts';
import { AppError } from '../errors.ts';
import { type Rule, scenarioSchema } from './scenario-schema.ts';

export type Scenario = z.infer<typeof scenarioSchema> & { readonly source?: ScenarioSource };

/** Where a scenario was read. */
export interface ScenarioSource {
  /** The file as it was named, or the name under which the text came. */
  readonly name: string;
  /** By rule: its line, from 1. */
  readonly ruleLines: readonly number[];
  /** What was read, as plain values, with the texts of answer files in their place: what can be read again as a text. */
  readonly written: unknown;
}

/** A valid answer to everything, at once. */
export const plainScenario: Scenario = scenarioSchema.parse({});

/**
 * Reads a scenario from a YAML or JSON file, and the answer files that it names, whose paths are relative to it.
 *
 * @throws {AppError} `bad-scenario` with file, line and everything wrong in it.
 */
export function loadScenario(file: string): Scenario {
  return readScenario(readText(file, file), file, dirname(file));
}

/**
 * Reads a scenario from a text that came by another way than a file; `name` stands for it in messages. It cannot name
 * answer files.
 *
 * @throws {AppError} `bad-scenario` with name, line and everything wrong in it.
 */
export function parseScenario(text: string, name: string): Scenario {
  return readScenario(text, name, null);
}

function readScenario(text: string, name: string, folder: string | null): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = [...document.errors, ...document.warnings]; // a tag that nobody knows is a mere warning
  if (error) {
    const what =
      error.code === 'MULTIPLE_DOCS' ? 'a second document begins; a scenario is one, without ---' : error.message;
    throw badScenario(`${name}:${lines.linePos(error.pos[0]).line}: ${what}`, error);
  }
  const at = (path: readonly PropertyKey[]) => `${name}:${lineOf(path, document, lines)}`;
  const plain = withoutEmpty(plainValue(document, name));
  const parsed = scenarioSchema.safeParse(plain);
  if (!parsed.success) throw badScenario(parsed.error.issues.map((issue) => describe(issue, at)).join('; '));

  const rules = parsed.data.rules.map((rule, index) =>
    withAnswerFile(rule, folder, `${at(['rules', index, 'answer', 'file'])}: rules.${index}.answer.file`),
  );
  const ruleLines = rules.map((_, index) => lineOf(['rules', index], document, lines));
  return { ...parsed.data, rules, source: { name, ruleLines, written: withAnswers(plain, rules) } };
}

const CONTAINERS = new Set(['limits', 'models', 'outages', 'rules', 'match', 'headers']);

/** A field that is there with nothing in it, like the last line of a file that is being written, is as if left out. */
function withoutEmpty(value: unknown, depth = 0): unknown {
  if (depth > 3 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withoutEmpty(item, depth + 1));
  const filled = Object.entries(value).filter(([name, inner]) => inner !== null || !CONTAINERS.has(name));
  return Object.fromEntries(
    filled.map(([name, inner]) => [name, name === 'answer' ? inner : withoutEmpty(inner, depth + 1)]),
  );
}

function withAnswers(written: unknown, rules: readonly Rule[]): unknown {
  const { rules: list, ...rest } = written as { readonly rules?: readonly { readonly answer?: object }[] };
  if (list === undefined) return rest;
  const answered = list.map((rule, index) =>
    rule.answer !== undefined && 'file' in rule.answer ? { ...rule, answer: rules[index]?.answer } : rule,
  );
  return { ...rest, rules: answered };
}

function plainValue(document: Document, name: string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    throw badScenario(`${name}:1: its aliases cannot be resolved`, error); // too many of them, or one that is not there
  }
}

function lineOf(path: readonly PropertyKey[], document: Document, lines: LineCounter): number {
  const node = document.getIn(path as string[], true);
  if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  return path.length === 0 ? 1 : lineOf(path.slice(0, -1), document, lines);
}

function describe(issue: z.core.$ZodIssue, at: (path: readonly PropertyKey[]) => string): string {
  const where = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `${at([...issue.path, key])}: ${where}${key} is not known here`);
    return `${keys.join('; ')}; known are ${knownKeys(issue.path).join(', ')}`;
  }
  // The name of a bad header is the last part of its path already.
  const [inner] = issue.code === 'invalid_key' ? issue.issues : [];
  return `${at(issue.path)}: ${where}${inner?.message ?? brokenLimit(issue) ?? issue.message}`;
}

/** The fields that the schema knows at a place, of all that may stand there. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let node: unknown = z.toJSONSchema(scenarioSchema, { io: 'input', unrepresentable: 'any' });
  for (const part of path) {
    const { properties, items } = node as { properties?: Record<PropertyKey, unknown>; items?: unknown };
    node = (typeof part === 'number' ? items : properties?.[part]) ?? {};
  }
  const { anyOf = [node] } = node as { anyOf?: unknown[] };
  return anyOf.flatMap((one) => Object.keys((one as { properties?: object }).properties ?? {}));
}

/** The rule with the text of its answer file in place of the file's name. */
function withAnswerFile(rule: Rule, folder: string | null, where: string): Rule {
  if (rule.answer === undefined || !('file' in rule.answer)) return rule;
  const { file } = rule.answer;
  if (folder === null) {
    throw badScenario(`${where}: ${file} can only be read by a scenario in a file; write it as literal: instead`);
  }
  const text = readText(resolve(folder, file), `${where}: ${file}`);
  return { ...rule, answer: { literal: rule.status >= 400 ? errorBody(text) : text } };
}

function errorBody(text: string): z.infer<ReturnType<typeof z.json>> {
  try {
    return JSON.parse(text);
  } catch {
    return text.trim();
  }
}

function readText(file: string, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : 'it cannot be read as UTF-8';
    throw badScenario(`${where}: ${why}`, error);
  }
}

function badScenario(message: string, cause?: unknown): AppError {
  return new AppError(`The scenario cannot be used: ${message}`, {
    code: 'bad-scenario',
    status: 422,
    exitCode: 2,
    hint: 'Mend the scenario, or leave it out for a valid answer to everything; samples/scenarios/ has files to start from.',
    cause,
  });
}
