import { createHash } from 'node:crypto';
import type { Article, Block, BlockKind } from '../../src/article/article.ts';

type Part = readonly [kind: BlockKind, text: string, depth?: number];

const parts: readonly Part[] = [
  ['heading', 'The queue that never drained', 1],
  [
    'paragraph',
    'On 4 March our image queue stopped draining for 52 minutes, and 18,400 uploads waited behind one broken file. No upload was lost, but people saw grey squares where their photographs should have been.',
  ],
  ['heading', 'What happened', 2],
  [
    'paragraph',
    'A single TIFF with a malformed header crashed the worker that picked it up. The broker returned the message to the head of the queue, so the next worker picked it up and crashed as well. Within six minutes all 24 workers were restarting in a loop.',
  ],
  ['code', 'while true; do worker --once; done'],
  [
    'paragraph',
    'The on-call engineer saw a normal error rate, because a crash before the first log line leaves no error. She found the file by reading the broker’s redelivery counter by hand.',
  ],
  ['heading', 'What we changed', 2],
  ['list-item', 'A message that was delivered three times now moves to a quarantine queue with an alert.', 1],
  ['list-item', 'Workers write a start record before they open a file, so that a crash names its cause.', 1],
  ['table', 'metric | before | after\nminutes to find a poison message | 52 | 3'],
  [
    'paragraph',
    'We replayed the incident in staging last week, and the quarantine caught the file after 40 seconds. The drill now runs every month with a file chosen by another team.',
  ],
];

/** A small article with a block of every kind but a quote, built by hand so that no parser is needed. */
export function incidentArticle(change: Partial<Article> = {}): Article {
  let text = '';
  const blocks: Block[] = parts.map(([kind, content, depth]) => {
    if (text !== '') text += '\n\n';
    const start = text.length;
    text += content;
    return { kind, start, end: text.length, ...(depth === undefined ? {} : { depth }) };
  });
  return {
    ...{ text, blocks, format: 'markdown', title: 'The queue that never drained' },
    ...{ url: null, source: null, author: null, publishedAt: null, tags: [], words: 190 },
    fingerprint: `1-${createHash('sha256').update(text).digest('hex')}`,
    ...change,
  };
}
