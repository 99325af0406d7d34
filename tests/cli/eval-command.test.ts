import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { compose } from '../../src/compose.ts';
import { plainScenario } from '../../src/scenario/scenario.ts';
import { suiteFolder } from '../evaluation/suite-folder.ts';
import { inProcessWorkers } from '../support/in-process-workers.ts';
import { scenarioFetchOf } from '../support/scenario-fetch-of.ts';
import { runUpshot } from './run-upshot.ts';

const asking = {
  'summaries.yaml': {
    name: 's',
    kind: 'summaries',
    references: 'references',
    articles: '.',
    thresholds: { rouge1: { least: 99 } },
  },
};

describe('eval', () => {
  it('prints a table, and 1 says that a threshold is missed', async () => {
    using folder = suiteFolder(asking);
    const { code, stdout } = await runUpshot(['eval', 'summaries.yaml'], { cwd: folder.path });
    expect(stdout).toMatch(/^s \(2 articles\)/m);
    expect(stdout).toMatch(/^ {2}missed: ROUGE-1 is \d+\.\d, at least 99 is asked for$/m);
    expect(code).toBe(1);
  });

  it('--json writes what --compare reads', async () => {
    using folder = suiteFolder();
    const run = ['eval', 'claims.yaml', '--provider', 'extractive', '--json'];
    const { code, stdout } = await runUpshot(run, { cwd: folder.path });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ provider: 'extractive', prompt: null, suites: [{ name: 'claims' }] });
    writeFileSync(join(folder.path, 'a.json'), stdout);
    const compared = await runUpshot(['eval', '--compare', 'a.json', 'a.json'], { cwd: folder.path });
    expect(compared).toMatchObject({ code: 0, stderr: '' });
    expect(compared.stdout).toMatch(/^recall of number, % +100\.0 +100\.0 +0\.0$/m);
    expect(compared.stdout).toMatch(/^before: extractive.*\nafter: {2}extractive.*\n\nclaims /);
    writeFileSync(join(folder.path, 'b.json'), stdout.replace('"claims"', '"others"'));
    expect(await runUpshot(['eval', '--compare', 'a.json', 'b.json'], { cwd: folder.path })).toMatchObject({
      ...{ code: 1, stdout: '' },
      stderr: expect.stringContaining('a.json and b.json have no suite in common'),
    });
    const asJson = await runUpshot(['eval', '--json', '--compare', 'a.json', 'a.json'], { cwd: folder.path });
    expect(JSON.parse(asJson.stdout)).toMatchObject([{ name: 'claims', worse: [] }]);
  });

  describe('with the product as it is', () => {
    const real = (fetch?: typeof globalThis.fetch) => ({
      clock: systemClock,
      compose: (...[config, options]: Parameters<typeof compose>) =>
        compose(config, { ...options, workers: inProcessWorkers, ...(fetch && { fetch }) }),
    });
    const folderWithPrompt = () => {
      const folder = suiteFolder({
        'summaries.yaml': { ...asking['summaries.yaml'], thresholds: {} },
      });
      cpSync('prompts/summarise', join(folder.path, 'my-prompt'), { recursive: true });
      return folder;
    };
    const run = ['eval', 'summaries.yaml', '--provider', 'mock', '--no-baselines', '--json'];

    it('asks with the prompt of any folder', async () => {
      using folder = folderWithPrompt();
      const ran = await runUpshot([...run, '--prompt', './my-prompt'], { cwd: folder.path, ...real() });
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(ran.stdout)).toMatchObject({ provider: 'mock', prompt: { version: 'summarise@1' } });
    });

    it('says that a prompt changes nothing where no model is asked', async () => {
      using folder = folderWithPrompt();
      const offline = [...run.with(3, 'extractive'), '--prompt', './my-prompt'];
      const ran = await runUpshot(offline, { cwd: folder.path, ...real() });
      expect(ran).toMatchObject({
        code: 0,
        stderr: expect.stringContaining('asks no model: --prompt changes nothing'),
      });
    });

    it('buys and times every answer anew, and leaves nothing', async () => {
      using folder = folderWithPrompt();
      const env = { UPSHOT_LOG_LEVEL: 'silent', OPENAI_BASE_URL: 'http://model.invalid/v1' };
      let asked = 0;
      const model = scenarioFetchOf(plainScenario, { clock: systemClock });
      const fetch: typeof globalThis.fetch = (...request) => {
        asked += 1;
        return model(...request);
      };
      const runOnce = () =>
        runUpshot(['eval', 'summaries.yaml', '--no-baselines', '--json'], { cwd: folder.path, env, ...real(fetch) });
      expect((await runOnce()).code).toBe(0);
      const first = asked;
      await runOnce();
      expect([first > 0, asked]).toEqual([true, 2 * first]);
      expect(existsSync(join(folder.path, 'data'))).toBe(false);
    });

    it('asks nobody when one of its suites is none', async () => {
      using folder = folderWithPrompt();
      const env = { UPSHOT_LOG_LEVEL: 'silent', OPENAI_BASE_URL: 'http://model.invalid/v1' };
      let asked = 0;
      const fetch = async () => {
        asked += 1;
        return new Response('{}');
      };
      const suites = ['eval', 'summaries.yaml', 'absent.yaml'];
      expect(await runUpshot(suites, { cwd: folder.path, env, ...real(fetch) })).toMatchObject({ code: 1, stdout: '' });
      expect(asked).toBe(0);
    });
  });

  it.each([
    [['eval', '--compare', 'claims.yaml'], 2, /takes two result files/],
    [['eval', '--compare', 'claims.yaml', 'claims.yaml'], 1, /claims\.yaml is no result of an evaluation/],
    [['eval', '--compare', 'absent.json', 'claims.yaml'], 1, /absent\.json: There is no such file/],
    [['eval', 'claimless.yaml'], 1, /claimless\.jsonl: there is no such file/],
    [['eval', 'absent.yaml'], 1, /absent\.yaml: there is no such file/],
  ])('refuses %j in one line', async (argv, code, message) => {
    const claimless = { name: 'claimless', kind: 'claims', claims: 'claimless.jsonl', articles: ['.'] };
    using folder = suiteFolder({ 'claimless.yaml': claimless });
    const ran = await runUpshot(argv, { cwd: folder.path });
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr.trim().split('\n')).toHaveLength(1);
  });
});
