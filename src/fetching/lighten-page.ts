const OPENING = /<(?:!--|(script|style|svg|template)(?=[\s/>]))/gi;
const ENDS: Readonly<Record<string, RegExp>> = Object.fromEntries(
  ['script', 'style', 'svg', 'template'].map((name) => [name, new RegExp(`</${name}\\s*>`, 'gi')]),
);
const COMMENT_END = /-->/g;
/** Linked data says of an article who wrote it and when. */
const LINKED_DATA = /^<script\s[^>]{0,500}ld\+json/i;

/**
 * A page without what nobody reads and what often makes up most of it: scripts but for linked data, styles, drawings,
 * comments, and images written into it. Goes over the page once.
 */
export function lightenPage(html: string): string {
  const kept: string[] = [];
  let at = 0;
  let from = 0;
  while (from < html.length) {
    OPENING.lastIndex = from;
    const opening = OPENING.exec(html);
    if (opening === null) break;
    const start = opening.index;
    const end = endAfter(html, opening[1]?.toLowerCase(), OPENING.lastIndex);
    if (!LINKED_DATA.test(html.slice(start, start + 520))) {
      kept.push(html.slice(at, start));
      at = end;
    }
    from = end;
  }
  kept.push(html.slice(at));
  return kept.join('').replace(/data:[\w.+-]{1,60}\/[\w.+-]{1,60};base64,[\w+/=%-]+/g, 'data:,');
}

/** What never ends goes on to the end of the page. */
function endAfter(html: string, name: string | undefined, from: number): number {
  const end = (name === undefined ? undefined : ENDS[name]) ?? COMMENT_END;
  end.lastIndex = from;
  return end.test(html) ? end.lastIndex : html.length;
}
