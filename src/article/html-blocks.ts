import type { Element, ElementContent, Nodes as HastNodes, Parents, Text } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toMdast } from 'hast-util-to-mdast';
import { isCaption } from './caption.ts';
import { collectBlocks } from './collect-blocks.ts';
import type { RawBlock } from './render-blocks.ts';
import { scanHtml } from './scan-html.ts';
import { isWrapper, showsNothing } from './unseen.ts';

/** What holds no prose, or prose only for a browser that cannot show something else. */
const DROPPED = new Set(
  'script style template noscript iframe object embed svg math canvas video audio picture img map button input select textarea meta link base'.split(
    ' ',
  ),
);

const PICTURES = new Set('img picture svg video canvas'.split(' '));

/** What says something without anything in it: a break, a line, a place in a table. */
const SPEAKS_EMPTY = new Set('br hr tr td th'.split(' '));
/** What gives its text and nothing else. */
const PLAIN = new Set(
  'abbr acronym bdi bdo big blink cite data dfn font ins label mark marquee meter nobr output q rb rbc rp rt rtc ruby slot small span sub sup time'.split(
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

/**
 * Drops what gives no text, and what makes the conversion slow: it compares each element without text with all the next
 * ones, writes each text in a plain element anew to the ones before it, and fills in every cell that a `colspan` or
 * `rowspan` claims.
 */
function dropWithin(parent: Parents): void {
  const kept: ElementContent[] = [];
  for (const child of parent.children) {
    if (child.type === 'doctype' || isDropped(child)) continue;
    if (child.type === 'element') {
      if (child.tagName === 'figure') labelCaption(child);
      dropWithin(child);
      if (child.children.length === 0 && !SPEAKS_EMPTY.has(child.tagName)) continue;
      if (child.tagName === 'q') child.children = [quotationMark(), ...child.children, quotationMark()];
      delete child.properties.colSpan;
      delete child.properties.rowSpan;
    }
    for (const node of child.type === 'element' && PLAIN.has(child.tagName) ? child.children : [child]) {
      const before = kept.at(-1);
      if (node.type === 'text' && before?.type === 'text') before.value += node.value;
      else kept.push(node);
    }
  }
  parent.children = kept;
}

/** Says of the caption of a picture what it is, since the picture is dropped and the caption would read as the article's prose. */
function labelCaption(figure: Element): void {
  const picture = figure.children.some((child) => child.type === 'element' && holdsPicture(child, 3));
  for (const caption of figure.children) {
    if (!picture || caption.type !== 'element' || caption.tagName !== 'figcaption') continue;
    const text = textIn(caption, 3);
    if (text.trim() !== '' && !isCaption(text)) caption.children.unshift({ type: 'text', value: 'Image: ' });
  }
}

function holdsPicture({ tagName, children }: Element, depth: number): boolean {
  if (PICTURES.has(tagName)) return true;
  return depth > 0 && children.some((child) => child.type === 'element' && holdsPicture(child, depth - 1));
}

function textIn(node: ElementContent, depth: number): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' && depth > 0 ? node.children.map((child) => textIn(child, depth - 1)).join('') : '';
}

/** What a browser writes around a `<q>`. */
function quotationMark(): Text {
  return { type: 'text', value: '"' };
}

function isDropped(node: HastNodes): boolean {
  if (node.type === 'comment') return true;
  if (node.type !== 'element') return false;
  return DROPPED.has(node.tagName) || isUnseen(node) || (node.tagName === 'sup' && isFootnoteMark(node));
}

function isUnseen({ tagName, properties }: Element): boolean {
  if (isWrapper(tagName)) return false;
  const { style, hidden, ariaHidden } = properties;
  return (hidden !== undefined && hidden !== false) || ariaHidden === 'true' || showsNothing(String(style ?? ''));
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
