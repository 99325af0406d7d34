/** Declarations that show nothing of what they are set on. */
const SHOWS_NOTHING = [
  /(?:^|[;\s])display\s*:\s*none/i,
  /(?:^|[;\s])visibility\s*:\s*(?:hidden|collapse)/i,
  /(?:^|[;\s])font-size\s*:\s*(?:0+(?:\.0+)?|[12](?:\.\d+)?(?=px))(?:px|pt|r?em|%)?\s*(?:!important\s*)?(?:;|$)/i,
  /(?:^|[;\s])color\s*:\s*transparent/i,
  /(?:^|[;\s])(?:left|right|top|bottom|text-indent|margin(?:-left|-top)?)\s*:\s*-\d{3,}(?:\.\d+)?(?:px|pt|r?em|%|v[wh])/i,
  /(?:^|[;\s])clip(?:-path)?\s*:\s*(?:rect\(\s*0|rect\(\s*1px|inset\(\s*(?:50|100)%)/i,
  /(?:^|[;\s])transform\s*:\s*scale\(\s*0\s*\)/i,
  /(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*;(?:.*[;\s])?overflow\s*:\s*hidden/i,
];
/** Pages fade their paragraphs in, and say so next to it. */
const TRANSPARENT = /(?:^|[;\s])opacity\s*:\s*0*(?:\.0+)?\s*(?:!important\s*)?(?:;|$)/i;
const FADES = /transform|transition|animation|will-change/i;

const LONGEST_STYLE = 500;
const COLOUR = /(?:^|[;\s])color\s*:\s*([^;]+)/i;
const GROUND = /(?:^|[;\s])background(?:-color)?\s*:\s*([^;]+)/i;

/** Whether a `style` keeps a reader from seeing what it is set on: not shown, no size, no colour of its own, off the screen. */
export function showsNothing(declarations: string): boolean {
  const style = declarations.slice(0, LONGEST_STYLE);
  if (SHOWS_NOTHING.some((declaration) => declaration.test(style))) return true;
  if (TRANSPARENT.test(style) && !FADES.test(style)) return true;
  const [colour, ground] = [COLOUR.exec(style)?.[1], GROUND.exec(style)?.[1]];
  return colour !== undefined && ground !== undefined && plainColour(colour) === plainColour(ground);
}

/** A colour in one spelling, so far as that can be told from its name. */
export function plainColour(colour: string): string {
  const plain = colour.toLowerCase().replace(/!important|\s/g, '');
  if (plain === 'white' || plain === 'rgb(255,255,255)') return '#ffffff';
  if (plain === 'black' || plain === 'rgb(0,0,0)') return '#000000';
  return plain.replace(/^#([\da-f])([\da-f])([\da-f])$/, '#$1$1$2$2$3$3');
}

const OPENING = /<([a-z][a-z\d]{0,20})\b([^<>]{1,2000})>/gi;
const STYLE = /\bstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
const HIDDEN = /(?:^|\s)hidden(?=$|[\s=/])/i;
const ARIA_HIDDEN = /\saria-hidden\s*=\s*["']?true/i;
/** Pages show themselves when their scripts have run; what wraps all of a page is not hidden in it. */
const WRAPPERS = new Set(['html', 'body', 'main', 'article']);
/** More is not looked at, of one element and of elements. */
const LONGEST = 2_000;
const MOST = 50;

export function isWrapper(name: string): boolean {
  return WRAPPERS.has(name);
}

/** Whether a tag with these attributes, as they are written, keeps its element from being seen. */
export function isUnseen(attributes: string): boolean {
  if (HIDDEN.test(attributes.replace(/"[^"]*"|'[^']*'/g, '""')) || ARIA_HIDDEN.test(attributes)) return true;
  const [, quoted, single] = STYLE.exec(attributes) ?? [];
  return showsNothing(quoted ?? single ?? '');
}

/**
 * What elements say in the source of a page, or of Markdown with HTML in it, that nobody who reads it sees.
 *
 * @param hides whether a style sheet hides an element, by its name and attributes as they are written.
 */
export function unseenTexts(source: string, hides?: ((name: string, attributes: string) => boolean) | null): string[] {
  const texts: string[] = [];
  for (const { 0: tag, 1: name = '', 2: attributes = '', index } of source.matchAll(OPENING)) {
    if (texts.length >= MOST) break;
    const tagName = name.toLowerCase();
    if (isWrapper(tagName) || !(isUnseen(attributes) || hides?.(tagName, attributes))) continue;
    const rest = source.slice(index + tag.length, index + tag.length + LONGEST);
    const end = rest.toLowerCase().indexOf(`</${tagName}`);
    const text = rest.slice(0, end === -1 ? undefined : end).replace(/<[^<>]*>/g, ' ');
    if (text.trim() !== '') texts.push(text.replace(/\s+/g, ' ').trim());
  }
  return texts;
}
