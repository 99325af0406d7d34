import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { suiteFolder } from '../evaluation/suite-folder.ts';
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
    const asJson = await runUpshot(['eval', '--json', '--compare', 'a.json', 'a.json'], { cwd: folder.path });
    expect(JSON.parse(asJson.stdout)).toMatchObject([{ name: 'claims', worse: [] }]);
  });

  it.each([
    [['eval', '--compare', 'claims.yaml'], 2, /takes two result files/],
    [['eval', '--compare', 'claims.yaml', 'claims.yaml'], 1, /claims\.yaml is no result of an evaluation/],
    [['eval', 'absent.yaml'], 1, /absent\.yaml: there is no such file/],
  ])('refuses %j in one line', async (argv, code, message) => {
    using folder = suiteFolder();
    const ran = await runUpshot(argv, { cwd: folder.path });
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr.trim().split('\n')).toHaveLength(1);
  });
});
