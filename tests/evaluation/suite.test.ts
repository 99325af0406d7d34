import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measures } from '../../src/evaluation/measures.ts';
import { builtInSuites, loadSuite } from '../../src/evaluation/suite.ts';
import { suiteFolder } from './suite-folder.ts';

describe('loadSuite', () => {
  it('reads a suite, its paths from the folder that it is in', () => {
    using folder = suiteFolder();
    expect(loadSuite(join(folder.path, 'summaries.yaml'))).toMatchObject({
      kind: 'summaries',
      references: join(folder.path, 'references'),
      articles: folder.path,
      baselines: [join(folder.path, 'first.ts'), join(folder.path, 'absent.ts')],
    });
    expect(loadSuite(join(folder.path, 'claims.yaml'))).toMatchObject({ claims: join(folder.path, 'claims.jsonl') });
  });

  it.each([
    ['a file that is not there', 'absent.yaml', {}, /there is no such file/],
    ['what is no YAML', 'bad.yaml', 'a: [', /bad\.yaml: .*[^:]$/],
    ['a text', 'bad.yaml', 'a', /the file must be an object/],
    [
      'an unknown kind',
      'bad.yaml',
      { name: 'bad', kind: 'guesses' },
      /: kind must be one of summaries, claims, attacks, o/,
    ],
    ['no kind', 'bad.yaml', 'name: bad', /: kind must be one of summaries, claims, attacks, orders$/],
    [
      'an unknown measure',
      'bad.yaml',
      { thresholds: { heldback: { least: 1 } } },
      /heldback is no measure; those are valid, /,
    ],
    ['a threshold that asks for nothing', 'bad.yaml', { thresholds: { valid: {} } }, /must say least or most/],
    ['a field that no suite has', 'bad.yaml', { colour: 'red' }, /colour is not known here/],
  ])('refuses %s', (_, name, content, message) => {
    const good = { name: 'bad', kind: 'claims', claims: 'c.jsonl', articles: ['.'] };
    using folder = suiteFolder({ 'bad.yaml': typeof content === 'string' ? content : { ...good, ...content } });
    expect(() => loadSuite(join(folder.path, name))).toThrow(
      expect.objectContaining({ code: 'bad-suite', message: expect.stringMatching(message) }),
    );
  });
});

describe('builtInSuites', () => {
  it('are the suite files of the folder', () => {
    using folder = suiteFolder();
    expect(builtInSuites(folder.path)).toEqual(
      ['claims.yaml', 'summaries.yaml'].map((name) => join(folder.path, name)),
    );
    expect(builtInSuites().length).toBeGreaterThan(1);
  });

  it('say where suites come from when there is no such folder', () => {
    expect(() => builtInSuites('/nowhere/evals')).toThrow(/come with a clone/);
  });
});

describe('what the README of evals says of a suite of one’s own', () => {
  const readme = readFileSync(new URL('../../evals/README.md', import.meta.url), 'utf8');

  it('is a suite', () => {
    using folder = suiteFolder({ 'mine.yaml': /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '' });
    expect(loadSuite(join(folder.path, 'mine.yaml'))).toMatchObject({ name: 'mine', kind: 'claims' });
  });

  it('names every measure', () => {
    const named = new Set(Array.from(readme.matchAll(/`([a-z][A-Za-z0-9]*(?:\.<code>)?)`/g), ([, name]) => name));
    const all = new Set(Object.keys(measures).map((name) => name.replace(/\..*/, '.<code>')));
    expect([...all].filter((name) => !named.has(name))).toEqual([]);
  });
});
