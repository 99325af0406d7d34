import type { FeedState } from '../ingest/feed-states.ts';
import type { CliCommand } from './cli-command.ts';
import { minute } from './minute.ts';
import { oneLine } from './one-line.ts';
import { openUpshot } from './open-upshot.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { wrapText } from './wrap-text.ts';

interface FeedsOptions {
  readonly failing?: true;
  readonly json?: true;
}

export const feedsCommand: CliCommand = {
  define(command) {
    command
      .option('--failing', 'only feeds whose last reading failed')
      .option('--json', 'print one line of JSON for each feed')
      .addHelpText(
        'after',
        `
Feeds that were ever read, by address. In a pipe, without --json: address, ok,
failing or gone, when it last answered, until when it is left alone, title, what
went wrong, with tabs.

Example:
  upshot feeds --failing`,
      );
  },

  async run(_, { failing, json }: FeedsOptions, context) {
    const { io } = context;
    await using opened = await openUpshot(context);
    const all = await opened.upshot.feedStates.all();
    const shown = failing ? all.filter(({ failures }) => failures > 0) : all;
    const terminal = terminalOf(io.stdout, io.env);
    for (const state of shown) {
      const feed = feedOf(state, io.clock.now());
      io.stdout.write(`${json ? JSON.stringify(feed) : textOf(feed, terminal)}\n`);
    }
    if (all.length === 0) io.stderr.write('No feed was read yet: upshot ingest reads feeds.\n');
    else if (shown.length === 0) io.stderr.write('No feed is failing.\n');
    return 0;
  },
};

/** A feed as it is shown; times in ISO 8601. */
interface ShownFeed extends Pick<FeedState, 'url' | 'title' | 'failures' | 'problem' | 'movedTo'> {
  readonly state: 'ok' | 'failing' | 'gone';
  readonly readAt: string | null;
  /** Null: it may be read at once. */
  readonly notBefore: string | null;
}

function feedOf(feed: FeedState, now: number): ShownFeed {
  const { url, title, failures, problem, movedTo, gone, readAt, notBefore } = feed;
  return {
    ...{ url, title, state: gone ? 'gone' : failures > 0 ? 'failing' : 'ok' },
    readAt: readAt === null ? null : new Date(readAt).toISOString(),
    notBefore: gone || notBefore <= now ? null : new Date(notBefore).toISOString(),
    ...{ failures, problem, movedTo },
  };
}

function textOf(feed: ShownFeed, { live, style, width }: Terminal): string {
  const { url, state, readAt, notBefore, failures, movedTo } = feed;
  const [title, problem] = [feed.title, feed.problem].map((text) => oneLine(text ?? ''));
  if (!live) return [url, state, readAt ?? '', notBefore ?? '', title, problem].join('\t');
  const times = failures === 1 ? 'failed' : `failed ${failures} times in a row`;
  const facts = [
    readAt === null ? 'never answered' : `last answered ${minute(readAt)}`,
    ...(state === 'gone' ? ['gone for good'] : failures > 0 ? [times] : []),
    ...(notBefore === null ? [] : [`left alone until ${minute(notBefore)}`]),
    ...(notBefore === null && state === 'failing' ? ['may be read again'] : []),
  ].join(' · ');
  const moved = movedTo === null ? [] : [`now at ${movedTo}`];
  const lines = [...(title === '' ? [] : [url]), ...moved, facts, ...(problem === '' ? [] : [problem ?? ''])];
  return [style('bold', title || url), ...lines.map((line) => wrapText(line, width, '  ', '    '))].join('\n');
}
