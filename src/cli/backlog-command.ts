import { countBacklog } from '../backlog/count-backlog.ts';
import { isReadOnce, isStdin, readBacklog, resolveInput, resolveUrlList } from '../backlog/read-backlog.ts';
import type { CliCommand, CliContext } from './cli-command.ts';
import type { ExitCode } from './cli-io.ts';
import { leaveUnread, readAddressWith } from './read-address.ts';
import { createStaleEntries, STALE_INPUT } from './stale-entries.ts';
import { defineWorkOptions, type WorkOptions } from './work-options.ts';
import { workThrough } from './work-through.ts';
import { refuseStdinTwice, wrongUsage } from './wrong-usage.ts';

interface BacklogCommandOptions extends WorkOptions {
  readonly urls?: readonly string[];
  readonly stale?: true;
}

export const backlogCommand: CliCommand = {
  define(command) {
    defineWorkOptions(
      command.argument('[path...]', 'article files, folders, .jsonl files, patterns, addresses; - is stdin'),
    )
      .option('--urls <file>', 'a list of addresses, one a line; - is stdin', (file, files: string[] = []) => [
        ...files,
        file,
      ])
      .option('--stale', 'draft anew what another prompt or model wrote; what people changed stays')
      .addHelpText(
        'after',
        `
A folder gives its .md, .markdown, .html, .htm, .txt and .jsonl files, folders
in it included. A line of JSON Lines is an object as POST /v1/articles takes it.

The same command goes on where it was, whatever ended it, and skips what it has
done. Ctrl-C once: calls under way are finished, no other is waited for; twice:
ends at once. Exit code 3: some articles failed, or a budget was spent before the end.

Examples:
  upshot backlog posts/
  upshot backlog export.jsonl --max-cost 5 --report failures.jsonl
  upshot backlog export.jsonl --dry-run
  upshot backlog --stale --dry-run`,
      );
  },

  async run(paths, options: BacklogCommandOptions, context) {
    const { io } = context;
    if (options.stale) return draftAnew(paths, options, context);
    const lists = options.urls ?? [];
    refuseStdinTwice([...paths, ...lists]);
    if ([...paths, ...lists].includes('')) {
      throw wrongUsage(
        'One of the places to read from is an empty text',
        'Name each; a variable of the shell may not be set.',
      );
    }
    const inputs = [
      ...paths.map((path) => resolveInput(path, io.cwd)),
      ...lists.map((file) => resolveUrlList(file, io.cwd)),
    ];
    return workThrough(
      {
        ...{ name: 'backlog', inputs, options },
        open(from, { signal, upshot, dryRun }) {
          if (from.some(isStdin) && io.stdin.isTTY) {
            io.stderr.write('Reading articles or addresses from the terminal; end with Ctrl-D on a line of its own.\n');
          }
          return readBacklog(from, {
            ...{ cwd: io.cwd, stdin: io.stdin, signal },
            readAddress: dryRun ? leaveUnread : readAddressWith(upshot),
          });
        },
        async *ahead(from, signal) {
          if (from.some(isReadOnce)) return;
          yield* readBacklog(from, { cwd: io.cwd, stdin: io.stdin, signal, readAddress: leaveUnread });
        },
        meetsAll: (from) => !from.some(isReadOnce),
        count: (from, signal) => countBacklog(from, { cwd: io.cwd, signal }),
      },
      context,
    );
  },
};

/** Works through the entries of the catalogue that are not by the prompt and the model of now. */
function draftAnew(paths: readonly string[], options: BacklogCommandOptions, context: CliContext): Promise<ExitCode> {
  const given = [...paths, ...(options.urls ?? [])];
  if (given.length > 0) throw wrongUsage('--stale is given together with articles', 'Give one of the two.');
  if (options.tag) throw wrongUsage('--stale and --tag are given together', 'Tags are changed with `upshot edit`.');
  const entries = createStaleEntries();
  return workThrough(
    {
      ...{ name: 'backlog', inputs: [STALE_INPUT], options },
      open: (_, { upshot, signal }) => entries.open(upshot, signal),
      summarise: entries.summarise,
      nothing: 'Everything is by the prompt and the model of now.',
    },
    context,
  );
}
