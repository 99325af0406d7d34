import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createResummariser } from '../../src/editing/resummarise.ts';
import { openSqliteStore } from '../../src/open-sqlite-store.ts';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { workOnJob } from '../../src/queue/work-on-job.ts';
import { createSummariser } from '../../src/summarise.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { backedArticle } from '../support/backed-article.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { inProcessWorkers as workers } from '../support/in-process-workers.ts';
import { validSummary } from '../support/summaries.ts';
import { tempFolder } from '../support/temp-folder.ts';

it('knows a draft that was stored by a process that died before it could say so', async () => {
  using folder = tempFolder();
  const clock = createFakeClock();
  await using store = await openSqliteStore({ file: join(folder.path, 'upshot.db'), clock, instance: 'test' });
  const { catalogue, ledger, editing, queue } = store;
  let ids = 0;
  const anew = { ...validSummary, bullets: validSummary.bullets.toReversed() };
  const provider = createScriptedProvider([validSummary, anew]);
  const { summarise, redraft } = createSummariser({
    ...{ workers, provider, vocabulary: loadVocabulary(), clock, catalogue, ledger },
    ...{ maxRepairs: 0, grounding: 'review', timeoutMs: 60_000, newId: () => `entry-${++ids}` },
  });
  const { resummarise } = createResummariser({ catalogue, editing, ledger, provider, redraft });
  const signal = new AbortController().signal;
  const { entry } = await summarise({ text: backedArticle }, signal);

  const { id } = await queue.add({ resummarise: entry.id, seen: entry.version });
  const died = (await queue.take(clock.now() + 1)) ?? expect.unreachable();
  await resummarise(entry.id, signal, { seen: entry.version, job: died.id });
  clock.advance(1);
  const job = (await queue.take(clock.now() + 1)) ?? expect.unreachable();
  await workOnJob(job, signal, new AbortController(), {
    ...{ queue, summarise, resummarise, clock, random: () => 0, tagsNow: (tags) => tags },
    log: createLogger('silent', { write: () => {} }),
    fetchArticle: () => expect.unreachable(),
  });

  expect(await queue.get(id)).toMatchObject({ state: 'done', articleId: entry.id, problem: null });
  const kinds = (await editing.revisions(entry.id, { limit: 9 }))?.items.map(({ what }) => what);
  expect(kinds).toEqual(['drafted-anew', 'created']);
});
