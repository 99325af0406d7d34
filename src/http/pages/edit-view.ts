import type { EditableContent } from '../../catalogue/editable-content.ts';
import type { EditableField } from '../../catalogue/editable-fields.ts';
import type { Entry } from '../../catalogue/entry.ts';
import type { AppError } from '../../errors.ts';
import { summaryLimits } from '../../summary/summary.ts';
import type { Tag } from '../../tags/vocabulary.ts';
import { hrefOf, nameOf } from './card.ts';
import type { EditForm } from './edit-form.ts';
import { type ToldError, toldInForm, wrongAt } from './told-in-form.ts';

/** A field of one line. */
interface FieldView {
  readonly name: EditableField;
  readonly label: string;
  readonly hint: string | null;
  readonly value: string;
  readonly wrong: string | null;
  /** No new draft changes it. */
  readonly locked: boolean;
  readonly unlock: boolean;
  /** What somebody else made of it meanwhile; null: nothing. */
  readonly theirs: string | null;
}

/** What the template `edit` is given. */
export interface EditView {
  /** What the article is called. */
  readonly name: string;
  readonly href: string;
  readonly action: string;
  readonly history: string;
  readonly facts: readonly FieldView[];
  readonly title: FieldView;
  readonly line: FieldView;
  readonly bullets: FieldView & {
    readonly items: readonly { readonly value: string; readonly wrong: string | null }[];
  };
  readonly tags: FieldView & {
    readonly choices: readonly { readonly id: string; readonly name: string; readonly checked: boolean }[];
  };
  readonly keywords: FieldView;
  readonly base: string;
  readonly seen: number;
  readonly reason: string;
  readonly by: string;
  readonly error: ToldError | null;
  /** Somebody else changed the entry meanwhile. */
  readonly overtaken: boolean;
  readonly needsKey: boolean;
}

export interface EditState {
  readonly id: string;
  readonly form: EditForm;
  readonly locked: Entry['locked'];
  readonly tags: readonly Tag[];
  readonly error?: AppError | undefined;
  readonly theirs?: { readonly fields: readonly EditableField[]; readonly now: EditableContent } | undefined;
  readonly needsKey?: boolean;
}

const FACTS = [
  ['source', 'Source', null],
  ['author', 'Author', null],
  ['url', 'Address', 'Of the original.'],
] as const;

export function editView({ id, form, locked, tags, error, theirs, needsKey = false }: EditState): EditView {
  const { content } = form;
  const errors = error?.errors ?? [];
  const field = (name: EditableField, label: string, hint: string | null, pointer: string): FieldView => ({
    ...{ name, label, hint, value: textOf(content[name]), wrong: wrongAt(pointer, errors) },
    ...{ locked: locked.includes(name), unlock: form.unlock.includes(name) },
    theirs: theirs?.fields.includes(name) ? textOf(theirs.now[name], '\n') || '(empty)' : null,
  });
  const { whyItMatters, bullet, bullets, keywords } = summaryLimits;
  const rows = Math.max(bullets.max, content.bullets.length);
  const items = Array.from({ length: rows }, (_, index) => ({
    value: content.bullets[index] ?? '',
    wrong: wrongAt(`/summary/bullets/${index}`, errors),
  }));
  return {
    name: nameOf({ title: form.base.title, summary: form.base }),
    ...{ href: hrefOf(id), action: `${hrefOf(id)}/edit`, history: `${hrefOf(id)}/history` },
    facts: FACTS.map(([name, label, hint]) => field(name, label, hint, `/${name}`)),
    title: field('title', 'Title', null, '/title'),
    line: field(
      'whyItMatters',
      'Why it matters',
      `At most ${whyItMatters.characters} characters.`,
      '/summary/whyItMatters',
    ),
    bullets: {
      ...field('bullets', 'Bullets', `Five or six, each a sentence of at most ${bullet.characters} characters.`, ''),
      wrong: wrongAt('/summary/bullets', errors, true),
      items,
    },
    tags: {
      ...field('tags', 'Tags', 'One to three.', '/summary/tags'),
      choices: tags.map(({ id, name }) => ({ id, name, checked: content.tags.includes(id) })),
    },
    keywords: field(
      'keywords',
      'Keywords',
      `${keywords.min} to ${keywords.max}, with commas between them.`,
      '/summary/keywords',
    ),
    ...{ base: JSON.stringify(form.base), seen: form.seen, reason: form.reason, by: form.by },
    ...{ error: error ? toldInForm(error) : null, overtaken: theirs !== undefined, needsKey },
  };
}

function textOf(value: string | readonly string[] | null, joint = ', '): string {
  return value === null ? '' : typeof value === 'string' ? value : value.join(joint);
}
