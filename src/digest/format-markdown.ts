import type { Link, List, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { gfmStrikethroughToMarkdown } from 'mdast-util-gfm-strikethrough';
import { toMarkdown } from 'mdast-util-to-markdown';
import type { Entry } from '../catalogue/entry.ts';

/**
 * Entries as one Markdown document in pieces, to be pasted into a newsletter: for each a heading that links to the
 * original, the line, the bullets, and a last line with source, date and tags.
 */
export async function* formatMarkdown(title: string, entries: AsyncIterable<Entry>): AsyncGenerator<string> {
  yield written([{ type: 'heading', depth: 1, children: [text(title)] }]);
  for await (const entry of entries) yield `\n${written(blocksOf(entry))}`;
}

function blocksOf({ title, url, source, publishedAt, summary }: Entry): RootContent[] {
  const why: Paragraph = {
    type: 'paragraph',
    children: [{ type: 'strong', children: [text('Why it matters:')] }, text(` ${summary.whyItMatters}`)],
  };
  const bullets: List = {
    type: 'list',
    spread: false,
    children: summary.bullets.map((bullet) => ({
      type: 'listItem',
      spread: false,
      children: [{ type: 'paragraph', children: [text(bullet)] }],
    })),
  };
  // Without a title, the source stands above the post and need not stand below it.
  const heading = title ?? source;
  const facts = [
    ...(source !== null && heading !== source ? [text(source)] : []),
    ...(publishedAt === null ? [] : [text(publishedAt.slice(0, 10))]),
    text(summary.tags.join(', ')),
    ...(heading === null && url !== null ? [link(url, text('Read the original'))] : []),
  ];
  return [
    heading === null
      ? { type: 'thematicBreak' }
      : { type: 'heading', depth: 2, children: [url === null ? text(heading) : link(url, text(heading))] },
    why,
    bullets,
    { type: 'paragraph', children: [{ type: 'emphasis', children: joined(facts) }] },
  ];
}

function joined(parts: readonly PhrasingContent[]): PhrasingContent[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [text(' · '), part]));
}

function text(value: string): PhrasingContent {
  return { type: 'text', value: value.replace(/\s+/g, ' ') };
}

function link(url: string, label: PhrasingContent): Link {
  return { type: 'link', url, children: label.type === 'text' ? [label] : [] };
}

function written(children: RootContent[]): string {
  return toMarkdown(
    { type: 'root', children },
    { bullet: '-', rule: '-', listItemIndent: 'one', extensions: [gfmStrikethroughToMarkdown()] },
  );
}
