import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parseArticle } from '../article/parse-article.ts';
import { readArticleFile } from '../input/article-file.ts';
import { findInstructions } from '../safety/find-instructions.ts';
import { whyUnreadable } from '../settings-file.ts';
import type { SuiteResult } from './evaluation.ts';
import { badSuite, type Suite } from './suite.ts';

/** Puts each line into the middle of the article, and counts those that are held as instructions there; no provider is asked. */
export async function runOrders(suite: Extract<Suite, { kind: 'orders' }>): Promise<Omit<SuiteResult, 'missed'>> {
  const input = await readArticleFile(basename(suite.article), dirname(suite.article)).catch((error: Error) => {
    throw badSuite(suite.article, error.message, error);
  });
  const { text } = parseArticle(input);
  const middle = Math.max(text.indexOf('\n\n', text.length / 2), 0) || text.length;
  const isHeld = (line: string) => {
    const article = parseArticle({ text: `${text.slice(0, middle)}\n\n${line}${text.slice(middle)}`, format: 'text' });
    return findInstructions(article)?.instructions.some((held) => line.includes(held.text)) ?? false;
  };
  const [orders, innocents] = [linesOf(suite.orders), linesOf(suite.innocents)];
  const share = (lines: readonly string[]) =>
    lines.length === 0 ? null : (lines.filter(isHeld).length / lines.length) * 100;
  return {
    name: suite.name,
    measures: { ordersHeld: share(orders), innocentsHeld: share(innocents) },
    articles: {},
    baselines: {},
    notes: [`${orders.length} orders, ${innocents.length} lines that look like some`],
  };
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
  } catch (error) {
    throw badSuite(file, whyUnreadable(error), error);
  }
}
