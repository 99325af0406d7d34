import { Option } from 'commander';
import { type Entry, presentEntry } from '../catalogue/entry.ts';
import { checkReview } from '../review.ts';
import type { CliCommand } from './cli-command.ts';
import { type DeedOptions, deedOf } from './deed-of.ts';
import { oneLine } from './one-line.ts';
import { openUpshot } from './open-upshot.ts';
import { checkOptions, wrongUsage } from './wrong-usage.ts';

interface ReviewOptions extends DeedOptions {
  readonly accept?: true;
  readonly reject?: true;
  readonly json?: true;
}

export const reviewCommand: CliCommand = {
  define(command) {
    command
      .argument('<id>', 'id of an entry that waits, as `upshot list --status needs-review` shows it')
      .addOption(new Option('--accept', 'publish the summary as it stands').conflicts('reject'))
      .option('--reject', 'drop it; the same article is drafted anew when it comes again')
      .option('--reason <text>', 'why, to be kept with the decision')
      .option('--by <name>', 'who you are, for the history')
      .option('--json', 'print the published entry as JSON')
      .addHelpText(
        'after',
        `
Look at it first: upshot show <id> --evidence

Examples:
  upshot review zmezcgd4c1ca46a5 --accept
  upshot review zmezcgd4c1ca46a5 --reject --reason "Globex is not in it"`,
      );
  },

  async run([id = ''], { accept, reject, json, ...options }: ReviewOptions, context) {
    const { io } = context;
    const { by, reason } = deedOf(options);
    const review = checkOptions(() => {
      if (!accept && !reject) throw wrongUsage('Nothing is decided', 'Give --accept or --reject.');
      return checkReview({ decision: accept ? 'accept' : 'reject', reason });
    });
    await using opened = await openUpshot(context);
    const { config, upshot } = opened;
    const entry = await upshot.reviewer.decide(id, review, { by });
    if (json) {
      if (entry) io.stdout.write(`${JSON.stringify(presentEntry(entry, config.publicUrl))}\n`);
    } else io.stdout.write(entry ? published(entry) : `Rejected ${oneLine(id)}. Sent again, it is drafted anew.\n`);
    return 0;
  },
};

function published({ id, title }: Entry): string {
  return `Published: ${oneLine(title ?? 'Untitled')} (upshot show ${id})\n`;
}
