import type { PageElement } from './html-metadata.ts';
import { isWrapper, plainColour, showsNothing } from './unseen.ts';

/** What the `<style>` elements of a page keep from being seen, as selectors. */
export interface HidingSheets {
  /** Not shown, no size, off the screen. */
  readonly hidden: readonly string[];
  /** In the colour of the page's ground, unless something puts another ground behind it. */
  readonly pale: readonly string[];
  /** What has a ground of its own. */
  readonly grounds: readonly string[];
}

const NOTHING: HidingSheets = { hidden: [], pale: [], grounds: [] };

/** More is not looked at: characters of sheets, selectors of a kind. */
const MOST_CSS = 300_000;
const MOST_SELECTORS = 60;

const SHEET = /<style\b[^>]{0,300}>([^<]*(?:<(?!\/style)[^<]*)*)/gi;
const COMPOUND = String.raw`(?:[a-z][a-z\d]*(?:[.#]-?[a-z_][\w-]*)*|(?:[.#]-?[a-z_][\w-]*)+)`;
/** Elements, classes and ids, within others of these; whatever else there is may throw in a library. */
const SIMPLE = new RegExp(String.raw`^(?=.{1,200}$)${COMPOUND}(?:(?:\s+|\s*>\s*)${COMPOUND}){0,5}$`, 'i');
const COLOUR = /(?:^|[;\s])color\s*:\s*([^;]+)/i;
const GROUND = /(?:^|[;\s])background(?:-color|-image)?\s*:\s*([^;]+)/i;
/** What a rule that shows its elements after all says of them. */
const PLACES =
  /(?:^|[;\s])(?:display|visibility|opacity|font-size|left|right|top|text-indent|clip(?:-path)?|transform)\s*:/i;

interface Rule {
  readonly selectors: readonly string[];
  readonly style: string;
  /** Whether it holds only under a condition, as within `@media`. */
  readonly conditional: boolean;
}

/**
 * Reads the `<style>` elements of a page: rules of element, class and id selectors without conditions. What another rule
 * shows again (on hover, when it is the active one, on a small screen) is not hidden: pages open and close their parts.
 * Sheets of other files are not read. Linear in the source.
 */
export function readHidingSheets(html: string): HidingSheets {
  const css = Array.from(html.matchAll(SHEET), ([, sheet = '']) => sheet)
    .join('\n')
    .slice(0, MOST_CSS);
  if (!css.includes('{')) return NOTHING;
  const rules = rulesOf(css.replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, ''));
  const ground = plainColour(pageGround(rules) ?? 'white');
  const shown = rules
    .filter(({ style }) => PLACES.test(style) && !showsNothing(style))
    .flatMap(({ selectors }) => selectors);
  const shownNames = new Set(shown.flatMap(namesIn));
  const pick = (fits: (style: string) => boolean, unlessShown: boolean) =>
    rules
      .filter(({ style, conditional }) => !conditional && fits(style))
      .flatMap(({ selectors }) => selectors)
      .filter((selector) => SIMPLE.test(selector) && !isOfPage(selector))
      .filter((selector) => !unlessShown || !lastNames(selector).some((name) => shownNames.has(name)))
      .slice(0, MOST_SELECTORS);
  const isPale = (style: string) => plainColour(COLOUR.exec(style)?.[1] ?? '') === ground && !GROUND.test(style);
  return {
    hidden: pick(showsNothing, true),
    // With a sheet that is not here nobody knows what is behind a text.
    pale: /<link\b[^>]{0,500}\bstylesheet\b/i.test(html) ? [] : pick(isPale, false),
    grounds: pick((style) => GROUND.test(style), false),
  };
}

/** Removes from a page, in place, what its style sheets keep from being seen. */
export function removeUnseen(page: PageElement, html: string): void {
  const { hidden, pale, grounds } = readHidingSheets(html);
  const all = (selectors: readonly string[]) =>
    [...page.querySelectorAll(selectors.join(', '))].filter(({ localName }) => !isWrapper(localName));
  if (hidden.length > 0) for (const element of all(hidden)) element.remove();
  if (pale.length === 0) return;
  const behind = [...grounds, '[style*="background"]', '[bgcolor]'].join(', ');
  for (const element of all(pale)) if (element.closest(behind) === null) element.remove();
}

/** Whether a tag of the source, by its name and attributes as written, may be one of those that the sheets hide. */
export function createSheetMatcher(html: string): ((name: string, attributes: string) => boolean) | null {
  const { hidden, pale } = readHidingSheets(html);
  const wanted = [...hidden, ...pale].map((selector) => ({
    element: lastElement(selector),
    names: lastNames(selector),
  }));
  if (wanted.length === 0) return null;
  return (name, attributes) => {
    const named = new Set(
      Array.from(attributes.matchAll(/\b(class|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi)).flatMap(
        ([, kind = '', ...values]) =>
          (values.find(Boolean) ?? '')
            .split(/\s+/)
            .map((value) => `${kind.toLowerCase() === 'id' ? '#' : '.'}${value}`),
      ),
    );
    return wanted.some(
      ({ element, names }) => (element === '' || element === name) && names.every((one) => named.has(one)),
    );
  };
}

/** Rules in order, those within at-rules marked, without what is only for paper and without steps of animations. */
function rulesOf(css: string): Rule[] {
  const rules: Rule[] = [];
  const around: string[] = [];
  let from = 0;
  for (const { 0: brace, index } of css.matchAll(/[{}]/g)) {
    const text = css.slice(from, index);
    if (brace === '{') around.push(text.slice(text.lastIndexOf(';') + 1).trim());
    else {
      const prelude = around.pop();
      const outer = around.join(' ');
      if (prelude !== undefined && !prelude.startsWith('@') && !/@media[^@]*\bprint\b|keyframes/.test(outer)) {
        rules.push({ selectors: prelude.split(',').map((one) => one.trim()), style: text, conditional: outer !== '' });
      }
    }
    from = index + 1;
  }
  return rules;
}

function pageGround(rules: readonly Rule[]): string | undefined {
  const ofPage = rules.filter(
    ({ selectors, conditional }) => !conditional && selectors.some((one) => /^(?:body|html|:root)$/.test(one)),
  );
  return ofPage.map(({ style }) => GROUND.exec(style)?.[1]).findLast((found) => found !== undefined);
}

function isOfPage(selector: string): boolean {
  return isWrapper(selector.split(/[\s>]+/).at(-1) ?? '');
}

function namesIn(selector: string): string[] {
  return selector.match(/[.#][\w-]+/g) ?? [lastElement(selector)];
}

function lastElement(selector: string): string {
  return /^[a-z][a-z\d]*/i.exec(selector.split(/[\s>]+/).at(-1) ?? '')?.[0].toLowerCase() ?? '';
}

/** The classes and ids of what a selector is about; of one without any its element. */
function lastNames(selector: string): string[] {
  return (selector.split(/[\s>]+/).at(-1) ?? '').match(/[.#][\w-]+/g) ?? [];
}
