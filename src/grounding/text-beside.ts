import type { Range } from '../article/article.ts';

/** What stands right before a place of a text, at most so many characters of it. */
export function textBefore(text: string, { start }: Pick<Range, 'start'>, most: number): string {
  return text.slice(Math.max(0, start - most), start);
}

/** What stands right behind a place of a text, at most so many characters of it. */
export function textBehind(text: string, { end }: Pick<Range, 'end'>, most: number): string {
  return text.slice(end, end + most);
}
