import type { PhrasingContent } from 'mdast';
import { isUnseen } from './unseen.ts';

/** Stands for a dropped address until the spaces and brackets around it are tidied; no parser lets a NUL through. */
const DROPPED = '\0';

const ADDRESS = /\b(?:https?:\/\/|www\.)(?:[^\s<>"'`()]|\([^\s()]*\))+/gi;
/** Punctuation after an address rather than of it; the look-behind keeps the search linear. */
const PUNCTUATION = /(?<![.,;:!?\]}])[.,;:!?\]}]+$/;
const RAW_ELEMENT = /^<(\/?)([a-z][a-z\d]{0,20})\b([^>]*)/i;
const SILENT = new Set(['script', 'style', 'template']);

/**
 * The words of inline content as one string: emphasis, links and code give their text; images, bare
 * addresses, footnote marks, and raw HTML tags (with all of a script or style) give nothing.
 */
export function inlineText(nodes: readonly PhrasingContent[]): string {
  return tidyDropped(phrase(nodes));
}

/** Takes bare web addresses out of plain prose, with the brackets around them: a link target is not prose. */
export function withoutAddresses(text: string): string {
  return tidyDropped(markAddresses(text));
}

function markAddresses(text: string): string {
  if (!/:\/\/|www\./i.test(text)) return text;
  return text.replace(ADDRESS, (address) => `${DROPPED}${PUNCTUATION.exec(address)?.[0] ?? ''}`);
}

/** Several dropped ones in a row, with what parts them. */
const IN_A_ROW = /\0(?:\s{0,3}[,;]?\s{0,3}(?:(?:and|or|und|oder|&)\s{1,3})?\0)+/g;

/** With addresses goes what only joined them to the words before, or parted them from the next. */
function tidyDropped(text: string): string {
  if (!text.includes(DROPPED)) return text;
  return text
    .replace(IN_A_ROW, DROPPED)
    .replace(/[([<](?:(?:and|or|und|oder|see|via)\s{1,3})?\0[)\]>]/g, DROPPED)
    .replace(IN_A_ROW, DROPPED)
    .replace(/^\0[\s,;:]{1,9}/, '')
    .replace(/(?:,?\s{1,3}(?:and|or|und|oder|&)|,)?\s{1,3}\0(?=[.,;:!?]|$)/g, '')
    .replace(/\s?\0/g, '');
}

function phrase(nodes: readonly PhrasingContent[]): string {
  let text = '';
  let raw: string | null = null; // the element whose inside is being skipped
  for (const node of nodes) {
    if (node.type === 'html') {
      const [, closing, name = '', attributes = ''] = RAW_ELEMENT.exec(node.value) ?? [];
      const element = name.toLowerCase();
      if (closing) raw = raw === element ? null : raw;
      else if (raw === null && (SILENT.has(element) || isUnseen(attributes))) raw = element;
    } else if (raw === null) {
      text += wordsOf(node);
    }
  }
  return text;
}

function wordsOf(node: PhrasingContent): string {
  switch (node.type) {
    case 'text':
      return markAddresses(node.value);
    case 'inlineCode':
      return node.value;
    case 'break':
      return ' ';
    case 'link':
    case 'linkReference': {
      const label = phrase(node.children);
      return /[\p{L}\p{N}\0]/u.test(label) ? label : ''; // permalink signs such as # and ¶
    }
    default:
      return 'children' in node ? phrase(node.children) : '';
  }
}
