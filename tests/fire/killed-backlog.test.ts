import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { articleNumber, jsonLine, numbersFrom, titleOf } from './articles.ts';
import { lostCalls, readBooks, spentOn } from './books.ts';
import { type Fire, type Life, openFire } from './program.ts';

const ARTICLES = 140;
const AT_ONCE = 6;
const KILLS = 20;
/** What the model that is asked costs, in US dollars a token. */
const [INPUT_PRICE, OUTPUT_PRICE] = [0.25e-6, 2e-6];

/** Lines and files, some of them twice, and two lines that are no articles. */
function writeInputs(folder: string): void {
  const numbers = Array.from({ length: ARTICLES }, (_, n) => n);
  const lines = numbers.filter((n) => n % 10 !== 9).map((n) => jsonLine({ text: articleNumber(n) }));
  lines.splice(20, 0, 'no JSON at all\n', jsonLine({ title: 'no text' }), ...lines.slice(3, 9));
  writeFileSync(join(folder, 'export.jsonl'), lines.join(''));
  mkdirSync(join(folder, 'posts'));
  for (const n of numbers.filter((n) => n % 10 > 7)) writeFileSync(join(folder, 'posts', `${n}.md`), articleNumber(n));
}

it('buys every article once and keeps to its budgets, killed at twenty moments', { timeout: 240_000 }, async () => {
  await using fire = await openFire({ latency: [10, 160] });
  writeInputs(fire.folder);
  const number = numbersFrom(20_250_807);
  const printed: string[] = [];
  let kills = 0;
  const lost = new Set<number>();

  const run = (limits: readonly string[]) => {
    const args = ['backlog', 'export.jsonl', 'posts', '--json', '--report', 'failures.jsonl'];
    return fire.start([...args, '--concurrency', String(AT_ONCE), ...limits]);
  };

  /** Killed so many times, then left to work to its end; or to its end alone, where that comes before. */
  async function live(times: number, ...limits: string[]): Promise<{ code: number | null; stderr: string }> {
    for (const until = kills + times; ; kills += 1) {
      const life = run(limits);
      if (kills < until) {
        await moment(life, fire, kills, number).catch(() => undefined);
        await delay(number(0, 25));
        await life.kill();
      }
      const code = await life.ended;
      printed.push(life.stdout());
      if (code !== null) return { code, stderr: life.stderr() };
      const before = lost.size;
      for (const receipt of lostCalls(fire.database)) lost.add(receipt);
      expect(lost.size - before).toBeLessThanOrEqual(AT_ONCE);
    }
  }

  expect(await live(8, '--max-calls', '50')).toMatchObject({
    ...{ code: 3, stderr: expect.stringContaining('--max-calls') },
  });
  expect((await fire.asked()).calls).toBeLessThanOrEqual(50);

  // Room for two calls at once, which 0.033 are set aside for each, and for fewer articles than are left.
  const maxCost = spentOn(fire.database, 'run:*') + 0.07;
  expect(await live(6, '--max-cost', String(maxCost))).toMatchObject({
    ...{ code: 3, stderr: expect.stringContaining('--max-cost') },
  });
  expect(spentOn(fire.database, 'run:*')).toBeLessThanOrEqual(maxCost);
  const { inputTokens, outputTokens } = await fire.asked();
  expect(inputTokens * INPUT_PRICE + outputTokens * OUTPUT_PRICE).toBeLessThanOrEqual(maxCost);

  const { code, stderr } = await live(KILLS - kills);
  expect(kills).toBe(KILLS);
  expect(code).toBe(3);
  expect(stderr).toMatch(/ finished after .*\n {2}failed +2\n/s);
  expect(readFileSync(join(fire.folder, 'failures.jsonl'), 'utf8').trim().split('\n')).toHaveLength(2);

  const { calls } = await fire.asked();
  const books = readBooks(fire.database);
  expect(books.titles).toEqual(Array.from({ length: ARTICLES }, (_, n) => titleOf(n)));
  expect(books).toMatchObject({ open: 0, failed: 0, settled: ARTICLES });
  expect(books.settled).toBeLessThanOrEqual(calls);
  expect(calls).toBeLessThanOrEqual(books.settled + books.uncertain);
  expect(books.uncertain).toBe(lost.size);
  const created = printed.flatMap((text) =>
    [...text.matchAll(/"outcome":"created","id":"(\w+)"/g)].map(([, id]) => id),
  );
  expect(new Set(created).size).toBe(created.length);
});

/** Every other one is right after the start, the rest when some calls or results more were seen. */
async function moment(life: Life, fire: Fire, kills: number, number: (from: number, to: number) => number) {
  const more = number(1, 9);
  if (kills % 2 === 0) return life.until(() => /run \w+ (?:begins|goes on)/.test(life.stderr()));
  if (kills % 4 === 1) return life.until(() => life.stdout().split('"created"').length > more);
  const { calls } = await fire.asked();
  return life.until(async () => (await fire.asked()).calls >= calls + more);
}
