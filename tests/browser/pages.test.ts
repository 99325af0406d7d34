import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FeedStates } from '../../src/ingest/feed-states.ts';
import type { Runs } from '../../src/runs/runs.ts';
import { candidate } from '../contract/candidate.ts';
import { startTestServer, type TestServer } from '../http/test-server.ts';
import { validSummary } from '../support/summaries.ts';
import { hasChromium, launchChromium } from './chromium.ts';

const longWord = 'kubernetes.io/legacy-service-account-token-cleanup-controller-with-an-even-longer-suffix-than-that';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Something for every part of the status page. */
async function giveStatus({ deps: { queue, runs, feedStates } }: TestServer): Promise<void> {
  const problem = { code: 'too-short', message: `${longWord} has 2 words` };
  await queue.add({ input: { text: 'too short' } });
  const taken = await queue.take(Number.MAX_SAFE_INTEGER);
  if (taken !== null) await queue.fail(taken, problem, null);
  const store = runs as Runs;
  const plan = { name: 'backlog', command: `upshot backlog ${longWord}`, inputs: ['/a'], options: {} };
  const run = await store.begin({ id: 'run', series: 's', ...plan });
  const failed = { outcome: 'failed', entry: null, provider: null, waiting: false } as const;
  await store.record(run, [{ key: 'a', place: longWord, ...failed, error: problem }]);
  await (feedStates as FeedStates).save({
    ...{ url: `https://${longWord}.example.com/`, title: null, validators: {}, readAt: 1, notBefore: 4e12 },
    ...{ failures: 1, problem: longWord, movedTo: null, gone: false },
  });
}

