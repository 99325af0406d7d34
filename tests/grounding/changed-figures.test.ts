import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { parseArticle } from '../../src/article/parse-article.ts';
import { indexArticle } from '../../src/grounding/article-index.ts';
import { readClaim } from '../../src/grounding/claim.ts';
import { checkNumbers } from '../../src/grounding/stated/check-numbers.ts';

const root = new URL('../../', import.meta.url);
const folders = ['evals/grounding/articles/', 'samples/articles/'];
const claimSchema = z.object({ article: z.string(), claim: z.string(), expect: z.array(z.string()) });

/** The number in digits that a part of a text begins with, written as the text writes it. */
const NUMBER = /\d[\d,]*(?:\.\d+)?/;

/** What a careless model makes of a figure: one more or less in its last place, half as much again, another first digit. */
function changesOf(written: string): string[] {
  const value = Number(written.replaceAll(',', ''));
  const places = /\.(\d+)/.exec(written)?.[1]?.length ?? 0;
  const digits = written.replace(/[.,]/g, '').replace(/0+$/, '').length;
  const step = places > 0 ? 10 ** -places : 10 ** (String(value).length - Math.min(digits, 3));
  const others = [value + step, value - step, Math.round((value * 1.5) / step) * step, 2 * value, 10 * value];
  const first = String((Number(written[0]) % 9) + 1) + written.slice(1);
  const asWritten = (other: number) =>
    other.toLocaleString('en', {
      minimumFractionDigits: places,
      maximumFractionDigits: places,
      useGrouping: /,|\d{5}/.test(written),
    });
  return [...others.filter((other) => other > 0).map(asWritten), first].filter((other) => other !== written);
}

it('finds nearly every figure that is changed in claims that articles back', () => {
  const rows = readFileSync(new URL('evals/grounding/claims.jsonl', root), 'utf8').trim().split('\n');
  const backed = rows.map((row) => claimSchema.parse(JSON.parse(row))).filter((row) => row.expect.length === 0);
  let [changed, found] = [0, 0];
  for (const [name, claims] of Map.groupBy(backed, ({ article }) => article)) {
    const file = folders.map((folder) => new URL(folder + name, root)).find((url) => existsSync(url));
    if (!file) throw new Error(`There is no article ${name}`);
    const format = name.endsWith('.html') ? 'html' : name.endsWith('.md') ? 'markdown' : 'text';
    const index = indexArticle(parseArticle({ text: readFileSync(file, 'utf8'), format }));
    const isFound = (claim: string) => checkNumbers(readClaim(claim), index).issues.length > 0;
    for (const { claim } of claims) {
      if (isFound(claim)) continue;
      for (const { start, end } of readClaim(claim).figures) {
        const written = NUMBER.exec(claim.slice(start, end))?.[0];
        for (const other of written ? changesOf(written) : []) {
          changed += 1;
          if (isFound(claim.slice(0, start) + claim.slice(start, end).replace(NUMBER, other) + claim.slice(end)))
            found += 1;
        }
      }
    }
  }
  expect(changed).toBeGreaterThan(1000);
  expect((100 * found) / changed).toBeGreaterThanOrEqual(89.5);
});
