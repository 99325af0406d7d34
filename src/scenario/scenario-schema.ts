import { RE2JS } from 're2js';
import { z } from 'zod';
import { latencySchema } from './latency.ts';
import { nearMisses } from './near-miss-kinds.ts';
import { callRangeSchema, type NumberRange, secondRangeSchema } from './number-range.ts';

const statusSchema = z
  .int('must be a status from 200 to 599')
  .min(200, 'must be a status from 200 to 599')
  .max(599, 'must be a status from 200 to 599');

/** They say how the answer is sent, which is up to whoever sends it. */
const FRAMING = new Set(['connection', 'content-encoding', 'content-length', 'transfer-encoding']);

const HEADER_VALUE = 'must be a text of one line, in Latin letters';
const headersSchema = z
  .record(
    z
      .string()
      .regex(/^[\w-]+$/, 'is no name of a header')
      .toLowerCase()
      .refine((name) => !FRAMING.has(name), 'cannot be set: the server writes it; use drop for a broken connection'),
    z.union([z.string().regex(/^[\t\x20-\x7e\xa0-\xff]*$/, HEADER_VALUE), z.number().transform(String)], {
      error: HEADER_VALUE,
    }),
  )
  .default({});

const dropSchema = z.enum(['before', 'middle', 'after'], {
  error: 'drop must be before (no answer at all), middle (half of it) or after (all of it, then the connection ends)',
});

/** A linear regular expression: RE2's syntax, so that no pattern can take longer than the text is long. */
const patternSchema = z
  .string('must be a text: put it in quotes')
  .min(1, 'must not be empty: leave it out to match every text')
  .superRefine((pattern, context) => {
    try {
      RE2JS.compile(pattern);
    } catch (error) {
      const said = error instanceof Error ? error.message : 'it cannot be read';
      const message = `matches is no regular expression of RE2, which has no lookaround and no back-references: ${said}`;
      context.addIssue({ code: 'custom', message });
    }
  });

const CHUNK = 'chunk must be tokens a piece: 4, { uniform: [1, 8] } or { list: [1, 2, 5] }, each from 1 to 1000';
const tokensSchema = z.int(CHUNK).min(1, CHUNK).max(1000, CHUNK);
const chunkSchema = z.union(
  [
    tokensSchema,
    z.strictObject({ uniform: z.tuple([tokensSchema, tokensSchema]).refine(([from, to]) => from <= to, CHUNK) }),
    z.strictObject({ list: z.array(tokensSchema).min(1, CHUNK) }),
  ],
  { error: CHUNK },
);
export type Chunk = z.infer<typeof chunkSchema>;

const ANSWER = `answer must be one of summary: article, literal: <text or any value>, file: <path>, near-miss: ${nearMisses.join(' | ')}`;
const answerSchema = z.union(
  [
    z.strictObject({ summary: z.literal('article') }),
    z.strictObject({
      literal: z
        .json()
        .refine((value): boolean => value !== null, 'is left empty: write "" for an empty text, or what it is'),
    }),
    /** Beside the scenario file. Its text is the answer, to the letter. */
    z.strictObject({ file: z.string().min(1) }),
    z.strictObject({ 'near-miss': z.enum(nearMisses) }),
  ],
  { error: ANSWER },
);

const ruleSchema = z
  .strictObject({
    match: z
      .strictObject({
        /** The request's `x-upshot-scenario` header. */
        key: z
          .string('must be a text: put it in quotes')
          .regex(/^[\x21-\x7e]+$/, 'must be of visible ASCII characters, as it comes in a header')
          .optional(),
        /** Text that stands somewhere in the request's messages. */
        contains: z
          .string('must be a text: put it in quotes')
          .min(1, 'must not be empty: leave it out to match every text')
          .optional(),
        /** A pattern that fits somewhere in the request's messages. */
        matches: patternSchema.optional(),
        /** Counted over the calls that the rest of this match fits, whichever rule answers them; not those of an outage. */
        calls: callRangeSchema.optional(),
      })
      .default({}),
    status: statusSchema.default(200),
    headers: headersSchema,
    /** To the first byte. */
    latency: latencySchema.optional(),
    /** For each token of the answer, streamed or not. */
    'per-token': latencySchema.optional(),
    stream: z.strictObject({ chunk: chunkSchema }).optional(),
    drop: dropSchema.optional(),
    /** Below 400 the content of the completion; from 400 on, a text is the error's message and anything else its body. */
    answer: answerSchema.optional(),
  })
  .refine(({ status, answer }) => status < 400 || answer === undefined || 'literal' in answer || 'file' in answer, {
    path: ['answer'],
    error: 'with a status from 400 on the answer must be a literal or a file: there is no summary in an error',
  });
