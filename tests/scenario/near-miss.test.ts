import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { articleSummary } from '../../src/scenario/article-summary.ts';
import { chatCompletions } from '../../src/scenario/chat-completions.ts';
import type { ModelCall } from '../../src/scenario/model-call.ts';
import { nearMissOf } from '../../src/scenario/near-miss.ts';
import { nearMisses } from '../../src/scenario/near-miss-kinds.ts';
import { schemaFaults } from '../../src/scenario/schema-faults.ts';
import { type Summary, summarySchema } from '../../src/summary/summary.ts';
import { validateDraft } from '../../src/summary/validate-draft.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { ask, askResponses, contentOf, play, withKey } from './wire-requests.ts';

const tagIds = ['sre', 'data', 'general'];
const schema = summarySchema(tagIds);
const prompt = incidentArticle().text;
const summary = articleSummary(prompt, tagIds);

function callOf(body: object): ModelCall {
  const call = chatCompletions.read({ model: 'any', messages: [{ role: 'user', content: prompt }], ...body });
  if ('message' in call) throw new Error(call.message);
  return call;
}
const call = callOf({});
const missed = (kind: (typeof nearMisses)[number], value: unknown = summary) => nearMissOf(kind, value, call);
const summaryOf = (kind: (typeof nearMisses)[number]): Summary => JSON.parse(missed(kind).text);
const issuesOf = (draft: unknown) =>
  (validateDraft(draft, schema).issues ?? []).map(({ at, message }) => `${at}: ${message}`);

describe('a near miss of a summary', () => {
  it('starts from one that is valid', () => {
    expect(issuesOf(summary)).toEqual([]);
  });

  it.each([
    ['four-bullets', [expect.stringMatching(/^bullets: bullets must be 5 or 6/)]],
    ['line-too-long', [expect.stringMatching(/^whyItMatters: whyItMatters must be at most 300 characters/)]],
    ['unknown-tag', [expect.stringContaining('unknown tag "no-tag-of-the-vocabulary"')]],
  ] as const)('with %s is wrong in that only', (kind, issues) => {
    expect(issuesOf(summaryOf(kind))).toEqual(issues);
  });

  it('with an invented figure is valid, but one bullet has a figure that the article does not', () => {
    const invented = summaryOf('invented-figure');
    expect(issuesOf(invented)).toEqual([]);
    const changed = invented.bullets.filter((bullet, index) => bullet !== summary.bullets[index]);
    expect(changed).toHaveLength(1);
    const figures = changed[0]?.match(/\d+/g) ?? [];
    expect(figures.filter((figure) => !prompt.includes(figure))).toHaveLength(1);
    expect({ ...invented, bullets: [] }).toEqual({ ...summary, bullets: [] });
  });

  it('with an invented figure has one where no bullet had any, or no room for it', () => {
    const bullets = Array.from({ length: 5 }, (_, index) => `Step ${'abcde'[index]} was done by hand.`);
    const long = `${'It was done by hand and then again '.repeat(5)}in 2024.`;
    for (const some of [bullets, [...bullets.slice(0, 4), long.padStart(199, 'x')]]) {
      const { text } = missed('invented-figure', { ...summary, bullets: some });
      expect(issuesOf(JSON.parse(text))).toEqual([]);
      expect(JSON.parse(text).bullets.at(-1)).toMatch(/^It happened \d+ times\.$/);
    }
  });

  it('of invalid JSON looks whole and is none', () => {
    const { text, finish } = missed('invalid-json');
    expect(text).toMatch(/^\{.*\}$/s);
    expect(() => JSON.parse(text)).toThrow();
    expect(finish).toBe('stop');
  });

  it('is cut off without saying so, or because of its length', () => {
    const whole = JSON.stringify(summary);
    for (const [kind, finish] of [
      ['cut-off-json', 'stop'],
      ['length-stop', 'length'],
    ] as const) {
      const given = missed(kind);
      expect(whole.startsWith(given.text)).toBe(true);
      expect(given.text.length).toBeLessThan(whole.length);
      expect([given.kind, given.finish]).toEqual(['text', finish]);
    }
  });
});

