import { describe, expect, it } from 'vitest';
import { framesOf } from '../../src/scenario/wire.ts';
import { ask, askResponses, contentOf, play, type Said } from './wire-requests.ts';

const rule = { answer: { literal: 'A sentence of forty-four characters in all.' } };

/** The data of the events, parsed. */
function eventsOf({ body }: Said) {
  return body
    .split('\n\n')
    .slice(0, -1)
    .map((event) => event.slice(event.indexOf('data: ') + 'data: '.length))
    .map((data) => (data === '[DONE]' ? data : JSON.parse(data)));
}

describe('a stream of chat completions', () => {
  const stream = (one: object, body: object = {}) => play({ rules: [one] })(ask('x', { stream: true, ...body }));

  it('says the role, the text in pieces, why it stopped, and that it is done', () => {
    const given = stream(rule);
    expect(given.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    const events = eventsOf(given);
    expect(events.at(-1)).toBe('[DONE]');
    const chunks = events.slice(0, -1);
    for (const chunk of chunks) {
      expect(chunk).toMatchObject({ object: 'chat.completion.chunk', id: chunks[0].id, model: 'any' });
      expect(chunk).not.toHaveProperty('usage');
    }
    const choices = chunks.map(({ choices: [choice] }) => choice);
    expect(choices[0].delta).toEqual({ role: 'assistant', content: '', refusal: null });
    expect(choices.slice(1, -1).map(({ delta }) => delta.content)).toEqual([
      'A sentence of fo',
      'rty-four charact',
      'ers in all.',
    ]);
    expect(choices.at(-1)).toMatchObject({ delta: {}, finish_reason: 'stop' });
  });

  it('ends with the usage when that is asked for', () => {
    const events = eventsOf(stream(rule, { stream_options: { include_usage: true } }));
    const last = events.at(-2);
    expect(last).toMatchObject({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 11, total_tokens: 12 } });
    for (const chunk of events.slice(0, -2)) expect(chunk.usage).toBeNull();
  });

  it('is the same answer as without a stream', () => {
    const whole = play({ rules: [rule] })(ask('x'));
    const text = eventsOf(stream(rule))
      .slice(0, -1)
      .map(({ choices: [choice] }) => choice.delta.content ?? '');
    expect(text.join('')).toBe(contentOf(whole));
    expect(stream(rule).usage).toEqual(whole.usage);
  });

  it('refuses piece by piece, and has no choice where there is none', () => {
    const refused = eventsOf(stream({ answer: { 'near-miss': 'refusal' } })).slice(0, -1);
    expect(refused.map(({ choices: [{ delta }] }) => delta.refusal ?? '').join('')).toMatch(/^I am sorry, .*\.$/);
    const none = eventsOf(stream({ answer: { 'near-miss': 'empty-choices' } }));
    expect(none).toEqual([expect.objectContaining({ choices: [] }), '[DONE]']);
    const long = eventsOf(stream({ answer: { 'near-miss': 'length-stop' } }));
    expect(long.at(-2).choices[0].finish_reason).toBe('length');
  });

  it('is no stream when it fails', () => {
    const given = stream({ status: 500 });
    expect([given.headers['content-type'], given.frames.length]).toEqual(['application/json', 1]);
  });

  it.each([
    [3, ['A sentence o', 'f forty-four', ' characters ', 'in all.']],
    [{ list: [1, 10] }, ['A se', 'ntence of forty-four characters in all.']],
  ])('has pieces of %j tokens', (chunk, pieces) => {
    const events = eventsOf(stream({ ...rule, stream: { chunk } }));
    expect(events.slice(1, -2).map(({ choices: [{ delta }] }) => delta.content)).toEqual(pieces);
  });

  it('has pieces of a size by chance, never within a pair of surrogates', () => {
    const literal = '🦜'.repeat(50);
    const events = eventsOf(stream({ answer: { literal }, stream: { chunk: { uniform: [1, 2] } } })).slice(1, -2);
    const pieces = events.map(({ choices: [{ delta }] }) => delta.content);
    expect(pieces.join('')).toBe(literal);
    expect(new Set(pieces.map(({ length }) => length))).toEqual(new Set([4, 8]));
    const odd = eventsOf(stream({ answer: { literal: `x${literal}` }, stream: { chunk: 1 } })).slice(1, -2);
    for (const {
      choices: [{ delta }],
    } of odd)
      expect(delta.content.isWellFormed()).toBe(true);
  });

  it.each([{ fixed: 10 }, { fixed: 0 }])('is cut in the middle at a pace of %j a token', (perToken) => {
    const paced = { ...rule, 'per-token': perToken };
    const [whole, cut] = [stream(paced), stream({ ...paced, drop: 'middle' })];
    expect(cut.ending).toBe('cut');
    expect(cut.body).toBe(whole.body.slice(0, Math.floor(whole.body.length / 2)));
    expect(cut.frames.map(({ afterMs }) => afterMs)).toEqual(
      whole.frames.map(({ afterMs }) => afterMs).slice(0, cut.frames.length),
    );
  });

  it('comes in one frame at no pace, and with a pause before each piece at one', () => {
    expect(stream(rule).frames).toEqual([{ text: expect.any(String), afterMs: 0 }]);
    const paced = stream({ ...rule, latency: { fixed: 400 }, 'per-token': { fixed: 10 } });
    expect(paced.latencyMs).toBe(400);
    expect(paced.frames.map(({ afterMs }) => afterMs)).toEqual([0, 40, 40, 30]);
    expect(paced.frames[0]?.text).toContain('"role":"assistant"');
    expect(paced.frames.at(-1)?.text).toMatch(/finish_reason":"stop".*\[DONE\]\n\n$/s);
  });
});

describe('time for each token', () => {
  const [said, whole] = [play, play].map((playing) =>
    playing({ rules: [{ ...rule, latency: { fixed: 400 }, 'per-token': { uniform: [10, 20] } }] }),
  );

  it('passes before a whole answer too, and comes to the same', () => {
    const streamed = said?.(ask('x', { stream: true }));
    const pauses = streamed?.frames.reduce((sum, { afterMs }) => sum + afterMs, 0) ?? 0;
    const given = whole?.(ask('x'));
    expect(given?.frames).toHaveLength(1);
    expect(given?.latencyMs).toBeGreaterThan(400 + 11 * 10);
    expect(given?.latencyMs).toBeLessThan(400 + 11 * 20);
    expect(pauses).toBeGreaterThan(11 * 10);
  });

  it('walks through a list', () => {
    const listed = play({ rules: [{ ...rule, 'per-token': { list: [1, 2] } }] })(ask('x', { stream: true }));
    expect(listed.frames.map(({ afterMs }) => afterMs)).toEqual([0, 6, 6, 4]);
  });
});

describe('a stream of a response', () => {
  const stream = (one: object, body: object = {}) =>
    eventsOf(play({ rules: [one] })(askResponses('x', { stream: true, ...body })));

  it('is the whole series of typed events, numbered', () => {
    const events = stream(rule);
    expect(events.map(({ type }) => type)).toEqual([
      ...['response.created', 'response.in_progress', 'response.output_item.added', 'response.content_part.added'],
      ...['response.output_text.delta', 'response.output_text.delta', 'response.output_text.delta'],
      ...['response.output_text.done', 'response.content_part.done', 'response.output_item.done', 'response.completed'],
    ]);
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
    const text = events.flatMap(({ delta }) => delta ?? []).join('');
    expect(text).toBe(rule.answer.literal);
    expect(events[0].response).toMatchObject({ status: 'in_progress', output: [], usage: null });
    expect(events.at(-1).response).toMatchObject({ status: 'completed', output: [{ content: [{ text }] }] });
  });

  it('names every event before its data', () => {
    const { body } = play({ rules: [rule] })(askResponses('x', { stream: true }));
    for (const event of body.split('\n\n').slice(0, -1)) {
      const [, name, data] = /^event: (.*)\ndata: (.*)$/.exec(event) ?? [];
      expect(JSON.parse(data ?? '{}').type).toBe(name);
    }
  });

  it('refuses, stops at the length, and has no output, each in its form', () => {
    const refused = stream({ answer: { 'near-miss': 'refusal' } });
    expect(refused.map(({ type }) => type)).toContain('response.refusal.delta');
    expect(refused.find(({ type }) => type === 'response.refusal.done').refusal).toMatch(/sorry/);
    expect(stream({ answer: { 'near-miss': 'length-stop' } }).at(-1).type).toBe('response.incomplete');
    const none = stream({ answer: { 'near-miss': 'empty-choices' } });
    expect(none.map(({ type }) => type)).toEqual(['response.created', 'response.in_progress', 'response.completed']);
  });
});

describe('a long stream', () => {
  const literal = 'A few words in a row. '.repeat(50_000);
  const long = (one: object) =>
    play({ rules: [{ answer: { literal }, stream: { chunk: 1 }, ...one }] })(ask('x', { stream: true }));
  const textOf = (body: string) => eventsOf({ body } as Said).map((event) => event.choices?.[0].delta.content ?? '');

  it('is made as it is sent, and is the same in the end', () => {
    const given = long({ 'per-token': { uniform: [1, 2] } });
    expect(given.body.length).toBeLessThan(literal.length);
    const frames = [...framesOf(given)];
    expect(textOf(frames.map(({ text }) => text).join('')).join('')).toBe(literal);
    for (const { afterMs } of frames.slice(1, -1)) expect(afterMs).toBeGreaterThanOrEqual(1);
    expect(frames.at(-1)?.text).toMatch(/\[DONE\]\n\n$/);
  });

  it('is cut in its middle', () => {
    const given = long({ drop: 'middle' });
    const text = textOf([...framesOf(given)].map((frame) => frame.text).join('')).join('');
    expect([given.ending, text.length]).toEqual(['cut', literal.length / 2]);
    const none = long({ drop: 'before' });
    expect([...framesOf(none)]).toEqual([]);
  });

  it.each([[{ fixed: 3_600_000 }], [{ list: [3_000_000, 100_000] }]])('takes an hour at most at %j', (perToken) => {
    const given = long({ latency: { fixed: 1000 }, 'per-token': perToken });
    const took = [...framesOf(given)].reduce((sum, { afterMs }) => sum + afterMs, given.latencyMs);
    expect(took).toBeCloseTo(3_600_000, 3);
    const whole = play({ rules: [{ 'per-token': perToken, latency: { fixed: 1000 } }] })(ask('x'));
    expect(whole.latencyMs).toBe(3_600_000);
  });
});
