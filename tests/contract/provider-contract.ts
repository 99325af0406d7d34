import { describe, expect, it } from 'vitest';
import type { Provider } from '../../src/provider/provider.ts';
import { summarySchema } from '../../src/summary/summary.ts';
import { validateDraft } from '../../src/summary/validate-draft.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { patientCall } from '../support/openai-options.ts';

export interface ProviderContract {
  readonly name: string;
  /** A new provider that is ready to draft the incident article. */
  readonly open: () => Provider | Promise<Provider>;
  /** A provider whose answer never comes, to be cancelled; left out with the reason why there is none. */
  readonly openHanging: (() => { provider: Provider; asked: Promise<void> }) | { skip: string };
  /** The reason why it cannot write a rejected draft again; left out when it can. */
  readonly redraft?: { skip: string };
}

/** What every adapter of the provider port keeps to. */
export function providerContract({ name, open, openHanging, redraft }: ProviderContract): void {
  const schema = summarySchema(loadVocabulary().tags.map(({ id }) => id));

  describe(`${name} as a provider`, () => {
    it('writes a draft that is a valid summary', async () => {
      const provider = await open();
      const result = await provider.draft({ article: incidentArticle() }, patientCall());
      expect(validateDraft(result.draft, schema).issues ?? []).toEqual([]);
    });

    it('says who answered, with what prompt, and at what price', async () => {
      const provider = await open();
      const result = await provider.draft({ article: incidentArticle() }, patientCall());
      expect(result.provider).toBe(provider.name);
      expect(result.model).not.toBe('');
      expect(result.prompt).toEqual(provider.prompt);
      expect(result.usage.inputTokens).toBeGreaterThanOrEqual(0);
      expect(result.usage.outputTokens).toBeGreaterThanOrEqual(0);
      expect(result.receipts).toEqual([]);
      for (const attempt of result.attempts) expect(attempt.durationMs).toBeGreaterThanOrEqual(0);
      expect(result.attempts.at(-1)?.outcome ?? 'answered').toBe('answered');
    });

    it('reads ranges of the text, in order and apart', async () => {
      const provider = await open();
      const article = incidentArticle();
      const { read } = await provider.draft({ article }, patientCall());
      expect(read.length).toBeGreaterThan(0);
      let end = 0;
      for (const range of read) {
        expect(range.start).toBeGreaterThanOrEqual(end);
        expect(range.end).toBeGreaterThan(range.start);
        end = range.end;
      }
      expect(end).toBeLessThanOrEqual(article.text.length);
    });

    it('gives the same answer to the same request', async () => {
      const request = { article: incidentArticle() };
      const one = await (await open()).draft(request, patientCall());
      const two = await (await open()).draft(request, patientCall());
      expect(two).toEqual(one);
    });

    if (redraft) it.skip(`answers again when its draft was rejected (${redraft.skip})`);
    else
      it('answers again when its draft was rejected', async () => {
        const provider = await open();
        const rejected = {
          round: 1,
          draft: { bullets: [] },
          issues: [{ code: 'schema', at: 'bullets', message: 'too few' }],
        };
        const result = await provider.draft({ article: incidentArticle(), rejected }, patientCall());
        expect(validateDraft(result.draft, schema).issues ?? []).toEqual([]);
      });

    it('does not begin when the call is already cancelled', async () => {
      const reason = new Error('nobody waits');
      const provider = await open();
      const call = patientCall({ signal: AbortSignal.abort(reason) });
      await expect(provider.draft({ article: incidentArticle() }, call)).rejects.toBe(reason);
    });

    if ('skip' in openHanging) it.skip(`stops when the call is cancelled meanwhile (${openHanging.skip})`);
    else
      it('stops with the reason when the call is cancelled meanwhile', async () => {
        const reason = new Error('hung up');
        const { provider, asked } = openHanging();
        const controller = new AbortController();
        const drafting = provider.draft({ article: incidentArticle() }, patientCall({ signal: controller.signal }));
        await asked;
        controller.abort(reason);
        await expect(drafting).rejects.toBe(reason);
      });
  });
}
