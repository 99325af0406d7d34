import { Option } from 'commander';
import { presentEntry } from '../catalogue/entry.ts';
import { noSuchArticle, noTextOf } from '../catalogue/not-found.ts';
import type { CliCommand } from './cli-command.ts';
import { formatEntry, formatEvidence, howToDecide } from './format-entry.ts';
import { openUpshot } from './open-upshot.ts';
import { terminalOf } from './terminal.ts';

interface ShowOptions {
  readonly json?: true;
  readonly text?: true;
  readonly evidence?: true;
}

export const showCommand: CliCommand = {
  define(command) {
    command
      .argument('<id>', 'id of the entry, as `upshot list` shows it')
      .addOption(new Option('--json', 'print the whole entry as JSON').conflicts(['text', 'evidence']))
      .addOption(new Option('--text', 'print the text that was summarised').conflicts(['json', 'evidence']))
      .addOption(new Option('--evidence', 'print the passages behind each claim').conflicts(['json', 'text']))
      .addHelpText('after', '\nExample:\n  upshot show zmezcgd4c1ca46a5 --evidence');
  },

  async run([id = ''], options: ShowOptions, context) {
    const { io } = context;
    await using opened = await openUpshot(context);
    const { config, upshot } = opened;
    const entry = await upshot.catalogue.get(id);
    if (entry === null) throw noSuchArticle(id);

    if (options.text) {
      const text = await upshot.catalogue.text(id);
      if (text === null) throw noTextOf(id);
      io.stdout.write(`${text}\n`);
    } else if (options.json) {
      io.stdout.write(`${JSON.stringify(presentEntry(entry, config.publicUrl))}\n`);
    } else {
      const terminal = terminalOf(io.stdout, io.env);
      io.stdout.write(options.evidence ? formatEvidence(entry, terminal) : formatEntry(entry, terminal));
      if (entry.status === 'needs-review') io.stderr.write(`${options.evidence ? '\n' : ''}${howToDecide(entry)}\n`);
    }
    return 0;
  },
};
