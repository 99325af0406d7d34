import { Option } from 'commander';
import { type Catalogue, type ListQuery, listSorts } from '../catalogue/catalogue.ts';
import { type Entry, entryStatuses, presentEntry } from '../catalogue/entry.ts';
import type { SearchNotes } from '../catalogue/search/notes.ts';
import { shownPage } from '../http/shown-page.ts';
import type { CliCommand } from './cli-command.ts';
import { oneLine } from './one-line.ts';
import { openUpshot } from './open-upshot.ts';
import { soughtTag } from './sought-tag.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { truncateText } from './wrap-text.ts';
import { wholeNumber } from './wrong-usage.ts';

type ListOptions = ListQuery & { readonly json?: true };

const REVIEW_HINT = 'Look at one: upshot show <id> --evidence; decide: upshot review <id> --accept, or --reject';

export const listCommand: CliCommand = {
  define(command) {
    command
      .option('--tag <tag>', 'only entries with this tag')
      .option('--source <name>', 'only entries of this source')
      .option(
        '--q <words>',
        'only entries with these words; "two words", deploy*, -word, source:, after: and before: work too',
      )
      .option('--exact', 'take the words of --q as they are spelt')
      .addOption(new Option('--status <status>', 'which entries').choices(entryStatuses).default('published'))
      .addOption(
        new Option(
          '--sort <order>',
          'in which order; newest and oldest by when they were added (default: best match with --q, else newest)',
        ).choices(listSorts),
      )
      .option('--page <number>', 'which page', wholeNumber(1), 1)
      .option('--per-page <number>', 'entries a page, up to 100', wholeNumber(1, 100), 10)
      .option('--json', 'print the body of GET /v1/articles')
      .addHelpText(
        'after',
        '\nIn a pipe, without --json: id, date, title (else the line), source, tags, provider, with tabs.',
      );
  },

  async run(_args, { json, ...options }: ListOptions, context) {
    const { io } = context;
    await using opened = await openUpshot(context);
    const { config, upshot } = opened;
    const query = options.tag === undefined ? options : { ...options, tag: await soughtTag(options.tag, upshot) };
    const result = await upshot.catalogue.list(query);
    if (json) {
      const body = shownPage(result, (entry) => presentEntry(entry, config.publicUrl));
      io.stdout.write(`${JSON.stringify(body)}\n`);
      return 0;
    }
    const { items, page, pageCount, total, search } = result;
    const terminal = terminalOf(io.stdout, io.env);
    io.stdout.write(items.map((entry) => (terminal.live ? forPeople(entry, terminal) : tabbed(entry))).join(''));
    const review = query.status === 'needs-review' && total > 0 ? `${REVIEW_HINT}\n` : '';
    const filtered = query.tag ?? query.source ?? query.q ?? (query.status === 'published' ? undefined : query.status);
    io.stderr.write(
      total > 0
        ? `${terminal.live ? '\n' : ''}Page ${page} of ${pageCount}, ${search?.complete === false ? 'at least ' : ''}${total} ${total === 1 ? 'entry' : 'entries'}\n${review}`
        : filtered === undefined
          ? await noneYet(upshot.catalogue)
          : 'No entry is like that.\n',
    );
    if (search !== undefined) io.stderr.write(notesOf(search));
    return 0;
  },
};

async function noneYet(catalogue: Pick<Catalogue, 'list'>): Promise<string> {
  const { total } = await catalogue.list({ status: 'needs-review', sort: 'newest', page: 1, perPage: 1 });
  if (total === 0) return 'No entries yet. Make the first: upshot summarise <file>\n';
  return `Nothing is published yet, and ${total} ${total === 1 ? 'waits' : 'wait'} for review: upshot list --status needs-review\n`;
}

function notesOf({ suggestion, corrected, hints }: SearchNotes): string {
  const said = corrected ? 'Nothing has these words as they are spelt (--exact shows that). Shown:' : 'Did you mean:';
  const meant = suggestion === null ? [] : [`${said} ${oneLine(suggestion)}`];
  return [...hints.map(oneLine), ...meant].map((line) => `${line}\n`).join('');
}

function forPeople(entry: Entry, { style, width }: Terminal): string {
  const wrong = entry.evidence.filter(({ supported }) => !supported).length;
  const held = entry.status === 'needs-review' ? [`${wrong} of ${entry.evidence.length} claims not backed`] : [];
  const extracted = entry.provenance.provider === 'extractive' ? ['extracted without a model'] : [];
  const meta = [
    entry.id,
    dateOf(entry),
    ...held,
    ...(entry.source ? [entry.source] : []),
    entry.summary.tags.join(', '),
    ...extracted,
  ];
  return [
    style('bold', truncateText(oneLine(headingOf(entry)), width)),
    style('dim', truncateText(`  ${meta.map(oneLine).join(' · ')}`, width)),
    '',
  ].join('\n');
}

function tabbed(entry: Entry): string {
  const { id, source, summary, provenance } = entry;
  const fields = [id, dateOf(entry), headingOf(entry), source ?? '', summary.tags.join(','), provenance.provider];
  return `${fields.map(oneLine).join('\t')}\n`;
}

/** The title; of a post of a digest, which has none, the line. */
function headingOf({ title, summary }: Entry): string {
  return title ?? summary.whyItMatters;
}

function dateOf({ publishedAt, createdAt }: Entry): string {
  return (publishedAt ?? createdAt).slice(0, 10);
}
