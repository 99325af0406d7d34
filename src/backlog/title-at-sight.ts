/** How much of a text is looked at, in UTF-16 code units. */
const START = 2000;

/**
 * What an article is most likely called, by its front matter, the title of its page or its first heading, without parsing
 * it: good enough to tell people what is in work.
 */
export function titleAtSight(text: string): string | undefined {
  const start = text.slice(0, START);
  const lines = start.split(/\r?\n/);
  const line = (mark: string) => lines.find((one) => one.startsWith(mark))?.slice(mark.length);
  const inFrontMatter = start.startsWith('---')
    ? line('title:')
        ?.trim()
        .replace(/^["']|["']$/g, '')
    : undefined;
  const ofPage = /<title>([^<]*)/i.exec(start)?.[1];
  return [inFrontMatter, ofPage, line('# ')].map((title) => title?.trim()).find(Boolean);
}
