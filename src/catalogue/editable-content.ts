import type { Entry } from './entry.ts';

/** The values of what may be changed. */
export type EditableContent = Pick<Entry, 'title' | 'url' | 'source' | 'author'> & Entry['summary'];

export function editableContent({ title, url, source, author, summary }: Editable): EditableContent {
  const { whyItMatters, bullets, tags, keywords } = summary;
  return { title, url, source, author, whyItMatters, bullets, tags, keywords };
}

type Editable = Pick<Entry, 'title' | 'url' | 'source' | 'author' | 'summary'>;

/** The same with these values in the place of its own. */
export function withContent<Content extends Editable>(content: Content, changes: Partial<EditableContent>): Content {
  const { title, url, source, author, ...summary } = { ...editableContent(content), ...changes };
  return { ...content, title, url, source, author, summary };
}
