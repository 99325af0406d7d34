import type { EditableField } from '../catalogue/editable-fields.ts';
import { presentEntry } from '../catalogue/entry.ts';
import { checkEdit } from '../editing/edit-request.ts';
import type { CliCommand } from './cli-command.ts';
import { deedOf } from './deed-of.ts';
import { oneLine } from './one-line.ts';
import { openUpshot } from './open-upshot.ts';
import { givenTags } from './sought-tag.ts';
import { gather, wrongUsage } from './wrong-usage.ts';

interface EditOptions {
  readonly title?: string;
  readonly url?: string;
  readonly source?: string;
  readonly author?: string;
  readonly line?: string;
  readonly bullet?: readonly string[];
  readonly tag?: readonly string[];
  readonly keyword?: readonly string[];
  readonly unlock?: readonly EditableField[];
  readonly reason?: string;
  readonly by?: string;
  readonly json?: true;
}

export const editCommand: CliCommand = {
  define(command) {
    command
      .argument('<id>', 'id of an entry, as `upshot list` shows it')
      .option('--title <text>', 'the title; "" takes it away, as of the three that follow')
      .option('--url <address>', 'where the article stands')
      .option('--source <name>', 'who publishes it')
      .option('--author <name>', 'who wrote it')
      .option('--line <text>', 'why it matters')
      .option('--bullet <n=text>', 'one bullet, from 1; may be given for several', collect)
      .option('--tag <tag>', 'a tag in the place of all; up to three', gather)
      .option('--keyword <word>', 'a keyword in the place of all; two to seven', collect)
      .option(
        '--unlock <field>',
        'let new drafts change title, url, source, author, whyItMatters, bullets, tags or keywords',
        collect,
      )
      .option('--reason <text>', 'why, to be kept with the change')
      .option('--by <name>', 'who you are, for the history')
      .option('--json', 'print the entry as JSON')
      .addHelpText(
        'after',
        `
What is changed is locked: no new draft changes it, until it is unlocked or undone.

Examples:
  upshot edit zmezcgd4c1ca46a5 --title "Queues that heal" --reason "a typo"
  upshot edit zmezcgd4c1ca46a5 --bullet 2="The fix took 40 minutes."`,
      );
  },

  async run([id = ''], options: EditOptions, context) {
    const { io } = context;
    await using opened = await openUpshot(context);
    const { upshot, config } = opened;
    const shown = (await upshot.catalogue.get(id))?.summary.bullets ?? [];
    const bullets = options.bullet && withBullets(shown, options.bullet);
    const { line: whyItMatters, tag, keyword: keywords, unlock } = options;
    const tags = tag && givenTags(tag, upshot);
    const metadata = (['title', 'url', 'source', 'author'] as const).flatMap((name) => {
      const value = options[name];
      return value === undefined ? [] : [[name, value === '' ? null : value]];
    });
    const summary = defined({ whyItMatters, bullets, tags, keywords });
    const given = {
      ...Object.fromEntries(metadata),
      ...(Object.keys(summary).length > 0 && { summary }),
      ...defined({ unlock }),
    };
    if (Object.keys(given).length === 0)
      throw wrongUsage('Nothing is changed', 'Give --title, --line, --bullet, --tag...');
    const { reason, ...edit } = checkEdit({ ...given, reason: options.reason }, upshot.vocabulary, shown);
    const entry = await upshot.editor.edit(id, edit, { by: deedOf(options).by, reason });
    const doubts = entry.evidence.flatMap(({ claim, issues }) => issues.map(({ message }) => `${claim}: ${message}\n`));
    if (options.json) io.stdout.write(`${JSON.stringify(presentEntry(entry, config.publicUrl))}\n`);
    else {
      io.stdout.write(
        `Changed: ${oneLine(entry.title ?? 'Untitled')} (revision ${entry.version}; upshot show ${entry.id})\n`,
      );
      for (const doubt of doubts) io.stderr.write(doubt);
    }
    return 0;
  },
};

function withBullets(bullets: readonly string[], given: readonly string[]): string[] {
  const changed = [...bullets];
  for (const one of given) {
    const [, place = '', text = ''] = /^(\d)=(.*)$/s.exec(one) ?? [];
    if (place === '' || Number(place) < 1 || Number(place) > bullets.length + 1) {
      throw wrongUsage(
        `There is no bullet to put ${JSON.stringify(one.slice(0, 40))} in`,
        'Give --bullet 2="The text."',
      );
    }
    changed[Number(place) - 1] = text;
  }
  return changed.filter((text) => text !== '');
}

function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}

function defined(fields: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
