import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadScenario, parseScenario, plainScenario } from '../../src/scenario/scenario.ts';

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
      source: { name: join(folder, 'scenario.yaml'), ruleLines: [2, 4], written: expect.anything() },
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

  it.each([
    [
      'an unknown field deep inside',
      'rules:\n  - match:\n      key: k\n      kee: k\n',
      /:4: rules\.0\.match: kee is not known here; known are key, contains, matches, calls$/,
    ],
    [
      'an unknown field beside an answer',
      'rules:\n  - answer: { summary: article, text: x }\n',
      /text is not known here; known are summary, literal, file, near-miss$/,
    ],
    [
      'an unknown field at the top',
      'sede: 1\n',
      /:1: sede is not known here; known are seed, models, limits, outages, rules/,
    ],
    ['a latency over an hour', 'rules:\n  - latency: { fixed: 3600001 }\n', /latency\.fixed: must be .* 0 to 3600000/],
    ['a latency that runs backwards', 'rules:\n  - latency:\n      uniform: [9, 1]\n', /:3: .*wrong way round/],
    ['two latencies at once', 'rules:\n  - latency: { fixed: 1, list: [1] }\n', /latency: must be exactly one of/],
    ['a latency in words', 'rules:\n  - latency: slow\n', /:2: rules\.0\.latency: must be one of fixed: ms/],
    ['a time per token below zero', 'rules:\n  - per-token: { fixed: -1 }\n', /per-token\.fixed: must be/],
    ['a lookahead', 'rules:\n  - match: { matches: "a(?=b)" }\n', /:2: .*RE2, which has no lookaround/],
    ['a back-reference', 'rules:\n  - match:\n      matches: (a)\\1\n', /:3: .*no back-references: .*\\1/],
    ['a pattern that is none', 'rules:\n  - match: { matches: "(" }\n', /missing closing \)/],
    ['a near miss nobody knows', 'rules:\n  - answer: { near-miss: six }\n', /four-bullets \| line-too-long/],
    [
      'a summary in an error',
      'rules:\n  - status: 500\n    answer: { summary: article }\n',
      /:3: .*no summary in an error/,
    ],
    ['a drop nobody knows', 'rules:\n  - drop: soon\n', /drop must be before .*, middle .* or after/],
    [
      'a chunk of nothing',
      'rules:\n  - stream: { chunk: 0 }\n',
      /rules\.0\.stream\.chunk: chunk must be tokens a piece/,
    ],
    [
      'a header that only the server can write',
      'rules:\n  - headers: { Content-Length: "3" }\n',
      /the server writes it/,
    ],
    ['a header of two lines', 'rules:\n  - headers: { a: "b\\r\\nc: d" }\n', /headers\.a: must be a text of one line/],
    ['a limit of none', 'limits: { requests-per-minute: 0 }\n', /limits\.requests-per-minute: must be a whole number/],
    ['an outage without an end or a beginning', 'outages:\n  - { share: 0.5 }\n', /:2: outages\.0: .*either seconds/],
    ['an outage by time and by calls', 'outages:\n  - { seconds: "1-2", calls: 1 }\n', /either seconds, .*or calls/],
    ['an outage of no seconds', 'outages:\n  - { seconds: "9-9" }\n', /from the smaller to the larger/],
    ['an outage in words', 'outages:\n  - { seconds: soon }\n', /seconds must be a range like "30-90"/],
    ['an outage of no share', 'outages:\n  - { seconds: "1-", share: 0 }\n', /share must be more than 0/],
    ['an outage that answers well', 'outages:\n  - { seconds: "1-", status: 200 }\n', /from 400 to 599/],
    [
      'outages that overlap in time',
      'outages:\n  - { seconds: "0-30" }\n  - { seconds: "30-60" }\n  - { seconds: "59.9-" }\n',
      /:4: outages\.2: overlaps with outages\.1: .*part or join them$/,
    ],
    ['outages that overlap in calls', 'outages:\n  - { calls: "3-5" }\n  - { calls: 5 }\n', /:3: outages\.1: overlaps/],
    ['a list at the top', '- match: {}\n', /:1: must have its fields by name, like "rules:"/],
    [
      'a number for a text',
      'rules:\n  - match: { contains: 42 }\n',
      /:2: .*contains: must be a text: put it in quotes/,
    ],
    ['a number for a key', 'rules:\n  - match:\n      key: 42\n', /:3: .*key: must be a text: put it in quotes/],
    ['a key that no header can have', 'rules:\n  - match: { key: "ü b" }\n', /key: must be of visible ASCII/],
    ['two documents', 'seed: 1\n---\nseed: 2\n', /:2: a second document begins/],
    ['a tag', 'rules:\n  - status: !number 500\n', /:2: .*tag/i],
    ['no models', 'models: []\n', /:1: models: must name at least one model; leave models out/],
    ['an answer left empty', 'rules:\n  - answer:\n      literal:\n', /:3: .*literal: is left empty: write ""/],
    ['an encoding', 'rules:\n  - headers: { Content-Encoding: gzip }\n', /the server writes it/],
    ['rules that are no list', 'rules: { status: 500 }\n', /:1: rules: must be a list/],
    ['aliases of what is not there', 'seed: *nothing\n', /:1: /],
    ['aliases that explode', `a: &a [1]\nb: &b [${'*a,'.repeat(99)}]\nc: [${'*b,'.repeat(99)}]\n`, /aliases cannot be/],
  ])('with %s is refused with its line and what to do', (_, content, message) => {
    expect(() => load(content)).toThrow(message);
  });

  it('may have outages by time and by calls at once, and those that only touch', () => {
    const outages = [{ seconds: '0-30' }, { seconds: '30-' }, { calls: '1-3' }, { calls: '4-' }];
    expect(load(JSON.stringify({ outages })).outages).toHaveLength(4);
  });

  it('may have fields that are left empty', () => {
    const content = 'limits:\noutages:\nmodels:\nrules:\n  - match:\n    headers:\n    status: 500\n';
    expect(load(content)).toMatchObject({ ...plainScenario, rules: [{ match: {}, headers: {}, status: 500 }] });
    expect(load('rules:\n')).toMatchObject(plainScenario);
  });

  it('takes names of headers in any case, and numbers for their values', () => {
    const [rule] = load('rules:\n  - headers: { Retry-After: 7 }\n').rules;
    expect(rule?.headers).toEqual({ 'retry-after': '7' });
  });

  it('that is not there is refused', () => {
    expect(() => loadScenario(join(folder, 'none.yaml'))).toThrow(/none\.yaml: there is no such file/);
  });
});

