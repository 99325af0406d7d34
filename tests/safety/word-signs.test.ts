import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { instructionPhrases } from '../../src/safety/instruction-phrases.ts';
import { overridingPhrases, steeringPhrases } from '../../src/safety/steering-phrases.ts';
import { createWordSigns, orderWords } from '../../src/safety/word-signs.ts';

const groups = [...instructionPhrases, ...overridingPhrases, ...steeringPhrases];

/** The sentences of all articles that attack, a few at a time, so that phrases may go across their ends. */
const sentences = ['injection', 'injection-held-out']
  .map((name) => new URL(`../../evals/${name}/articles/`, import.meta.url))
  .flatMap((folder) => readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8')))
  .flatMap((text) => text.split(/(?<=[.!?])\s+|\n+/))
  .flatMap((sentence, at, all) => [sentence, `${sentence} ${all[at + 1]}`]);

it('tells which signs the words of a text have', () => {
  const words = createWordSigns();
  const [ours, others] = [words.add(/^ledger/iu), words.add((run) => run.length === 3)];

  expect(words.of('Both Ledgers were kept')).toBe(ours);
  expect(words.of('its subledger-book')).toBe(others);
  expect(words.of('LEDGER, and more of it')).toBe(ours | others);
  expect(words.of(`${'x'.repeat(40)} 42 %`)).toBe(0);
  const late = words.add(/^both$/iu);
  expect(words.of('Both Ledgers were kept')).toBe(ours | late);
});

it('passes over no sentence that a phrase fits', () => {
  const fitting = groups.map(({ sign = 0, phrases }) => {
    const found = sentences.filter((sentence) => phrases.some((phrase) => phrase.test(sentence)));
    expect(found.filter((sentence) => sign !== 0 && (orderWords.of(sentence) & sign) === 0)).toEqual([]);
    return found.length;
  });

  expect(fitting.filter((count) => count > 0).length).toBeGreaterThan(groups.length / 2);
});
