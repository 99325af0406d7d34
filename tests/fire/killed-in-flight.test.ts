import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { articleNumber, jsonLine } from './articles.ts';
import { lostCalls, readBooks } from './books.ts';
import { openFire } from './program.ts';

const ARTICLES = 60;
/** How many are worked on, and how many of them may be asked about at once: the others wait for their turn. */
const [IN_WORK, IN_FLIGHT] = [40, 16];
const ANSWERS = 2 * IN_FLIGHT;

it('has nothing on the book that was not sent, killed with every place taken and others in line', {
  timeout: 120_000,
}, async () => {
  await using fire = await openFire({ latency: [150, 250], answers: ANSWERS });
  const lines = Array.from({ length: ARTICLES }, (_, n) => jsonLine({ text: articleNumber(n) }));
  writeFileSync(join(fire.folder, 'export.jsonl'), lines.join(''));
  const args = ['backlog', 'export.jsonl', '--concurrency', String(IN_WORK)];
  const life = fire.start(args, { UPSHOT_MAX_CONCURRENCY: String(IN_FLIGHT) });

  await life.until(async () => (await fire.asked()).calls === ANSWERS + IN_FLIGHT);
  await life.until(() => readBooks(fire.database).entries === ANSWERS); // by then all that is to be booked is
  await life.kill();
  const { calls } = await fire.asked();
  expect(readBooks(fire.database)).toMatchObject({ settled: ANSWERS, uncertain: 0, failed: 0, open: calls - ANSWERS });
  expect(lostCalls(fire.database)).toHaveLength(IN_FLIGHT);
});