describe('a near miss of another schema', () => {
  const form = z.object({
    name: z.string().max(20),
    kind: z.enum(['a', 'b']),
    inner: z.object({ steps: z.array(z.object({ minutes: z.number(), note: z.string() })).min(2) }),
  });
  const format = { type: 'json_schema', json_schema: { name: 'form', schema: z.toJSONSchema(form) } };
  const said = (kind: string, response_format: object = format) =>
    JSON.parse(contentOf(play({ rules: [{ answer: { 'near-miss': kind } }] })(ask('x', { response_format }))));
  const pathsOf = (value: unknown) => form.safeParse(value).error?.issues.map(({ path }) => path.join('.')) ?? [];

  it.each([
    ['four-bullets', ['inner.steps']],
    ['line-too-long', ['name']],
    ['unknown-tag', ['kind']],
  ])('with %s is wrong in the one place that can be', (kind, paths) => {
    expect(pathsOf(said(kind))).toEqual(paths);
  });

  it('with an invented figure is valid', () => {
    expect(pathsOf(said('invented-figure'))).toEqual([]);
    expect(JSON.stringify(said('invented-figure'))).toMatch(/"name":"\d{4}"/);
  });

  it.each(['four-bullets', 'line-too-long', 'unknown-tag'])(
    'with %s but no place for it is not what was asked',
    (kind) => {
      const plain = {
        type: 'object',
        required: ['one', 'two'],
        properties: { one: { type: 'string' }, two: { type: 'string' } },
      };
      expect(said(kind, { type: 'json_schema', json_schema: { schema: plain } })).toEqual({ two: 'text' });
      const list = { type: 'array', items: { type: 'string' } };
      expect(said(kind, { type: 'json_schema', json_schema: { schema: list } })).toEqual({});
      const empty = { type: 'object', properties: {} };
      expect(said(kind, { type: 'json_schema', json_schema: { schema: empty } })).toEqual([]);
    },
  );

  it.each(['four-bullets', 'line-too-long', 'unknown-tag'] as const)('with %s has one fault only', (kind) => {
    const text = { type: 'string' };
    const strict = {
      ...{ type: 'object', required: ['list', 'code', 'one', 'size'], additionalProperties: false },
      properties: {
        list: { type: 'array', minItems: 2, prefixItems: [text, { type: 'integer' }], items: false },
        code: { ...text, pattern: '^[a-z]{3}$', maxLength: 3 },
        one: { type: 'integer', enum: [1, 2] },
        size: { allOf: [{ $ref: '#/$defs/size' }, { maxLength: 12 }] },
      },
      $defs: { size: text },
    };
    const wrong = said(kind, { type: 'json_schema', json_schema: { schema: strict } });
    expect(schemaFaults(strict, wrong, strict)).toHaveLength(1);
  });

  it('looks through references', () => {
    const schema = {
      ...{ type: 'object', required: ['tag'], properties: { tag: { $ref: '#/$defs/tag' } } },
      $defs: { tag: { enum: ['a'] } },
    };
    expect(said('unknown-tag', { type: 'json_schema', json_schema: { schema } })).toEqual({
      tag: 'no-tag-of-the-vocabulary',
    });
  });
});

describe('near misses on the wire', () => {
  const rules = nearMisses.map((kind) => ({ match: { key: kind }, answer: { 'near-miss': kind } }));
  const chat = (kind: string) => JSON.parse(play({ rules })(ask(prompt, {}, withKey(kind))).body);
  const responses = (kind: string) => JSON.parse(play({ rules })(askResponses(prompt, {}, withKey(kind))).body);

  it('refuse in the field that each API has for it', () => {
    expect(chat('refusal').choices).toEqual([
      expect.objectContaining({
        finish_reason: 'stop',
        message: expect.objectContaining({ content: null, refusal: expect.stringMatching(/sorry/) }),
      }),
    ]);
    expect(responses('refusal')).toMatchObject({
      status: 'completed',
      output: [{ type: 'message', content: [{ type: 'refusal', refusal: expect.stringMatching(/sorry/) }] }],
    });
  });

  it('stop at the length in the words of each API', () => {
    expect(chat('length-stop').choices[0].finish_reason).toBe('length');
    expect(responses('length-stop')).toMatchObject({
      ...{ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, completed_at: null },
      output: [{ status: 'incomplete' }],
    });
  });

  it('have no choices', () => {
    expect(chat('empty-choices').choices).toEqual([]);
    expect(responses('empty-choices')).toMatchObject({ status: 'completed', output: [] });
  });

  it('are near misses of a summary where no schema was asked for', () => {
    expect(JSON.parse(chat('four-bullets').choices[0].message.content).bullets).toHaveLength(4);
  });
});
