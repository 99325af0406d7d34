import { feedSources } from '../ingest/feed-sources.ts';
import { type RoundReport, scheduleFeeds } from '../ingest/schedule-feeds.ts';
import { waitingFetcher } from '../ingest/waiting-fetcher.ts';
import { withLocalFeeds } from '../ingest/with-local-feeds.ts';
import { randomFraction } from '../random-id.ts';
import type { CliContext } from './cli-command.ts';
import type { Opened } from './open-upshot.ts';
import { readTextWith } from './read-text.ts';

/**
 * Reads the configured feeds, as often as it is configured, and puts what is new on the queue, until the signal is aborted.
 * The list of feeds is read anew each time; what goes wrong is logged. Ends at once where nothing is configured.
 */
export async function scheduleIngest(
  { config, upshot }: Opened,
  context: CliContext,
  signal: AbortSignal,
): Promise<void> {
  const { feeds: source, ingestEveryMs } = config;
  if (source === undefined || ingestEveryMs === undefined) return;
  const { feedStates: states, parseFeed: parse, log } = upshot;
  const readText = readTextWith(context);
  const fetcher = withLocalFeeds(waitingFetcher(upshot.fetcher, context.io.clock), readText);

  const feeds = () => feedSources([source], { cwd: context.io.cwd, fetcher, readText, parse, signal });

  function onRound({ queued, problems }: RoundReport): void {
    log.info({ queued, problems: problems.length }, 'the feeds were read');
    for (const { place, error } of problems) log.warn({ err: error, place }, 'feeds cannot be read');
  }

  await scheduleFeeds(ingestEveryMs, signal, {
    ...{ ...upshot, fetcher, states, parse, feeds, onRound },
    random: randomFraction,
  });
}
