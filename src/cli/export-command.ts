import { extname } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { allRecords } from '../catalogue/all-records.ts';
import { type EntryStatus, entryStatuses } from '../catalogue/entry.ts';
import type { Upshot } from '../compose.ts';
import { headingOf } from '../digest/digest.ts';
import { formatDigest } from '../digest/format-digest.ts';
import { formatMarkdown } from '../digest/format-markdown.ts';
import { type EntrySelection, listEntries } from '../digest/listed-entries.ts';
import type { CliCommand } from './cli-command.ts';
import { openUpshot } from './open-upshot.ts';
import { soughtTag } from './sought-tag.ts';
import { writeResult } from './write-result.ts';
import { wholeNumber, wrongUsage } from './wrong-usage.ts';

const formats = ['jsonl', 'text', 'markdown'] as const;
type Format = (typeof formats)[number];

interface ExportOptions {
  readonly format?: Format;
  readonly tag?: string;
  readonly source?: string;
  readonly status?: EntryStatus;
  readonly since?: number;
  readonly page?: number;
  readonly perPage?: number;
  readonly out?: string;
}

/** What the name of a file says of how it is to be written. */
const extensions: Readonly<Record<string, Format>> = {
  '.txt': 'text',
  '.md': 'markdown',
  '.markdown': 'markdown',
};

export const exportCommand: CliCommand = {
  define(command) {
    command
      .addOption(
        new Option('--format <format>', 'how: whole records, or a digest (default: as --out ends, else jsonl)').choices(
          formats,
        ),
      )
      .option('--tag <tag>', 'only entries with this tag')
      .option('--source <name>', 'only entries of this source')
      .addOption(
        new Option('--status <status>', 'only these (default: all as jsonl, else published)').choices(entryStatuses),
      )
      .option('--since <date>', 'only entries added on this day or later, in UTC: 2026-01-31', moment)
      .option('--page <number>', 'only this page, newest first (default: all)', wholeNumber(1))
      .option('--per-page <number>', 'entries a page, up to 100 (default: 10)', wholeNumber(1, 100))
      .option('--out <file>', 'write to this file, whole or not at all (default: stdout)')
      .addHelpText(
        'after',
        '\nAs jsonl: all there is to say of every entry; `upshot import` makes the same catalogue of it.' +
          '\nThe history of what was deleted stays behind: to keep that, copy the database.' +
          '\nAs text: the page of a tag, or without --tag one of every tag. As markdown: for a newsletter.' +
          '\n\nExamples:\n  upshot export --out catalogue.jsonl\n  upshot export --format text --tag sre --page 3',
      );
  },

  async run(_args, options: ExportOptions, context) {
    const { tag, since, page, perPage, out } = options;
    const format = options.format ?? extensions[extname(out ?? '').toLowerCase()] ?? 'jsonl';
    const paged = page !== undefined || perPage !== undefined;
    if (paged && since !== undefined) throw wrongUsage('--since and --page are given together', 'Say one of them.');
    if (paged && format === 'text' && tag === undefined) {
      throw wrongUsage('--page is given without --tag', 'A page of text is one of a tag: say which with --tag.');
    }
    await using opened = await openUpshot(context);
    const { upshot } = opened;
    const { format: _, out: __, ...given } = options;
    const named = tag === undefined ? {} : { tag: await soughtTag(tag, upshot) };
    const selection = { ...given, ...named, ...(paged && { page: page ?? 1 }) };
    const pieces = writers[format](upshot, selection);
    await writeResult(context.io, pieces, out);
    return 0;
  },
};

type Selection = Partial<EntrySelection>;

const writers: Readonly<Record<Format, (upshot: Upshot, selection: Selection) => AsyncIterable<string>>> = {
  async *jsonl(upshot, selection) {
    for await (const record of recordsOf(upshot, selection)) yield `${JSON.stringify(record)}\n`;
  },
  async *text(upshot, selection) {
    const published = { status: 'published', ...selection } as const;
    const tags = selection.tag === undefined ? upshot.vocabulary.tags.map(({ id }) => id) : [selection.tag];
    let between = '';
    for (const tag of tags) {
      const entries = listEntries(upshot.catalogue, { ...published, tag });
      const isEmpty = selection.tag === undefined && (await entries[Symbol.asyncIterator]().next()).done;
      if (isEmpty) continue;
      yield between;
      yield* formatDigest(tag, entries, () => entries.shown);
      between = '\n';
    }
  },
  markdown(upshot, selection) {
    const { tag, source } = selection;
    const title = tag !== undefined ? headingOf(tag) : source !== undefined ? `Posts of ${source}` : 'Latest posts';
    return formatMarkdown(title, listEntries(upshot.catalogue, { status: 'published', ...selection }));
  },
};

async function* recordsOf(upshot: Upshot, selection: Selection): AsyncGenerator<object> {
  const { catalogue, transfer } = upshot;
  if (selection.page === undefined) {
    yield* allRecords(transfer, selection);
    return;
  }
  const ids: string[] = [];
  yield* await transfer.tagChanges();
  for await (const { id } of listEntries(catalogue, { status: 'published', ...selection })) ids.push(id);
  yield* await transfer.find(ids);
}

const momentSchema = z.iso.datetime({ offset: true }).or(z.iso.date());

function moment(text: string): number {
  if (momentSchema.safeParse(text).success) return Date.parse(text);
  throw new InvalidArgumentError('It must be a day such as 2026-01-31, or a time such as 2026-01-31T09:00:00Z.');
}
