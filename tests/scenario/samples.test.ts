import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createOpenAiProvider } from '../../src/provider/openai-provider.ts';
import type { Rejected } from '../../src/provider/provider.ts';
import { createRetryProvider } from '../../src/provider/retry-provider.ts';
import { loadScenario } from '../../src/scenario/scenario.ts';
import { summarySchema } from '../../src/summary/summary.ts';
import { validateDraft } from '../../src/summary/validate-draft.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { createFakeClock, createInstantClock } from '../support/fake-clock.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { openAiOptions, patientCall } from '../support/openai-options.ts';
import { scenarioFetchOf } from '../support/scenario-fetch-of.ts';

const article = incidentArticle();

/** The mock provider as the product composes it, over a scenario of samples/. */
function open(name: string, clock = createInstantClock()) {
  const file = fileURLToPath(new URL(`../../samples/scenarios/${name}.yaml`, import.meta.url));
  const fetch = scenarioFetchOf(loadScenario(file), { clock });
  const provider = createOpenAiProvider({ ...openAiOptions({ name: 'mock', clock }), fetch });
  return { clock, provider, retrying: createRetryProvider(provider, { clock, random: () => 0.5 }) };
}

it('fails-twice is overcome by retrying', async () => {
  const { attempts } = await open('fails-twice', quietClock()).retrying.draft({ article }, patientCall());
  expect(attempts.map(({ outcome }) => outcome)).toEqual(['provider-unavailable', 'provider-unavailable', 'answered']);
});

it('rate-limited is overcome by waiting as long as was asked', async () => {
  const { attempts } = await open('rate-limited', quietClock()).retrying.draft({ article }, patientCall());
  expect(attempts.map(({ outcome }) => outcome)).toEqual(['provider-rate-limited', 'answered']);
  expect(attempts[1]?.waitedMs).toBeGreaterThanOrEqual(1000);
});

it('slow takes its time, the same for the same article', async () => {
  const clock = createFakeClock();
  const drafting = open('slow', clock).provider.draft({ article }, patientCall());
  while (clock.sleeps.length < 2) await new Promise(setImmediate);
  const [, latency = 0] = clock.sleeps; // the first is the provider's own limit
  expect(latency).toBeGreaterThan(500);
  expect(latency).toBeLessThan(3500);
  clock.advance(latency);
  await expect(drafting).resolves.toMatchObject({ provider: 'mock', attempts: [{ durationMs: Math.round(latency) }] });
});

it('repaired is invalid twice and then valid', async () => {
  const schema = summarySchema(loadVocabulary().tags.map(({ id }) => id));
  const { provider } = open('repaired', quietClock());
  const problems: number[] = [];
  let rejected: Rejected | undefined;
  for (let draft = 0; draft < 3; draft += 1) {
    const result = await provider.draft({ article, ...(rejected && { rejected }) }, patientCall());
    const issues = validateDraft(result.draft, schema).issues ?? [];
    problems.push(issues.length);
    rejected = { round: 1, draft: result.draft, issues };
  }
  expect(problems[0]).toBe(1);
  expect(problems[1]).toBeGreaterThan(0);
  expect(problems[2]).toBe(0);
});

/** Waits end at once, but a limit on time never strikes. */
function quietClock() {
  const clock = createInstantClock();
  return {
    ...clock,
    sleep: (ms: number, signal?: AbortSignal) =>
      ms > 60_000 ? createFakeClock().sleep(ms, signal) : clock.sleep(ms, signal),
  };
}
