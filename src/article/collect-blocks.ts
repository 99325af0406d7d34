import type { List, Nodes, RootContent, Table } from 'mdast';
import type { BlockKind } from './article.ts';
import { inlineText } from './inline-text.ts';
import type { RawBlock } from './render-blocks.ts';

/** Turns a raw HTML block of a Markdown article into blocks; leaving it out drops such blocks. */
export type HtmlBlocks = (html: string) => readonly RawBlock[];

interface Place {
  /** What a paragraph here becomes. */
  readonly prose: Extract<BlockKind, 'paragraph' | 'quote'>;
  /** How many lists enclose this place. */
  readonly lists: number;
}

/**
 * Flattens a syntax tree, of Markdown or of HTML turned into one, to blocks in reading order. The first paragraph of
 * a list item is the item; what follows inside it stands on its own. Headings within quotes are quotes.
 */
export function collectBlocks(root: Nodes, htmlBlocks: HtmlBlocks = () => []): RawBlock[] {
  const blocks: RawBlock[] = [];

  function visitAll(nodes: readonly RootContent[], place: Place): void {
    for (const node of nodes) visit(node, place);
  }

  function visit(node: RootContent, place: Place): void {
    switch (node.type) {
      case 'paragraph':
        blocks.push({ kind: place.prose, text: inlineText(node.children) });
        break;
      case 'heading':
        if (place.prose === 'quote') blocks.push({ kind: 'quote', text: inlineText(node.children) });
        else blocks.push({ kind: 'heading', depth: node.depth, text: inlineText(node.children) });
        break;
      case 'code':
        blocks.push({ kind: 'code', text: node.value, ...(node.lang ? { language: node.lang } : {}) });
        break;
      case 'table':
        blocks.push({ kind: 'table', text: rowsOf(node) });
        break;
      case 'blockquote':
        visitAll(node.children, { ...place, prose: 'quote' });
        break;
      case 'list':
        visitList(node, place);
        break;
      case 'html':
        blocks.push(...htmlBlocks(node.value));
        break;
      default:
        if ('children' in node) visitAll(node.children, place);
    }
  }

  function visitList(list: List, place: Place): void {
    const depth = place.lists + 1;
    for (const [index, item] of list.children.entries()) {
      const [first, ...rest] = item.children;
      if (first?.type === 'paragraph') {
        const tight = index > 0 || place.lists > 0;
        blocks.push({ kind: 'list-item', depth, text: inlineText(first.children), tight });
        visitAll(rest, { ...place, lists: depth });
      } else {
        visitAll(item.children, { ...place, lists: depth });
      }
    }
  }

  if ('children' in root) visitAll(root.children as RootContent[], { prose: 'paragraph', lists: 0 });
  return blocks;
}

function rowsOf(table: Table): string {
  return table.children
    .map((row) => row.children.map((cell) => inlineText(cell.children).replace(/\s+/g, ' ').trim()))
    .filter((cells) => cells.some((cell) => cell !== ''))
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
