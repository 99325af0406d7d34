import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { presentEntry } from '../src/catalogue/entry.ts';
import { createExtractiveProvider } from '../src/provider/extractive-provider.ts';
import { createSummariser } from '../src/summarise.ts';
import { loadVocabulary } from '../src/tags/vocabulary.ts';
import { runUpshot } from './cli/run-upshot.ts';
import { createInstantClock } from './support/fake-clock.ts';
import { inProcessWorkers } from './support/in-process-workers.ts';

const root = new URL('..', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const readme = read('README.md');
const nothing = () => Promise.reject(new Error('a preview keeps away from the catalogue'));

describe('the README', () => {
  it('shows the answer that its first request really has', async () => {
    const vocabulary = loadVocabulary();
    const summariser = createSummariser({
      ...{
        workers: inProcessWorkers,
        vocabulary,
        clock: createInstantClock(),
        maxRepairs: 2,
        grounding: 'review',
        timeoutMs: 60_000,
      },
      provider: createExtractiveProvider({ workers: inProcessWorkers, vocabulary }),
      catalogue: { findByFingerprint: nothing, save: nothing } as never,
      ledger: { discard: nothing },
      newId: () => 'an-id',
    });
    const sample = /--data-binary @(samples\S+)/.exec(readme)?.[1] ?? '';
    const real = presentEntry(
      await summariser.preview({ text: read(sample), format: 'markdown' }, new AbortController().signal),
    );
    const block = /<!-- answer -->\n```json\n([\s\S]*?)\n```/.exec(readme)?.[1] ?? '';
    const shown = JSON.parse(block.replaceAll(/,?\n\s*\.\.\.(?=\n)/g, ''));
    const passing = { id: '', createdAt: '', updatedAt: '', links: {} };
    const { durationMs: _, ...provenance } = shown.provenance;
    expect({ ...real, ...passing }).toMatchObject({
      ...{ ...shown, ...passing },
      evidence: [...shown.evidence, ...real.evidence.slice(shown.evidence.length)],
      provenance,
    });
    expect(Object.keys(shown).sort()).toEqual(Object.keys(real).sort());
  });

  it('shows what the benchmark measures, with the ratio', () => {
    const block = /<!-- bench -->\n([\s\S]*?)\n<!-- \/bench -->/.exec(readme)?.[1] ?? '';
    for (const row of ['10 KB of Markdown', '100 KB of Markdown', 'first answer', 'requests a second', 'p99']) {
      expect(block).toMatch(new RegExp(`^\\| ${row} \\| [\\d.]+`, 'm'));
    }
    expect(block).toMatch(/serves \d\.\d\d of the bare handler's rate/);
  });

  it('names commands that there are', async () => {
    const named = [...readme.matchAll(/npm run -s upshot -- ([a-z]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(4);
    for (const name of new Set(named)) {
      expect(await runUpshot([name ?? '', '--help'], { cwd: '/' })).toMatchObject({ code: 0 });
    }
  });

  it('goes with the samples that it and the help of mock-llm name', async () => {
    const { stdout } = await runUpshot(['mock-llm', '--help'], { cwd: '/' });
    const named = [...`${readme} ${stdout}`.matchAll(/\bsamples\/[\w./-]*\.(?:md|yaml|atom)\b/g)].map(([file]) => file);
    expect(named.length).toBeGreaterThan(3);
    for (const file of named) expect(() => read(file)).not.toThrow();
    expect(JSON.parse(read('package.json')).files).toContain('samples');
  });

  it.each([...readme.matchAll(/\]\(((?!http)[^)#]+)\)/g)].map(([, target]) => target))(
    'links to %s, which is there',
    (target) => {
      expect(() => readFileSync(new URL(target ?? '', root))).not.toThrow();
    },
  );
});
