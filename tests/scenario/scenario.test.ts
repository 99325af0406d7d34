import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { loadScenario, plainScenario } from '../../src/scenario/scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'upshot-scenario-'));
afterAll(() => rmSync(folder, { recursive: true }));

function load(content: string, name = 'scenario.yaml') {
  const file = join(folder, name);
  writeFileSync(file, content);
  return loadScenario(file);
}

describe('a scenario file', () => {
  it('is read from YAML, with defaults for what it leaves out', () => {
    expect(load('rules:\n  - match: { calls: "2-" }\n    status: 503\n  - {}\n')).toEqual({
      ...{ seed: 0, models: ['gpt-5-mini'], limits: {}, outages: [] },
      source: { name: join(folder, 'scenario.yaml'), ruleLines: [2, 4] },
      rules: [
        { match: { calls: { from: 2, to: Infinity } }, status: 503, headers: {} },
        { match: {}, status: 200, headers: {} },
      ],
    });
  });

  it('is read from JSON', () => {
    const scenario = load('{"seed": 7, "rules": [{"match": {"calls": 3}, "latency": {"fixed": 60}}]}', 'scenario.json');
    expect(scenario).toMatchObject({
      seed: 7,
      rules: [{ match: { calls: { from: 3, to: 3 } }, latency: { fixed: 60 } }],
    });
  });

  it('may be empty', () => {
    expect(load('')).toMatchObject(plainScenario);
    expect(load('# nothing yet\n')).toMatchObject(plainScenario);
  });

  it.each([
    ['an unknown field', 'rules:\n  - status: 200\n  - statsu: 500\n', /scenario\.yaml:3: rules\.1: .*statsu/],
    ['a status that is none', 'seed: 1\nrules:\n  - headers: {}\n    status: 42\n', /:4: rules\.0\.status: /],
    ['calls that run backwards', 'rules:\n  - match:\n      calls: "3-1"\n', /:3: rules\.0\.match\.calls: .*smaller/],
    ['calls in words', 'rules:\n  - match: { calls: twice }\n', /:2: rules\.0\.match\.calls: calls must be a number/],
    [
      'a latency nobody knows',
      'rules:\n  - latency: { poisson: 3 }\n',
      /:2: rules\.0\.latency: poisson is not known here; known are fixed, uniform, normal, log-normal, list/,
    ],
    ['a latency below zero', 'rules:\n  - latency: { fixed: -3 }\n', /:2: rules\.0\.latency/],
    [
      'an answer nobody knows',
      'rules:\n  - answer: { summary: book }\n',
      /:2: rules\.0\.answer: answer must be one of/,
    ],
    ['a list in place of the whole', '- status: 200\n', /scenario\.yaml:1: /],
    ['broken YAML', 'rules:\n  - status: [200\n', /scenario\.yaml:\d: /],
    ['a key that is there twice', 'seed: 1\nseed: 2\n', /scenario\.yaml:2: /],
  ])('with %s is refused with its line', (_, content, message) => {
    expect(() => load(content)).toThrow(message);
  });

  it('with several mistakes names all of them', () => {
    expect(() => load('seed: -1\nrules:\n  - status: 42\n')).toThrow(/:1: seed: .*; .*:3: rules\.0\.status: /);
  });

  it('that is not there is refused', () => {
    expect(() => loadScenario(join(folder, 'none.yaml'))).toThrow(/none\.yaml: there is no such file/);
  });
});

const samples = fileURLToPath(new URL('../../samples/scenarios', import.meta.url));

it.each(readdirSync(samples))('the sample %s can be loaded', (name) => {
  expect(loadScenario(join(samples, name)).rules.length).toBeGreaterThan(0);
});
