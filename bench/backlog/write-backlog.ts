import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { claims } from '../model-answer.ts';

const WORDS = 300;

const openings = [
  'In the first week',
  'On the second day',
  'Before the freeze',
  'After the review',
  'Late in the quarter',
];
const actors = ['the storage team', 'an on-call engineer', 'the build group', 'a new colleague', 'the data desk'];
const acts = ['moved', 'measured', 'rewrote', 'compared', 'retired', 'traced'];
const things = ['queue consumers', 'nightly jobs', 'cache nodes', 'import scripts', 'alert rules', 'read replicas'];
const ends = ['without a pause', 'in one afternoon', 'with a flag', 'behind a proxy', 'on two clusters'];

/**
 * Writes `count` different articles of 300 words as JSON Lines, the same on every run. Each says what the model of the
 * benchmark answers, so that no answer is sent back, and something of its own.
 */
export async function writeBacklog(file: string, count: number): Promise<void> {
  const out = createWriteStream(file);
  for (let n = 1; n <= count; n += 1) {
    const line = JSON.stringify({
      text: articleText(n),
      format: 'markdown',
      title: `Report ${n} of the platform group`,
    });
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

function articleText(n: number): string {
  const sentences = [claims];
  let words = wordsIn(claims);
  for (let step = 0; words < WORDS; step += 1) {
    const pick = (list: readonly string[], factor: number) => list[(n * factor + step) % list.length] ?? '';
    const sentence = `${pick(openings, 1)}, ${pick(actors, 2)} ${pick(acts, 3)} ${n + step} ${pick(things, 5)} ${pick(ends, 7)}.`;
    sentences.push(sentence);
    words += wordsIn(sentence);
  }
  const [first = '', ...own] = sentences;
  return `# Report ${n} of the platform group\n\n${first}\n\n${own.join(' ')}\n`;
}

function wordsIn(text: string): number {
  return text.split(' ').length;
}
