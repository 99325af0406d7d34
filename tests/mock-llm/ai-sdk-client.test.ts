import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, generateText, NoObjectGeneratedError, Output, streamText } from 'ai';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { scenarioSchema } from '../../src/scenario/scenario-schema.ts';
import { allOf } from '../support/all-of.ts';
import { openScenarioServer } from '../support/scenario-server.ts';

const prompt = 'Hello there';
const city = z.object({ name: z.string(), founded: z.int(), twins: z.array(z.string()) });
const greetings = scenarioSchema.parse({ rules: [{ answer: { literal: 'Good morning to you all.' } }] });

async function open(scenario: Scenario = scenarioSchema.parse({})) {
  const server = await openScenarioServer(scenario);
  const vendor = createOpenAICompatible({
    ...{ name: 'vendor', baseURL: server.url, apiKey: 'none', includeUsage: true, supportsStructuredOutputs: true },
  });
  const call = { model: vendor('gpt-5-mini'), maxRetries: 0, prompt };
  return { call, server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describe('the ai package with an OpenAI-compatible vendor', () => {
  it('generates text', async () => {
    await using mock = await open(greetings);
    const { text, finishReason, usage, response } = await generateText({ ...mock.call, system: 'Be polite.' });
    expect([text, finishReason, response.modelId]).toEqual(['Good morning to you all.', 'stop', 'gpt-5-mini']);
    expect([usage.inputTokens, usage.outputTokens]).toEqual([expect.any(Number), expect.any(Number)]);
  });

  it('streams text, with the usage', async () => {
    await using mock = await open(greetings);
    const streamed = streamText(mock.call);
    const pieces = await allOf(streamed.textStream);
    expect(pieces.join('')).toBe('Good morning to you all.');
    expect(pieces.length).toBeGreaterThan(1);
    expect([await streamed.finishReason, (await streamed.usage).outputTokens]).toEqual(['stop', expect.any(Number)]);
  });

  it('generates an object, and a list of them', async () => {
    await using mock = await open();
    const { output: one } = await generateText({ ...mock.call, output: Output.object({ schema: city }) });
    expect(city.safeParse(one).success).toBe(true);
    const { output: list } = await generateText({ ...mock.call, output: Output.array({ element: city }) });
    expect(z.array(city).safeParse(list).success).toBe(true);
  });

  it('streams an object', async () => {
    await using mock = await open();
    const streamed = streamText({ ...mock.call, output: Output.object({ schema: city }) });
    expect(city.safeParse(await streamed.output).success).toBe(true);
  });

  it('notices an object that breaks off', async () => {
    await using mock = await open(scenarioSchema.parse({ rules: [{ answer: { 'near-miss': 'cut-off-json' } }] }));
    const asked = generateText({ ...mock.call, output: Output.object({ schema: city }) });
    const failed = await asked.then(({ output }) => output).catch((error: unknown) => error);
    expect(NoObjectGeneratedError.isInstance(failed)).toBe(true);
  });

  it('tells a length stop', async () => {
    await using mock = await open(scenarioSchema.parse({ rules: [{ answer: { 'near-miss': 'length-stop' } }] }));
    expect((await generateText(mock.call)).finishReason).toBe('length');
  });

  it.each([
    [429, true],
    [503, true],
    [400, false],
  ])('reads an error of status %i, which is worth another try: %s', async (status, isRetryable) => {
    const rules = [{ status, headers: { 'retry-after': '1' }, answer: { literal: 'Not this time.' } }];
    await using mock = await open(scenarioSchema.parse({ rules }));
    const failed = await generateText(mock.call).catch((error: unknown) => error);
    expect(APICallError.isInstance(failed)).toBe(true);
    expect(failed).toMatchObject({
      ...{ statusCode: status, isRetryable, message: 'Not this time.', responseHeaders: { 'retry-after': '1' } },
    });
  });

  it('goes on after an error that has passed', async () => {
    const rules = [{ match: { calls: 1 }, status: 429, headers: { 'retry-after-ms': '2' } }];
    await using mock = await open(scenarioSchema.parse({ rules }));
    expect((await generateText({ ...mock.call, maxRetries: 1 })).finishReason).toBe('stop');
    expect(mock.server.calls()).toBe(2);
  });

  it('aborts', async () => {
    await using mock = await open(scenarioSchema.parse({ rules: [{ latency: { fixed: 600_000 } }] }));
    const aborter = new AbortController();
    const asked = generateText({ ...mock.call, abortSignal: aborter.signal });
    await mock.server.called(1);
    aborter.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    await mock.server.hungUp(1);
  });
});
