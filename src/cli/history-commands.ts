import type { CliCommand } from './cli-command.ts';
import { type DeedOptions, deedOf } from './deed-of.ts';
import { formatRevision } from './format-revision.ts';
import { oneLine } from './one-line.ts';
import { openUpshot } from './open-upshot.ts';
import { wholeNumber, wrongUsage } from './wrong-usage.ts';

const PER_PAGE = 20;

interface HistoryOptions {
  readonly json?: true;
  readonly page?: number;
}

export const historyCommand: CliCommand = {
  define(command) {
    command
      .argument('<id>', 'id of an entry, also of one that is gone')
      .option('--page <number>', 'page of a long history', wholeNumber(1), 1)
      .option('--json', 'print it as JSON')
      .addHelpText(
        'after',
        '\nNewest first. In a change, [-this-] was taken out and {+that+} put in.\n\nExample:\n  upshot history zmezcgd4c1ca46a5',
      );
  },

  async run([id = ''], { json, page = 1 }: HistoryOptions, context) {
    await using opened = await openUpshot(context);
    const history = await opened.upshot.editor.history(id, page, PER_PAGE);
    const { stdout } = context.io;
    if (json) stdout.write(`${JSON.stringify(history)}\n`);
    else for (const revision of history.items) stdout.write(formatRevision(revision));
    return 0;
  },
};

export const undoCommand: CliCommand = {
  define(command) {
    command
      .argument('<id>', 'id of an entry')
      .argument('<number>', 'number of the revision, as `upshot history` shows it')
      .option('--reason <text>', 'why, to be kept with it')
      .option('--by <name>', 'who you are, for the history')
      .addHelpText('after', '\nExample:\n  upshot undo zmezcgd4c1ca46a5 3 --reason "It was right."');
  },

  async run([id = '', number = ''], options: DeedOptions, context) {
    if (!/^\d{1,9}$/.test(number))
      throw wrongUsage('The revision must be a whole number', 'See `upshot history <id>` for those there are.');
    const deed = deedOf(options);
    await using opened = await openUpshot(context);
    const entry = await opened.upshot.editor.undo(id, Number(number), deed);
    context.io.stdout.write(`Undone. It is revision ${entry.version} now (upshot show ${entry.id})\n`);
    return 0;
  },
};

export const deleteCommand: CliCommand = {
  define(command) {
    command
      .argument('<id>', 'id of an entry; what waits to replace it goes too')
      .option('--reason <text>', 'why, to be kept with its history')
      .option('--by <name>', 'who you are, for the history')
      .addHelpText('after', '\nExample:\n  upshot delete zmezcgd4c1ca46a5 --reason "It is here twice."');
  },

  async run([id = ''], options: DeedOptions, context) {
    const deed = deedOf(options);
    await using opened = await openUpshot(context);
    await opened.upshot.editor.remove(id, deed);
    context.io.stdout.write(`Deleted ${oneLine(id)}. Its history stays: upshot history ${oneLine(id)}\n`);
    return 0;
  },
};
