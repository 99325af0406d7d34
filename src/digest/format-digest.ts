import type { Entry } from '../catalogue/entry.ts';
import { BULLET, headingOf, LEAD, pageLineOf } from './digest.ts';

/** One page of a plain digest in pieces, so that none of any length is held whole. `import` reads it back. */
export async function* formatDigest(
  tag: string,
  entries: AsyncIterable<Pick<Entry, 'summary'>>,
  pageOf: () => { readonly page: number; readonly pageCount: number },
): AsyncGenerator<string> {
  yield `${tag}\n\n${headingOf(tag)}\n\n`;
  let between = '';
  for await (const { summary } of entries) {
    const bullets = summary.bullets.map((bullet) => `${BULLET}${onOneLine(bullet)}\n`);
    yield `${between}${LEAD}${onOneLine(summary.whyItMatters)}\n\n${bullets.join('')}`;
    between = '\n';
  }
  const { page, pageCount } = pageOf();
  yield `${pageLineOf(page, pageCount)}\n`;
}

/** Summaries are lines already; what came from elsewhere need not be. */
function onOneLine(text: string): string {
  return text.replace(/\s*[\n\v\f\r\u0085\u2028\u2029]\s*/g, ' ');
}