describe('an answer file', () => {
  const scenario = (file: string, more = '') => `rules:\n  - answer:\n      file: ${file}\n${more}`;
  const literalOf = (content: string) => load(content).rules[0]?.answer;

  it('is read from beside the scenario, to the letter', () => {
    writeFileSync(join(folder, 'answer.json'), '{"a":  1}\n');
    expect(literalOf(scenario('answer.json'))).toEqual({ literal: '{"a":  1}\n' });
  });

  it('is the body of an error when it is JSON, else its message', () => {
    writeFileSync(join(folder, 'answer.txt'), 'No money.\n');
    expect(literalOf(scenario('answer.json', '    status: 429\n'))).toEqual({ literal: { a: 1 } });
    expect(literalOf(scenario('answer.txt', '    status: 429\n'))).toEqual({ literal: 'No money.' });
  });

  it('that cannot be read is refused with its line', () => {
    expect(() => load(scenario('none.json'))).toThrow(
      /yaml:3: rules\.0\.answer\.file: none\.json: there is no such file/,
    );
    expect(() => load(scenario('.'))).toThrow(/: it is a folder/);
    writeFileSync(join(folder, 'binary'), Buffer.from([0xff, 0xfe, 0x00]));
    expect(() => load(scenario('binary'))).toThrow(/: it cannot be read as UTF-8/);
  });

  it('cannot be named by a scenario that is no file', () => {
    expect(() => parseScenario(scenario('/etc/hostname'), 'posted')).toThrow(
      /posted:3: .*write it as literal: instead/,
    );
  });
});

it('a scenario as a text says its name in what is wrong', () => {
  expect(parseScenario('seed: 3', 'posted')).toMatchObject({ seed: 3, source: { name: 'posted', ruleLines: [] } });
  expect(() => parseScenario('seed: x', 'posted')).toThrow(/posted:1: seed: seed must be a whole number/);
});
