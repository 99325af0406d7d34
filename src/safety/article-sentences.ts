import { splitSentences } from '../article/sentences.ts';
import type { CheckedArticle } from './safety-issue.ts';

/** A sentence of an article as it is judged. */
export interface Sentence {
  readonly text: string;
  /** The field or block it stands in. */
  readonly block: number;
  /** Whether the article has it only where nobody sees it. */
  readonly unseen: boolean;
  /** Whether it is a line of code or of a table. */
  readonly data: boolean;
}

/** Fields and sentences in order; of code and tables the lines. */
export function sentencesOf({ text, blocks, title, url, source, author, hidden = [] }: CheckedArticle): Sentence[] {
  const fields = [title, author, source, url && readableUrl(url)].map((field) => split(field ?? ''));
  const isData = blocks.map(({ kind }) => kind === 'code' || kind === 'table');
  const parts = blocks.map(({ start, end }, index) => {
    const content = text.slice(start, end);
    return isData[index] ? content.split('\n') : split(content);
  });
  const first = fields.length + hidden.length;
  const all = [...fields, ...hidden.map((sentence) => [sentence]), ...parts];
  const sentences = all.flatMap((ones, block) => {
    const [unseen, data] = [block >= fields.length && block < first, isData[block - first] ?? false];
    return ones.map((one) => ({ text: one, block, unseen, data }));
  });
  const runs = scattered(parts).map((one) => ({ text: one, block: all.length, unseen: false, data: false }));
  return [...sentences, ...runs];
}

/** So short a paragraph can be a word of a sentence, and so many of them in a row are one. */
const SCRAP = 25;
const FEWEST_SCRAPS = 3;

/** Sentences whose words are paragraphs of their own. */
function scattered(parts: readonly (readonly string[])[]): string[] {
  const runs: string[] = [];
  let run: string[] = [];
  for (const part of [...parts, []]) {
    const [text = ''] = part;
    if (part.length === 1 && text.length <= SCRAP && !/\s.*\s/u.test(text)) run.push(text);
    else {
      if (run.length >= FEWEST_SCRAPS) runs.push(run.join(' '));
      run = [];
    }
  }
  return runs;
}

function split(text: string): string[] {
  return splitSentences(text).map(({ start, end }) => text.slice(start, end));
}

/** The words in an address: `/please-ignore%20this` as `please ignore this`. */
function readableUrl(url: string): string {
  const bare = url.replace(/^\w+:\/\/[^/]*/, '').replaceAll('+', ' ');
  const spelt = bare.replace(/(?:%[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString());
  return spelt.replace(/[-_/?=&#.]+/g, ' ').trim();
}
