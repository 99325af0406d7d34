import type { RevisionKind } from '../../catalogue/editing.ts';
import type { DescribedRevision, FieldChange } from '../../editing/describe-revision.ts';
import { fieldNames } from './provenance-rows.ts';

/** A revision as the template `history` shows it. */
export interface RevisionView {
  readonly number: number;
  readonly what: string;
  readonly at: { readonly iso: string; readonly text: string };
  readonly by: string | null;
  readonly reason: string | null;
  readonly changes: readonly ChangeView[];
  readonly canUndo: boolean;
}

type Parts = readonly { readonly op: 'same' | 'added' | 'removed'; readonly text: string }[];

interface ChangeView {
  readonly label: string;
  /** Of bullets one a line, else one in all. */
  readonly lines: readonly Parts[];
}

const kinds: Readonly<Record<RevisionKind, string>> = {
  created: 'Created',
  imported: 'Imported',
  'drafted-anew': 'Drafted anew',
  'new-text': 'New text of the article',
  accepted: 'Accepted',
  rejected: 'Rejected',
  superseded: 'Superseded by a newer summary',
  edited: 'Edited',
  undone: 'Undone',
  deleted: 'Deleted',
  retagged: 'Tag of the vocabulary changed',
  addressed: 'Address became known',
};

const labels: Readonly<Record<string, string>> = {
  ...fieldNames,
  whyItMatters: 'Why it matters',
  publishedAt: 'published',
  locked: 'locked',
  text: 'text that was read',
  draft: 'written by',
};

/** What stays done, or is undone elsewhere. */
const forGood: readonly RevisionKind[] = ['rejected', 'superseded', 'retagged'];

/** The share of a text that must stay for its changes to be shown within it. */
const LEAST_THAT_STAYS = 0.4;
const LINE_BREAK = { op: 'same', text: '\n' } as const;

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

export function revisionView({ number, what, at, by, reason, changes }: DescribedRevision): RevisionView {
  const begins = changes.some(({ field, before }) => field === 'status' && before === null);
  const ends = what === 'deleted' || what === 'rejected' || what === 'superseded';
  return {
    number,
    what: kinds[what],
    at: { iso: at, text: `${dateFormat.format(new Date(at))} UTC` },
    ...{ by, reason },
    // All of it came or went: what it was stands in the article, or in the revisions before.
    changes: begins || ends ? [] : changes.map(changeView),
    canUndo: !begins && !forGood.includes(what),
  };
}

function changeView({ field, before, after, diff }: FieldChange): ChangeView {
  const name = labels[field] ?? field;
  const label = name.charAt(0).toUpperCase() + name.slice(1);
  if (diff && field !== 'text') {
    const isList = Array.isArray(before) && ['tags', 'keywords', 'locked'].includes(field);
    return { label, lines: linesOf(isList ? spaced(diff, field) : readable(diff)) };
  }
  const [old, made] = [wordsFor(before, field), wordsFor(after, field)];
  return { label, lines: [[...part('removed', old), { op: 'same', text: ' ' }, ...part('added', made)]] };
}

/** Line by line: one of which next to nothing stayed is shown as it was and as it is; word by word it could not be read. */
function readable(diff: Parts): Parts {
  return linesOf(diff).flatMap((line, index) => [...(index === 0 ? [] : [LINE_BREAK]), ...readableLine(line)]);
}

/** Broken where both texts break. */
function linesOf(diff: Parts): Parts[] {
  const lines: Parts[number][][] = [[]];
  for (const { op, text } of diff) {
    for (const [index, piece] of (op === 'same' ? text.split('\n') : [text]).entries()) {
      if (index > 0) lines.push([]);
      if (piece !== '') lines.at(-1)?.push({ op, text: piece });
    }
  }
  return lines;
}

function readableLine(line: Parts): Parts {
  const textOf = (...ops: readonly string[]) =>
    line
      .filter(({ op }) => ops.includes(op))
      .map(({ text }) => text)
      .join('');
  const [before, after] = [textOf('same', 'removed'), textOf('same', 'added')];
  const stayed = textOf('same').replace(/\s/g, '').length / Math.max(1, Math.max(before.length, after.length));
  const replaced = stayed === 0 && before !== '' && after !== '' && /\s/.test(before + after);
  if (stayed > LEAST_THAT_STAYS || (line.length <= 3 && !replaced)) return line;
  return [{ op: 'removed', text: before }, LINE_BREAK, { op: 'added', text: after }];
}

function part(op: 'added' | 'removed', text: string | null): Parts {
  return text === null ? [] : [{ op, text }];
}

function spaced(diff: Parts, field: string): Parts {
  return diff.flatMap(({ op, text }) => [
    { op, text: field === 'locked' ? (labels[text] ?? text).toLowerCase() : text },
    { op: 'same', text: '  ' },
  ]);
}

function wordsFor(value: unknown, field: string): string | null {
  if (value === null || value === undefined) return null;
  if (field === 'text') return 'another text';
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(', ');
  if (typeof value === 'object') {
    const { provider, model, prompt } = value as Record<string, unknown>;
    return [`${model}, by way of ${provider}`, prompt].filter(Boolean).join(', ');
  }
  return String(value);
}
