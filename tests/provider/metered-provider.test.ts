import { expect, it } from 'vitest';
import type { Usage } from '../../src/ledger/ledger.ts';
import { createMeteredProvider } from '../../src/provider/metered-provider.ts';
import type { Attempt } from '../../src/provider/provider.ts';
import { ProviderError, type ProviderErrorOptions } from '../../src/provider/provider-error.ts';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { providerContract } from '../contract/provider-contract.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { createManualProvider } from '../support/manual-provider.ts';
import { patientCall } from '../support/openai-options.ts';
import { validSummary } from '../support/summaries.ts';

providerContract({
  name: 'metered',
  open: () => createMeteredProvider(createScriptedProvider([validSummary, validSummary]), { observe: () => {} }),
  openHanging: () => {
    const inner = createManualProvider();
    const provider = createMeteredProvider(inner, { observe: () => {} });
    return { provider, asked: inner.call(0).then(() => undefined) };
  },
});

const request = { article: incidentArticle() };
const usage: Usage = { inputTokens: 1200, outputTokens: 400, costUsd: 0.0011 };
const attempt = (outcome: string): Attempt => ({ provider: 'm', model: 'x', outcome, durationMs: 3, waitedMs: 0 });

function setup() {
  const inner = createManualProvider();
  const told: unknown[][] = [];
  const provider = createMeteredProvider(inner, { observe: (...args) => told.push(args) });
  return { inner, told, provider };
}

it('tells every attempt of an answer once, the usage with the last', async () => {
  const { inner, told, provider } = setup();
  const drafting = provider.draft(request, patientCall());
  const attempts = [attempt('provider-bad-request'), attempt('answered')];
  (await inner.call(0)).answer({ attempts, usage });
  await drafting;
  expect(told).toEqual([[attempts[0]], [attempts[1], usage]]);
});

it.each<[string, Partial<ProviderErrorOptions>, unknown[][]]>([
  [
    'its attempts',
    { attempts: [attempt('provider-bad-request'), attempt('provider-length-stop')] },
    [[attempt('provider-bad-request')], [attempt('provider-length-stop')]],
  ],
  [
    'what was charged for it',
    { attempts: [attempt('provider-length-stop')], usage },
    [[attempt('provider-length-stop'), usage]],
  ],
  [
    'one attempt when it carries none',
    {},
    [[{ provider: 'manual', model: 'by-hand', outcome: 'provider-unavailable', durationMs: 0, waitedMs: 0 }]],
  ],
])('tells of a failure %s', async (_what, options, expected) => {
  const { inner, told, provider } = setup();
  const drafting = provider.draft(request, patientCall());
  const failure = new ProviderError('down', { code: 'provider-unavailable', provider: 'manual', ...options });
  (await inner.call(0)).fail(failure);
  await expect(drafting).rejects.toBe(failure);
  expect(told).toEqual(expected);
});

it('tells nothing of an answer without an attempt, a cancelled call or a defect', async () => {
  const { inner, told, provider } = setup();
  const settled = provider.draft(request, patientCall());
  (await inner.call(0)).answer({ attempts: [] });
  await settled;
  const defect = new TypeError('a defect');
  const broken = provider.draft(request, patientCall());
  (await inner.call(1)).fail(defect);
  await expect(broken).rejects.toBe(defect);
  expect(told).toEqual([]);
});

it('stands for the provider it wraps', () => {
  expect(setup().provider).toMatchObject({ name: 'manual', model: 'by-hand', prompt: null });
});
