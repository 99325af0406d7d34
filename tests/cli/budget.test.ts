import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { compose } from '../../src/compose.ts';
import { backedArticle } from '../support/backed-article.ts';
import { inProcessWorkers } from '../support/in-process-workers.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { runUpshot } from './run-upshot.ts';

/** A model that always says as much as it may, and never a summary. */
function wordyModel() {
  const taken = { calls: 0, tokens: 0 };
  const fetch: typeof globalThis.fetch = async (_, init) => {
    const { max_completion_tokens: most } = JSON.parse(String(init?.body));
    taken.calls += 1;
    taken.tokens += most;
    return Response.json({
      model: 'gpt-5-mini',
      choices: [{ message: { content: '{}' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1000, completion_tokens: most },
    });
  };
  return { fetch, taken };
}

it.each([
  ['of a run', ['--max-cost', '0.15'], {}],
  ['of a day', [], { UPSHOT_MAX_COST_USD: '0.15' }],
])('keeps to the budget %s though every answer is as long as it may be', async (_, args, variables) => {
  using folder = tempFolder();
  const lines = Array.from({ length: 8 }, (_, n) => JSON.stringify({ text: backedArticle.replace('# ', `# ${n} `) }));
  writeFileSync(join(folder.path, 'all.jsonl'), lines.join('\n'));
  const { fetch, taken } = wordyModel();
  const ran = await runUpshot(['backlog', 'all.jsonl', '--json', ...args], {
    cwd: folder.path,
    clock: systemClock,
    env: { UPSHOT_LOG_LEVEL: 'silent', OPENAI_API_KEY: 'sk-none-of-anybody', ...variables },
    compose: (config, options) => compose(config, { ...options, fetch, workers: inProcessWorkers }),
  });
  expect(ran.stderr).toContain('of the $0.15 that it may');
  expect(ran.code).toBe(3);
  expect(taken.calls).toBe(5); // the last one may say what the budget has left for it, and no more
  const cost = (taken.calls * 1000 * 0.25 + taken.tokens * 2) / 1e6;
  expect(cost).toBeLessThanOrEqual(0.15);
  expect(cost).toBeGreaterThan(0.145);
});
