import textrank from 'ts-textrank';
import type { Article } from '../../src/article/article.ts';

const { AbsoluteSummarizerConfig, DefaultTextParser, NullLogger, SorensenDiceSimilarity, Summarizer } = textrank;

/** TextRank (Mihalcea and Tarau 2004) as the package has it, on the paragraphs and list items of the article. */
export function summarise({ text, blocks }: Article): string[] {
  const prose = blocks
    .filter(({ kind }) => kind === 'paragraph' || kind === 'list-item' || kind === 'quote')
    .map(({ start, end }) => text.slice(start, end))
    .join('\n');
  const config = new AbsoluteSummarizerConfig(
    6,
    new SorensenDiceSimilarity(),
    new DefaultTextParser(),
    0.85,
    Summarizer.SORT_OCCURENCE,
  );
  const sentences = new Summarizer(config, new NullLogger()).summarize(prose, 'en');
  return sentences.map((sentence) => sentence.replace(/(?<![.!?])$/, '.')); // the package takes the stop away
}
