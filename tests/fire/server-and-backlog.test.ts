import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { articleNumber, jsonLine, numbersFrom, titleOf } from './articles.ts';
import { lostCalls, readBooks, spentOn } from './books.ts';
import { type Fire, type Life, openFire } from './program.ts';

const ARTICLES = 60;
const numbers = Array.from({ length: ARTICLES }, (_, n) => n);
/** Half of what the command line takes is sent to the server as well, some to be waited for and some as jobs. */
const [listed, queued, posted] = [numbers.slice(0, 40), numbers.slice(15, 40), numbers.slice(30)];
const AT_ONCE = { listed: 4, queued: 3, posted: 3 };
const ALL_AT_ONCE = AT_ONCE.listed + AT_ONCE.queued + AT_ONCE.posted;

interface Server {
  life: Life;
  url: string;
}

async function serve(fire: Fire, env: Record<string, string>): Promise<Server> {
  const life = fire.start(['serve', '--port', '0'], { UPSHOT_WORKERS: String(AT_ONCE.queued), ...env });
  const url = () => /http:\/\/127\.0\.0\.1:\d+/.exec(life.stdout())?.[0];
  await life.until(() => url() !== undefined);
  return { life, url: url() ?? '' };
}

/** What a patient client does: sends it again until it is taken. Resolves with the status. */
async function send(n: number, server: Server, headers: Record<string, string> = {}): Promise<number> {
  for (;;) {
    const answer = await fetch(`${server.url}/v1/articles`, {
      ...{ method: 'POST', body: articleNumber(n) },
      headers: { 'content-type': 'text/markdown', ...headers },
    }).catch(() => null);
    if (answer?.ok) return answer.status;
    await delay(100);
  }
}

async function jobsIn(state: string, { url }: Server): Promise<{ id: string }[]> {
  const answer = await fetch(`${url}/v1/jobs?state=${state}&perPage=100`);
  return ((await answer.json()) as { items: { id: string }[] }).items;
}

it('shares one database, both killed, and buys every article once', { timeout: 240_000 }, async () => {
  await using fire = await openFire({ latency: [20, 200] });
  writeFileSync(join(fire.folder, 'export.jsonl'), listed.map((n) => jsonLine({ text: articleNumber(n) })).join(''));
  const number = numbersFrom(7);
  const run = (env = {}) => fire.start(['backlog', 'export.jsonl', '--concurrency', String(AT_ONCE.listed)], env);
  const more = async (calls: number, life: Life) => {
    const before = (await fire.asked()).calls;
    await life.until(async () => (await fire.asked()).calls >= before + calls);
  };
  const lost = new Set<number>();
  async function killBoth(server: Life, backlog: Life): Promise<void> {
    await Promise.all([server.kill(), delay(number(0, 20)).then(() => backlog.kill())]);
    const before = lost.size;
    for (const receipt of lostCalls(fire.database)) lost.add(receipt);
    expect(lost.size - before).toBeLessThanOrEqual(ALL_AT_ONCE);
  }

  const server = await serve(fire, {});
  for (const n of queued) {
    expect(await send(n, server, { prefer: 'respond-async', 'idempotency-key': `article ${n}` })).toBe(202);
  }
  const waiting = [...posted];
  const clients = Array.from({ length: AT_ONCE.posted }, async () => {
    for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) await send(n, server);
  });
  for (let round = 0; round < 2; round += 1) {
    const backlog = run();
    await more(number(4, 10), backlog);
    await killBoth(server.life, backlog);
    Object.assign(server, await serve(fire, {}));
  }
  await server.life.kill();

  // Now the day has room for one call at a time, which 0.009 are set aside for at least, and little left for all of them together.
  const maxCost = spentOn(fire.database, 'day:*') + 0.0125;
  const frugal = { UPSHOT_MAX_COST_USD: String(maxCost) };
  Object.assign(server, await serve(fire, frugal));
  const backlog = run(frugal);
  expect(await backlog.ended).toBe(3);
  expect(backlog.stderr()).toContain('UPSHOT_MAX_COST_USD');
  expect(spentOn(fire.database, 'day:*')).toBeLessThanOrEqual(maxCost);
  await killBoth(server.life, backlog);

  Object.assign(server, await serve(fire, {}));
  for (const { id } of await jobsIn('waiting', server)) {
    await fetch(`${server.url}/v1/jobs/${id}/retry`, { method: 'POST' });
  }
  const last = run();
  expect(await last.ended, last.stderr()).toBe(0);
  await Promise.all(clients);
  await server.life.until(async () => (await jobsIn('done', server)).length === queued.length);
  server.life.signal('SIGTERM');
  expect(await server.life.ended, server.life.stderr()).toBe(0);

  const { calls } = await fire.asked();
  const books = readBooks(fire.database);
  expect(books.titles).toEqual(numbers.map(titleOf));
  expect(books).toMatchObject({ open: 0, failed: 0, settled: ARTICLES });
  expect(books.settled).toBeLessThanOrEqual(calls);
  expect(calls).toBeLessThanOrEqual(books.settled + books.uncertain);
  expect(books.uncertain).toBeLessThanOrEqual(lost.size);
});