export type Rule = z.infer<typeof ruleSchema>;
export type RuleAnswer = z.infer<typeof answerSchema>;

const outageStatusSchema = statusSchema.min(400, 'the status of an outage must be from 400 to 599');

/** An outage that somebody starts by hand and ends by hand. */
export const manualOutageSchema = z.strictObject({
  /** Default 503. */
  status: outageStatusSchema.optional(),
  /** Of all calls, how many meet it. Default 1: every one. */
  share: z.number().min(0, 'share must be from 0 to 1').max(1, 'share must be from 0 to 1').optional(),
  headers: headersSchema.optional(),
  latency: latencySchema.optional(),
  /** Default: the connection lasts. */
  drop: dropSchema.optional(),
});
export type ManualOutage = z.infer<typeof manualOutageSchema>;

const outageSchema = z
  .strictObject({
    /** Since the scenario began. */
    seconds: secondRangeSchema.optional(),
    /** Counted over all calls in the order of their arrival, also those that are turned away. */
    calls: callRangeSchema.optional(),
    /** Of the calls within it, how many meet it. */
    share: z
      .number()
      .gt(0, 'share must be more than 0')
      .max(1, 'share must be at most 1, which is every call')
      .default(1),
    status: outageStatusSchema.default(503),
    headers: headersSchema,
    latency: latencySchema.optional(),
    drop: dropSchema.optional(),
  })
  .refine(({ seconds, calls }) => (seconds === undefined) !== (calls === undefined), {
    error: 'an outage must have either seconds, like "30-90", or calls, like "10-20"',
  });
export type Outage = z.infer<typeof outageSchema>;

const limitSchema = z.int('must be a whole number of at least 1').min(1, 'must be a whole number of at least 1');

/** A scenario as its file writes it; every field may be left out. */
export const scenarioSchema = z.strictObject(
  {
    /** Varies all that is left to chance. */
    seed: z.int('seed must be a whole number from 0').min(0, 'seed must be a whole number from 0').default(0),
    /** What `GET /v1/models` lists. Any model answers. */
    models: z
      .array(z.string('must be a text: put it in quotes').min(1, 'must not be empty'))
      .min(1, 'must name at least one model; leave models out for gpt-5-mini')
      .default(['gpt-5-mini']),
    /** Token buckets that are full at first and refill evenly. */
    limits: z
      .strictObject({
        'requests-per-minute': limitSchema.optional(),
        'tokens-per-minute': limitSchema.optional(),
      })
      .default({}),
    outages: z
      .array(outageSchema)
      .superRefine((outages, context) => {
        for (const [index, later] of outages.entries()) {
          const earlier = outages.findIndex((other, before) => before < index && overlap(other, later));
          if (earlier === -1) continue;
          const message = `overlaps with outages.${earlier}: of two outages at once one could not be met; part or join them`;
          context.addIssue({ code: 'custom', path: [index], message });
        }
      })
      .default([]),
    rules: z.array(ruleSchema, 'must be a list: each rule begins with a dash').default([]),
  },
  'must have its fields by name, like "rules:", and the rules as a list under that',
);

/** Windows of time with windows of time, calls with calls: where a window of time meets calls is not known before. */
function overlap(one: Outage, two: Outage): boolean {
  const meet = (a: NumberRange | undefined, b: NumberRange | undefined, open: boolean) =>
    a !== undefined && b !== undefined && (open ? a.from < b.to && b.from < a.to : a.from <= b.to && b.from <= a.to);
  return meet(one.seconds, two.seconds, true) || meet(one.calls, two.calls, false);
}
