import type { Nodes as HastNodes, Parents } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toMdast } from 'hast-util-to-mdast';
import { collectBlocks } from './collect-blocks.ts';
import type { RawBlock } from './render-blocks.ts';
import { scanHtml } from './scan-html.ts';

/** What holds no prose, or prose only for a browser that cannot show something else. */
const DROPPED = new Set(
  'script style template noscript iframe object embed svg math canvas video audio picture img map button input select textarea'.split(
    ' ',
  ),
);

/**
 * The blocks of a fragment of HTML: turned into the syntax tree of Markdown, so that both formats are written down in
 * one way. Marks of footnotes are dropped with the elements that hold no prose.
 *
 * @throws {AppError} 422 `article-too-complex`
 */
export function htmlBlocks(html: string): RawBlock[] {
  if (!/[^\s<>]/.test(html.replace(/<!--[\s\S]*?(?:-->|$)|<[^<>]*>/g, ''))) return [];
  scanHtml(html);
  const tree = fromHtml(html, { fragment: true });
  dropWithin(tree);
  return collectBlocks(toMdast(tree));
}

function dropWithin(parent: Parents): void {
  parent.children = parent.children.filter((child) => !isDropped(child));
  for (const child of parent.children) if (child.type === 'element') dropWithin(child);
}

function isDropped(node: HastNodes): boolean {
  if (node.type === 'comment') return true;
  if (node.type !== 'element') return false;
  return DROPPED.has(node.tagName) || (node.tagName === 'sup' && isFootnoteMark(node));
}

/** A superscript that is only a link within the page. */
function isFootnoteMark({ children }: Parents): boolean {
  const inside = children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  return (
    inside.length > 0 &&
    inside.every(
      (child) =>
        child.type === 'element' && child.tagName === 'a' && String(child.properties.href ?? '').startsWith('#'),
    )
  );
}
