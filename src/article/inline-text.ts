import type { PhrasingContent } from 'mdast';

/** Stands for a dropped address until the spaces and brackets around it are tidied; no parser lets a NUL through. */
const DROPPED = '\0';

const BARE_ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i;
const RAW_ELEMENT = /^<(\/?)(script|style|template)\b/i;

/**
 * The words of inline content as one string: emphasis, links and code give their text; images, addresses that are
 * their own link text, footnote marks, and raw HTML tags (with all of a script or style) give nothing.
 */
export function inlineText(nodes: readonly PhrasingContent[]): string {
  const text = phrase(nodes);
  return text.includes(DROPPED) ? tidyDropped(text) : text;
}

const ADDRESS = /\bhttps?:\/\/(?:[^\s<>"'`()]|\([^\s()]*\))+/gi;
/** Punctuation after an address rather than of it; the look-behind keeps the search linear. */
const PUNCTUATION = /(?<![.,;:!?\]}])[.,;:!?\]}]+$/;

/** Takes bare web addresses out of plain prose, with the brackets around them: a link target is not prose. */
export function withoutAddresses(text: string): string {
  if (!text.includes('://')) return text;
  return tidyDropped(text.replace(ADDRESS, (address) => `${DROPPED}${PUNCTUATION.exec(address)?.[0] ?? ''}`));
}

function tidyDropped(text: string): string {
  return text.replace(/\s?[([<]\0[)\]>]/g, '').replace(/\s?\0/g, '');
}

function phrase(nodes: readonly PhrasingContent[]): string {
  let text = '';
  let raw: string | null = null; // the script or style element whose inside is being skipped
  for (const node of nodes) {
    if (node.type === 'html') {
      const [, closing, name = ''] = RAW_ELEMENT.exec(node.value) ?? [];
      if (name !== '') raw = closing ? null : name.toLowerCase();
    } else if (raw === null) {
      text += wordsOf(node);
    }
  }
  return text;
}

function wordsOf(node: PhrasingContent): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value;
    case 'break':
      return ' ';
    case 'link':
    case 'linkReference': {
      const label = phrase(node.children);
      if (BARE_ADDRESS.test(label.trim())) return DROPPED;
      return /[\p{L}\p{N}]/u.test(label) ? label : ''; // permalink signs such as # and ¶
    }
    default:
      return 'children' in node ? phrase(node.children) : '';
  }
}
