import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { webOf } from '../support/web-of.ts';
import { composeForTests, runUpshot } from './run-upshot.ts';

const good = 'https://blog.example/feed.xml';
const gone = 'https://gone.example/feed.xml';
const slow = 'https://slow.example/feed.xml';
const intranet = 'https://wiki.intranet.example/feed.xml';
const web = webOf({
  [good]: '<rss version="2.0"><channel><title>Blog</title></channel></rss>',
  [gone]: new AppError('gone.example says that this is gone for good (410)', { code: 'fetch-gone', status: 502 }),
  [slow]: new AppError('slow.example took too long', { code: 'fetch-timeout', status: 504, retryable: true }),
  [intranet]: new AppError('wiki.intranet.example is not public', { code: 'fetch-forbidden', status: 403 }),
});

describe('feeds', () => {
  let folder: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    folder = tempFolder();
  });
  afterEach(() => folder[Symbol.dispose]());

  const run = (args: readonly string[], terminal?: number) =>
    runUpshot(args, {
      ...{ cwd: folder.path, clock: createFakeClock(), compose: composeForTests(undefined, web) },
      ...(terminal === undefined ? {} : { terminal }),
    });

  it('says how each feed stands', async () => {
    await run(['ingest', good, gone, slow]);
    expect((await run(['feeds'])).stdout.split('\n')).toEqual([
      `${good}\tok\t2025-06-01T00:00:00.000Z\t\tBlog\t`,
      `${gone}\tgone\t\t\t\tgone.example says that this is gone for good (410)`,
      `${slow}\tfailing\t\t2025-06-01T00:15:00.000Z\t\tslow.example took too long`,
      '',
    ]);
    const failing = (await run(['feeds', '--failing', '--json'])).stdout.trim().split('\n');
    expect(failing.map((line) => JSON.parse(line))).toMatchObject([
      { url: gone, state: 'gone', notBefore: null },
      { url: slow, state: 'failing', failures: 1, readAt: null },
    ]);
    const { stdout } = await run(['feeds', '--failing'], 80);
    expect(stdout).toContain('never answered · failed · left alone until 2025-06-01 00:15 UTC');
  });

  it('says that one which is not asked at all need not be waited for', async () => {
    await run(['ingest', intranet]);
    expect((await run(['feeds', '--failing'], 80)).stdout).toContain('never answered · failed · may be read again');
  });

  it('says that there is none', async () => {
    expect(await run(['feeds'])).toEqual({
      ...{ code: 0, stdout: '' },
      stderr: 'No feed was read yet: upshot ingest reads feeds.\n',
    });
    await run(['ingest', good]);
    expect((await run(['feeds', '--failing'])).stderr).toBe('No feed is failing.\n');
  });
});
