import { isAbsolute, resolve } from 'node:path';
import { type BacklogItem, unreadableItem } from '../backlog/backlog-item.ts';
import { parseDuration } from '../duration.ts';
import { isAddress } from '../ingest/feed-address.ts';
import { feedItem } from '../ingest/feed-item.ts';
import { feedSources } from '../ingest/feed-sources.ts';
import { createIngest, type FeedArticle, type Ingest } from '../ingest/ingest-feeds.ts';
import { unchangedStates } from '../ingest/unchanged-states.ts';
import { waitingFetcher } from '../ingest/waiting-fetcher.ts';
import { withLocalFeeds } from '../ingest/with-local-feeds.ts';
import { utcDay } from '../ledger/account.ts';
import type { CliCommand, CliContext } from './cli-command.ts';
import { leaveUnread, readAddressWith } from './read-address.ts';
import { readTextWith } from './read-text.ts';
import type { WorkTools } from './work.ts';
import { defineWorkOptions, type WorkOptions } from './work-options.ts';
import { workThrough } from './work-through.ts';
import { checkOptions, refuseStdinTwice, wrongUsage } from './wrong-usage.ts';

export const ingestCommand: CliCommand = {
  define(command) {
    defineWorkOptions(
      command.argument(
        '[feed...]',
        'addresses of feeds or of pages that link to one, OPML files, lists of addresses; - is stdin',
      ),
    )
      .option('--source <name>', 'who publishes the articles (default: the name in the outline, else of the feed)')
      .option('--since <when>', 'leave out what was published before: 2026-10-01, or 7d for the last seven days')
      .option('--force', 'read feeds also where nothing has changed, or while they are left alone after a failure')
      .addHelpText(
        'after',
        `
Reads Atom, RSS, RDF and JSON feeds and summarises what is new in them: from the
feed itself where it has the whole article, else from its page. A feed is asked
only what has changed; each article is taken once. Categories of an outline that
are tags of the vocabulary become the tags of its articles.

Examples:
  upshot ingest https://example.com/feed.xml --limit 5
  upshot ingest feeds.opml --max-cost 2 --report failures.jsonl`,
      );
  },

  async run(sources, given: WorkOptions, context) {
    const { io } = context;
    const since = checkOptions(() => sinceOf(given.since, io.clock.now()));
    // Seven days before the run began are the same days whenever it goes on.
    const options = since === undefined ? given : { ...given, since: new Date(since).toISOString() };
    refuseStdinTwice(sources);
    const articles = new WeakMap<BacklogItem, FeedArticle>();
    let ingest: Ingest | undefined;

    async function* open(
      inputs: readonly string[],
      { upshot, options: { source, since: from, tag: tags, force, retryFailed }, signal, onResting, dryRun }: WorkTools,
    ): AsyncGenerator<BacklogItem> {
      const readText = readTextWith(context);
      const fetcher = withLocalFeeds(waitingFetcher(upshot.fetcher, io.clock), readText);
      const { parseFeed: parse } = upshot;
      const { feeds, bad } = await feedSources(inputs, { cwd: io.cwd, fetcher, readText, signal, parse });
      for (const { place, error } of bad) yield unreadableItem(place, error);
      const states = dryRun ? unchangedStates(upshot.feedStates) : upshot.feedStates;
      // What failed for good is known as well: to try it again, everything has to be looked at.
      const everything = (force ?? retryFailed) === true;
      ingest = createIngest(
        feeds,
        { ...upshot, fetcher, states, parse },
        { signal, since: sinceOf(from, io.clock.now()), force: everything, tags, source },
      );
      const readAddress = dryRun ? leaveUnread : readAddressWith(upshot);
      for await (const article of ingest.articles()) {
        if (article.error?.code === 'feed-resting') {
          onResting(article.place, article.error);
          continue;
        }
        const item = feedItem(article, readAddress);
        articles.set(item, article);
        yield item;
      }
    }

    return workThrough(
      {
        ...{ name: 'ingest', inputs: sources.map((source) => resolved(source, context)), options },
        open: (inputs, tools) => untilStopped(open(inputs, tools), tools.signal),
        async settle(item, outcome) {
          const article = articles.get(item);
          if (article) await ingest?.settle(article, outcome === 'done' ? 'taken' : outcome);
        },
        nothing: 'Nothing is new in these feeds.',
      },
      context,
    );
  },
};

/** Ends quietly where the person has stopped the run: what is left is met again by the next one. */
async function* untilStopped(items: AsyncGenerator<BacklogItem>, signal: AbortSignal): AsyncGenerator<BacklogItem> {
  try {
    yield* items;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function resolved(source: string, { io }: CliContext): string {
  return source === '-' || isAddress(source) || isAbsolute(source) ? source : resolve(io.cwd, source);
}

/** Whether the calendar has it: `Date.parse` takes 30 February for 2 March. */
function isDay(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && utcDay(at) === text;
}

/** Milliseconds since the Unix epoch. */
function sinceOf(given: string | undefined, now: number): number | undefined {
  if (given === undefined) return undefined;
  const ago = parseDuration(given);
  if (ago !== null) return now - ago;
  const [day = ''] = /^\d{4}-\d{2}-\d{2}/.exec(given) ?? [];
  const at = isDay(day) ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(at))
    throw wrongUsage(`--since ${given} is no date`, 'Write 2026-10-01, or 7d for the last seven days.');
  return at;
}