describe.skipIf(!hasChromium)('pages in a browser (needs /usr/bin/chromium)', () => {
  let browser: Browser;
  /** One for all that is only looked at. */
  let tab: Page;
  /** What the browser asked for, and what it complained of, in that tab since the last test. */
  const asked: string[] = [];
  const complaints: string[] = [];
  let server: TestServer;
  let guarded: TestServer;
  beforeAll(async () => {
    [browser, server, guarded] = await Promise.all([
      launchChromium(),
      startTestServer(),
      startTestServer({ settings: { apiKeys: ['correct-horse-battery'] } }),
    ]);
    const { provenance } = candidate('x');
    await Promise.all(
      Array.from({ length: 95 }, (_, n) =>
        server.save(`e${n}`, {
          title: `The queue that never drained, part ${n}`,
          url: `https://example.com/${n}`,
          publishedAt: '2025-05-30T00:00:00.000Z',
          summary: { ...validSummary, tags: ['sre', 'distributed-systems'] },
        }),
      ),
    );
    await server.save('wide', {
      title: longWord,
      source: longWord,
      author: longWord,
      now: Date.UTC(2026, 2, 1),
      tags: ['security'],
      summary: { ...validSummary, whyItMatters: longWord, tags: ['security'], keywords: [longWord] },
      provenance: { ...provenance, provider: 'extractive', model: longWord },
      evidence: [
        { claim: 'bullets/0', supported: true, spans: [{ start: 0, end: 1, quote: longWord }], issues: [] },
        {
          claim: 'bullets/1',
          supported: false,
          spans: [],
          issues: [{ code: 'number', message: 'the article does not state 27' }],
        },
      ],
    });
  });
  beforeAll(async () => {
    const passage = { start: 0, end: 5, quote: longWord };
    const issues = (['number', 'name', 'quote', 'direction', 'negation', 'support'] as const).map((code) => ({
      code,
      message: `The article does not say ${longWord}, "${code}".`,
    }));
    const evidence = [
      { claim: 'whyItMatters', supported: false, spans: [passage], issues },
      { claim: 'bullets/0', supported: true, spans: [passage], issues: [] },
    ];
    const waiting = {
      status: 'needs-review',
      title: longWord,
      source: longWord,
      text: longWord.repeat(9),
      evidence,
    } as const;
    await server.save('waits', waiting);
    await server.save('revises', { ...waiting, url: 'https://example.com/0' });
    for (let n = 0; n < 10; n += 1)
      await server.save(`w${n}`, { status: 'needs-review', title: `Waiting ${n}`, now: Date.UTC(2026, 3, n + 1) });
    await server.deps.editor.edit(
      'e1',
      { title: longWord, summary: { tags: ['data'] } },
      { by: longWord, reason: longWord },
    );
    await server.deps.editor.edit('e1', { source: 'A source' }, { by: null, reason: null });
    await giveStatus(server);
    await guarded.save('kept', { status: 'needs-review', title: 'A claim too many' });
  });
  beforeAll(async () => {
    tab = await browser.newPage();
    tab.on('request', (request) => asked.push(request.url()));
    tab.on('console', (message) => complaints.push(message.text()));
    tab.on('pageerror', (error) => complaints.push(String(error)));
  });
  beforeEach(() => {
    asked.length = 0;
    complaints.length = 0;
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
    await guarded?.[Symbol.asyncDispose]();
  });

  /** Runs `body` in a tab of its own and returns what the browser complained of. */
  async function inTab(options: Parameters<Browser['newContext']>[0], body: (page: Page) => Promise<void>) {
    const context = await browser.newContext(options);
    const heard: string[] = [];
    try {
      const page = await context.newPage();
      page.on('console', (message) => heard.push(message.text()));
      page.on('pageerror', (error) => heard.push(String(error)));
      await body(page);
    } finally {
      await context.close();
    }
    return heard;
  }

  const looks = [
    { width: 390, colorScheme: 'light' },
    { width: 390, colorScheme: 'dark' },
    { width: 1280, colorScheme: 'dark' },
    { width: 1280, colorScheme: 'light' },
  ] as const;

  it.each([
    ['a list', () => `${server.url}/tags/sre?page=5&sort=title`],
    ['a source', () => `${server.url}/sources/${longWord.replace('/', '%2F')}`],
    ['the tags', () => `${server.url}/tags`],
    ['the sources', () => `${server.url}/sources`],
    ['an article', () => `${server.url}/articles/wide`],
    ['an article with others like it', () => `${server.url}/articles/e5`],
    ['search', () => `${server.url}/search?q=suffix`],
    ['a search for what is misspelt', () => `${server.url}/search?q=chekout&tag=sre`],
    ['the form', () => `${guarded.url}/submit`],
    ['the first visit', () => `${guarded.url}/`],
    ['the last page of the review, after a decision', () => `${server.url}/review?page=2&published=wide`],
    ['an article that waits', () => `${server.url}/articles/revises`],
    ['the form to edit', () => `${server.url}/articles/wide/edit`],
    ['the history', () => `${server.url}/articles/e1/history?undone=2`],
    ['the status', () => `${server.url}/status`],
    ['the API', () => `${guarded.url}/docs`],
    ['the schemas of the API', () => `${guarded.url}/docs/schemas#Entry`],
    ['the problems of the API', () => `${server.url}/problems`],
    ['a problem', () => `${server.url}/problems/unknown-tag`],
    ['the key for the review', () => `${guarded.url}/review`],
    ['an error', () => `${server.url}/articles/nope`],
  ])(
    '%s comes in one request, fits and is accessible, on a phone and a desk, light and dark',
    async (_what, address) => {
      await tab.setViewportSize({ width: 320, height: 700 });
      const answer = await tab.goto(address());
      expect((await answer?.body())?.length).toBeLessThan(60_000);
      await tab.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      const overflow = () => tab.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(await overflow(), 'at 320 px').toBeLessThanOrEqual(0);
      await tab.evaluate(axe);
      for (const { width, colorScheme } of looks) {
        await tab.setViewportSize({ width, height: 900 });
        await tab.emulateMedia({ colorScheme });
        expect(await overflow(), `at ${width} px`).toBeLessThanOrEqual(0);
        // Another colour scheme changes colours, and nothing else that is tested.
        const rules =
          colorScheme === 'dark' ? "runOnly: ['color-contrast']" : "rules: { 'target-size': { enabled: true } }";
        const violations = await tab.evaluate(
          `axe.run(document, { resultTypes: ['violations'], ${rules} })` +
            '.then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html))',
        );
        expect(violations, `at ${width} px, ${colorScheme}`).toEqual([]);
      }
      expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([address().replace(/#.*/, '')]);
      expect(complaints.filter((text) => !/40[14]/.test(text))).toEqual([]);
    },
  );

  it('are walked without a mouse: skip link, card, pagination', async () => {
    await inTab({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${server.url}/tags/sre`);
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').textContent()).toBe('Skip to the content');
      await page.keyboard.press('Enter');
      const visited: (string | null)[] = [];
      while (visited.length < 9 && (await page.locator('h2 :focus').count()) === 0) {
        await page.keyboard.press('Tab');
        visited.push(await page.locator(':focus').textContent());
      }
      expect(visited.slice(0, 4)).toEqual(['Newest added', 'Oldest added', 'Title', 'Source']);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/articles\/e\d+$/);
      expect(await page.locator('h1').textContent()).toContain('The queue that never drained');
      await page.goBack();
      await page.getByRole('link', { name: 'Next' }).click();
      await page.waitForURL(/page=2$/);
      expect(await page.locator('nav[aria-label=Pages] p').textContent()).toBe('Page 2 of 10');
    });
  });

  it('take an article by the form, after telling what is wrong with it', async () => {
    const complaints = await inTab({ viewport: { width: 390, height: 844 } }, async (page) => {
      await page.goto(`${guarded.url}/submit`);
      await page.getByLabel('The full text').fill('A text of its own.\nWith two lines.');
      await page.getByLabel('Title').fill('A <title> & more');
      await page.getByLabel('SRE').check();
      await page.getByLabel('Key').fill('not-the-right-key');
      await page.getByRole('button', { name: 'Summarise it' }).click();

      await page.getByRole('alert').waitFor();
      expect(await page.locator(':focus').getAttribute('role')).toBe('alert');
      expect(await page.getByLabel('The full text').inputValue()).toBe('A text of its own.\nWith two lines.');
      expect(await page.getByLabel('Title').inputValue()).toBe('A <title> & more');
      expect(await page.getByLabel('SRE').isChecked()).toBe(true);
      expect(await page.getByLabel('Key').inputValue()).toBe('');

      await page.getByLabel('Key').fill('correct-horse-battery');
      await page.getByRole('button', { name: 'Summarise it' }).click();
      await page.waitForURL(/\/articles\/made-1$/);
      expect(await page.locator('h1').textContent()).toBe('A <title> & more');
    });
    expect(complaints.filter((text) => !text.includes('403'))).toEqual([]);
  });

  it('let a person with a key look at what waits, and publish or reject it without a mouse', async () => {
    await inTab({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${guarded.url}/review`);
      await page.getByLabel('Key').fill('correct-horse-battery');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${guarded.url}/review`);
      await page.getByRole('heading', { name: 'A claim too many' }).waitFor();
      await page.getByLabel('Reason').fill('The figure is in the picture.');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\?published=kept$/);
      expect(await page.getByRole('status').textContent()).toBe('Published: A claim too many');
      await page.getByRole('link', { name: 'Latest' }).click();
      await page.getByRole('link', { name: 'A claim too many' }).waitFor();

      await guarded.save('gone', { status: 'needs-review', title: 'One that goes' });
      await page.getByRole('link', { name: 'Latest' }).click();
      await page.getByRole('link', { name: 'Review 1 waiting' }).click();
      await page.getByRole('button', { name: /^Reject.*One that goes$/ }).click();
      await page.waitForURL(/\?rejected=yes$/);
      expect(await page.locator('main').textContent()).toContain('Nothing waits for review.');
    });
  });

  it('let a person with a key edit without a script, and lose nothing when somebody else was faster', async () => {
    await inTab({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } }, async (page) => {
      await guarded.save('mine', { title: 'Old title' });
      await page.goto(`${guarded.url}/articles/mine/edit`);
      await page.getByLabel('Key').fill('correct-horse-battery');
      await page.keyboard.press('Enter');
      await page.getByLabel('Title').fill('My title');
      await page.getByLabel('Culture').check();
      await guarded.deps.editor.edit('mine', { title: longWord, source: 'Theirs' }, { by: 'Bo', reason: null });
      await page.getByRole('button', { name: 'Save' }).click();

      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('My title');
      expect(await page.getByRole('textbox', { name: 'Source' }).inputValue()).toBe('Theirs');
      expect(await page.getByLabel('Culture').isChecked()).toBe(true);
      expect(await page.locator('#title-theirs').textContent()).toContain(longWord);
      expect(await page.getByRole('textbox', { name: 'Title' }).getAttribute('aria-describedby')).toBe('title-theirs');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.waitForURL(/\/articles\/mine$/);
      expect(await page.locator('h1').textContent()).toBe('My title');
      await page.getByRole('link', { name: 'History' }).click();
      await page.getByRole('button', { name: 'Undo no. 3' }).click();
      expect(await page.getByRole('status').textContent()).toBe('No. 3 is undone.');
    });
  });

  it('are printed without navigation, with their evidence open and their addresses shown', async () => {
    await server.save('printed', { url: 'https://example.com/printed', text: 'The text of printed.' });
    await tab.goto(`${server.url}/articles/printed`);
    await tab.emulateMedia({ media: 'print' });
    expect(await tab.getByRole('navigation').count()).toBe(0);
    expect(await tab.locator('blockquote').first().isVisible()).toBe(true);
    const after = "getComputedStyle(document.querySelector('.onward .button'), '::after').content";
    expect(await tab.evaluate(after)).toContain('https://example.com/printed');
    await tab.emulateMedia({ media: null });
  });

  it('find articles by words', async () => {
    await tab.goto(`${server.url}/search`);
    await tab.getByLabel('Words to find').fill('checkout retry');
    await tab.keyboard.press('Enter');
    await tab.waitForURL(/\/search\?q=checkout\+retry$/);
    expect(await tab.getByRole('status').textContent()).toContain('articles with “checkout retry”');
  });
});
