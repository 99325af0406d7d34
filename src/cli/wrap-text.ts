/** Pictures and East Asian letters, which take two columns of a terminal. */
const WIDE =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  return Array.from(segmenter.segment(text)).reduce((sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1), 0);
}

/**
 * Breaks one line of text between words so that no line is wider than `width` columns (a longer word stands alone).
 * The first line begins with `first`, the others with `rest`.
 */
export function wrapText(text: string, width: number, first = '', rest = first): string {
  if (width === Number.POSITIVE_INFINITY) return first + text;
  const lines: string[] = [];
  let line = first;
  let used = displayWidth(first); // counted on: an article's sentence may be as long as the article
  let empty = true;
  for (const word of text.split(' ')) {
    const columns = displayWidth(word);
    if (!empty && used + 1 + columns > width) {
      lines.push(line);
      line = rest;
      used = displayWidth(rest);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    used += empty ? columns : columns + 1;
    empty = false;
  }
  return [...lines, line].join('\n');
}

/** Cuts a text to `width` columns, the last one being an ellipsis when something was cut. */
export function truncateText(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let cut = '';
  let used = 1;
  for (const { segment } of segmenter.segment(text)) {
    used += displayWidth(segment);
    if (used > width) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}
