/** What a person may change of an entry. What they changed is locked: no draft changes it any more. */
export const editableFields = [
  'title',
  'url',
  'source',
  'author',
  'whyItMatters',
  'bullets',
  'tags',
  'keywords',
] as const;
export type EditableField = (typeof editableFields)[number];
