import { z } from 'zod';
import { brokenLimit } from '../describe-issues.ts';
import type { Prompt } from './prompt.ts';

/** A request to a model, whichever API it came by. */
export interface ModelCall {
  readonly api: 'chat' | 'responses';
  readonly model: string;
  readonly prompt: Prompt;
  readonly inputTokens: number;
  /** The form that is asked of the answer; `schema` is there for `json_schema` only. */
  readonly format: AnswerFormat;
  readonly stream: boolean;
  /** Whether a stream of chat completions ends with the usage. */
  readonly includeUsage: boolean;
  /** The most tokens that the answer may have, when the request says so: a longer one is cut off there. */
  readonly outputLimit: number | null;
  /** The body as it came, for what an answer repeats of it. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface AnswerFormat {
  readonly type: 'text' | 'json_object' | 'json_schema';
  readonly schema?: unknown;
}

/** Four characters a token, which is what English comes to. */
export const CHARACTERS_A_TOKEN = 4;

/** An estimate, of a text or of a prompt. */
export function tokensIn({ length }: { readonly length: number }): number {
  return Math.ceil(length / CHARACTERS_A_TOKEN);
}

/** What a request is refused for: the parameter, and what is wrong with it. */
export interface Malformed {
  readonly param: string | null;
  readonly message: string;
}

export const commonFields = {
  model: z.string().min(1),
  stream: z.boolean().nullish(),
  tools: z.array(z.looseObject({})).nullish(),
  // A mock that was told to call a tool would have to make up what to call it with.
  tool_choice: z
    .enum(['auto', 'none'], 'the scenario never calls a tool; leave tool_choice out, or make it auto or none')
    .nullish(),
};

/** Text of a message's content, which is a string or a list of parts; images and the like have none. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.flatMap((part) => (typeof part?.text === 'string' ? [part.text] : [])).join('\n');
}

/** The first thing wrong with a body, in the terms of the API. */
export function malformed(error: z.ZodError): Malformed {
  const [issue] = error.issues;
  const param = issue === undefined || issue.path.length === 0 ? null : issue.path.join('.');
  const wrong = issue && (brokenLimit(issue) ?? issue.message);
  return { param, message: `Invalid request: ${param ?? 'body'}: ${wrong}` };
}
