import { createTally, type Tally } from './tally.ts';

/** What HTML parsers and the readability library take more than linear time for, and how much of it is allowed. */
export const htmlLimits = {
  nesting: [100, 'levels of nested elements'],
  listItems: [2_000, 'list items'],
  elements: [20_000, 'elements'],
  links: [4_000, 'links'],
  metadata: [500, 'meta and link elements'],
  entities: [40_000, 'entities'],
  tags: [100_000, 'tags'],
  attributes: [200, 'attributes in one element'],
} as const;

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const RAW_TEXT = new Set('script style textarea title xmp noembed noframes'.split(' '));

/** Elements whose end tag may be left out: which open ones a new one ends, and what keeps those out of its reach. */
const IMPLIED_END = new Map<string, { readonly ends: ReadonlySet<string>; readonly scope: ReadonlySet<string> }>();
const implyEnd = (names: string, ends: string, scope: string) => {
  for (const name of names.split(' ')) {
    IMPLIED_END.set(name, { ends: new Set(ends.split(' ')), scope: new Set(scope.split(' ')) });
  }
};
implyEnd('li', 'li', 'ul ol menu');
implyEnd('dt dd', 'dt dd', 'dl');
implyEnd('tr', 'tr td th', 'table thead tbody tfoot');
implyEnd('td th', 'td th', 'tr table');
implyEnd('thead tbody tfoot', 'thead tbody tfoot tr td th', 'table');
implyEnd('option optgroup', 'option', 'select datalist');

/** A block ends an open paragraph. */
const BLOCKS = new Set(
  'address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section table ul'.split(
    ' ',
  ),
);

const TAG = /<(\/?)([a-z][^\s/>]*)/iy;
const ATTRIBUTE = /\s*\/*\s*([^\s/>=][^\s/>=]*)?(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>][^\s>]*|(?=>)))?/y;

/**
 * Goes once over HTML, linear in its length, and refuses what the parsers would take seconds for or overflow on.
 * It follows the rules for end tags that may be left out, so that honest pages which leave them out pass.
 *
 * @throws {AppError} 422 `article-too-complex` naming what there is too much of.
 */
export function scanHtml(html: string): void {
  const open: string[] = [];
  const tally = createTally(htmlLimits);
  for (let at = 0; at < html.length; ) {
    const textStart = at;
    at = html.indexOf('<', textStart);
    tally.add('entities', countEntities(html, textStart, at < 0 ? html.length : at));
    if (at < 0) return;
    tally.add('tags');
    if (html.startsWith('<!--', at)) {
      at = after(html, '-->', at + 4);
      continue;
    }
    TAG.lastIndex = at;
    const [, closing, tagName] = TAG.exec(html) ?? [];
    if (tagName === undefined) {
      at = html.startsWith('<!', at) || html.startsWith('<?', at) ? after(html, '>', at) : at + 1;
      continue;
    }
    const name = tagName.toLowerCase();
    at = afterAttributes(html, TAG.lastIndex, tally);
    if (closing) {
      close(open, name);
      continue;
    }
    tally.add('elements');
    if (name === 'li') tally.add('listItems');
    if (name === 'a') tally.add('links');
    if (name === 'meta' || name === 'link') tally.add('metadata');
    if (VOID.has(name)) continue;
    if (RAW_TEXT.has(name)) {
      at = afterRawText(html, name, at);
      continue;
    }
    endImplied(open, name);
    open.push(name);
    tally.check('nesting', open.length);
  }
}

function countEntities(html: string, from: number, to: number): number {
  return html.slice(from, to).match(/&/g)?.length ?? 0;
}

/** Where the text after the next `mark` starts; the end when there is none, so that no search is repeated in vain. */
function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}

function afterRawText(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}`, 'gi');
  end.lastIndex = from;
  return end.test(html) ? end.lastIndex - name.length - 2 : html.length;
}

function afterAttributes(html: string, from: number, tally: Tally<'attributes'>): number {
  tally.reset('attributes');
  ATTRIBUTE.lastIndex = from;
  while (ATTRIBUTE.lastIndex < html.length && html[ATTRIBUTE.lastIndex] !== '>') {
    const before = ATTRIBUTE.lastIndex;
    if (ATTRIBUTE.exec(html) === null || ATTRIBUTE.lastIndex === before) ATTRIBUTE.lastIndex = before + 1;
    tally.add('attributes');
  }
  return Math.min(ATTRIBUTE.lastIndex + 1, html.length);
}

/** Ends the innermost open element of that name and all within it; an end tag without one is passed over. */
function close(open: string[], name: string): void {
  const index = open.lastIndexOf(name);
  if (index >= 0) open.length = index;
}

function endImplied(open: string[], name: string): void {
  if (BLOCKS.has(name) && open.at(-1) === 'p') open.pop();
  const rule = IMPLIED_END.get(name);
  if (rule === undefined) return;
  for (let index = open.length - 1; index >= 0; index -= 1) {
    const candidate = open[index] ?? '';
    if (rule.scope.has(candidate)) return;
    if (rule.ends.has(candidate)) open.length = index;
  }
}
