import { expect, it } from 'vitest';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { providerContract } from '../contract/provider-contract.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { patientCall } from '../support/openai-options.ts';
import { validSummary } from '../support/summaries.ts';

providerContract({
  name: 'scripted',
  open: () => createScriptedProvider([validSummary, validSummary]),
  openHanging: { skip: 'a script answers at once' },
});

it('plays its list in order, throws what is an error, and keeps what it was asked', async () => {
  const failure = new Error('as written');
  const provider = createScriptedProvider(['first', failure]);
  const request = { article: incidentArticle() };
  await expect(provider.draft(request, patientCall())).resolves.toMatchObject({ draft: 'first' });
  await expect(provider.draft(request, patientCall())).rejects.toBe(failure);
  expect(provider.requests).toEqual([request, request]);
});

it('fails a test that asks more often than its script has drafts', async () => {
  const provider = createScriptedProvider([]);
  await expect(provider.draft({ article: incidentArticle() }, patientCall())).rejects.toThrow(
    'the script has 0 drafts, this is call 1',
  );
});
