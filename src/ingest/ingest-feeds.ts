import { createHash } from 'node:crypto';
import type { ArticleInput } from '../article/article-input.ts';
import type { ArticleRequest } from '../article/article-request.ts';
import { checkArticleInput } from '../article/check-article-input.ts';
import { cleanLine } from '../article/clean-text.ts';
import { AppError, asAppError } from '../errors.ts';
import type { Feed, FeedItem } from '../feeds/feed.ts';
import { notAFeed } from '../feeds/feed-error.ts';
import type { FeedReference } from '../feeds/parse-outline.ts';
import type { Validators } from '../fetching/page-fetcher.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import { feedAddress, notAnAddress } from './feed-address.ts';
import { inOrder } from './in-order.ts';
import { ownText, textInstead } from './own-text.ts';
import { type FeedReading, type OutlineReading, type ReadFeedDeps, readFeed } from './read-feed.ts';

export interface IngestDeps extends ReadFeedDeps {
  readonly vocabulary: Vocabulary;
}

export interface IngestOptions {
  readonly signal: AbortSignal;
  /** Reads feeds also while they should be left alone, and all of their items anew. */
  readonly force: boolean;
  /** Items that were published before are left out; milliseconds since the Unix epoch. Items without a date are not. */
  readonly since?: number | undefined;
  /** Tags of every article, in place of the feed's. */
  readonly tags?: readonly string[] | undefined;
  /** Who publishes every article, in place of the feed's name. */
  readonly source?: string | undefined;
}

/** An article of a feed that has yet to be dealt with, or what is wrong with it or with its feed. */
export type FeedArticle = {
  /** Address of the feed, as it was given. */
  readonly feed: string;
  /** Canonical address of the article, where the feed names one. */
  readonly url: string | null;
  /** For people: the address of the article, else that of its feed. */
  readonly place: string;
  /** The same as long as the item says the same, SHA-256; of the feed itself its address. */
  readonly key: string;
} & ({ readonly work: ArticleRequest; readonly error?: never } | { readonly error: AppError; readonly work?: never });

export interface Ingest {
  /** Reads the feeds, some at once, and gives what is new in them: feed by feed, of each the newest first. */
  articles(): AsyncGenerator<FeedArticle>;
  /**
   * Says what became of an article: `taken`, neither this feed nor another one that has it need be asked again; `refused`,
   * not this feed; `open`, it must be looked at again. Only when no article of a feed is open does the next reading ask for
   * what has changed since.
   */
  settle(article: FeedArticle, outcome: 'taken' | 'refused' | 'open'): Promise<void>;
}

/** Feeds that are read at once; those of one host wait for each other all the same. */
const FEEDS_AT_ONCE = 8;

/** How much of an item's id people are shown, in characters; it is whatever its publisher likes. */
const LONGEST_ID = 200;

/** A feed whose articles are being dealt with. */
interface OpenFeed {
  readonly validators: Validators;
  readonly keys: readonly string[];
  /** How many of its articles are not known yet. */
  left: number;
}

interface Keyed {
  readonly item: FeedItem;
  readonly key: string;
}

export function createIngest(references: readonly FeedReference[], deps: IngestDeps, options: IngestOptions): Ingest {
  const { states, vocabulary } = deps;
  const { signal, force, since = Number.NEGATIVE_INFINITY } = options;
  const open = new Map<string, OpenFeed>();
  /** The feeds that articles were given from which are not settled yet, by the address of the article. */
  const givenFrom = new Map<string, string>();
  const named = new Set(references.map(({ url }) => url));

  async function read(
    reference: FeedReference,
  ): Promise<{ reading: FeedReading | OutlineReading | null } | { error: AppError }> {
    try {
      return { reading: await readFeed(reference.url, deps, { signal, force }) };
    } catch (error) {
      if (signal.aborted) throw error;
      return { error: asAppError(error) };
    }
  }

  async function articlesOf(reference: FeedReference, { feed, validators }: FeedReading): Promise<FeedArticle[]> {
    const wanted = newestFirst(feed.items).filter((item) => !(Date.parse(item.publishedAt ?? '') < since));
    const keyed = wanted.map((item) => ({ item, key: keyOf(reference.url, item) }));
    const keys = keyed.map(({ key }) => key);
    const known = force ? new Set() : await states.known(reference.url, keys);
    const fresh = keyed.filter(({ key }, index) => !known.has(key) && keys.indexOf(key) === index);
    const isGiven = ({ item: { url } }: Keyed) =>
      url !== null && (givenFrom.get(url) ?? reference.url) !== reference.url;
    const given = fresh.filter(isGiven);
    const free = await withoutTaken(
      reference.url,
      fresh.filter((one) => !isGiven(one)),
    );
    open.set(reference.url, { validators, keys, left: free.length + given.length });
    if (free.length + given.length === 0) await close(reference.url);
    for (const { item } of free) if (item.url !== null) givenFrom.set(item.url, reference.url);
    return free.map(({ item, key }) => ({
      ...{ feed: reference.url, url: item.url, key, place: placeOf(reference.url, item) },
      ...workOf(item, saidOf(reference, feed, item)),
    }));
  }

  /** An article that stands in several feeds is that of the first one, whatever the others make of it. */
  async function withoutTaken(feed: string, items: readonly Keyed[]): Promise<readonly Keyed[]> {
    const taken = await states.takenElsewhere(
      feed,
      items.flatMap(({ item: { url } }) => url ?? []),
    );
    const isTaken = ({ item: { url } }: Keyed) => url !== null && taken.has(url);
    await Promise.all(items.filter(isTaken).map(({ key }) => states.remember(feed, key)));
    return items.filter((one) => !isTaken(one));
  }

  function saidOf(reference: FeedReference, feed: Feed, item: FeedItem): Omit<ArticleInput, 'text'> {
    const source = options.source ?? reference.title ?? feed.title;
    const tags = options.tags ?? tagsOf(reference, vocabulary);
    return {
      ...(item.title !== null && { title: item.title }),
      ...(item.url !== null && { url: item.url }),
      ...(source !== null && { source }),
      ...(item.author !== null && { author: item.author }),
      ...(item.publishedAt !== null && { publishedAt: item.publishedAt }),
      ...(tags.length > 0 && { tags: [...tags] }),
    };
  }

  async function close(url: string): Promise<void> {
    const feed = open.get(url);
    open.delete(url);
    const state = await states.get(url);
    if (!feed || !state) return;
    if (options.since !== undefined) return; // what was left out may be asked for later
    await states.keepOnly(url, feed.keys);
    await states.save({ ...state, validators: feed.validators });
  }

  async function* articlesIn(feeds: readonly FeedReference[]): AsyncGenerator<FeedArticle> {
    for await (const [reference, found] of inOrder(feeds, FEEDS_AT_ONCE, read)) {
      const { url } = reference;
      if ('error' in found) yield problemOf(url, found.error);
      else if (found.reading === null) continue;
      else if (!('outline' in found.reading)) yield* await articlesOf(reference, found.reading);
      else if (feeds !== references)
        yield problemOf(url, notAFeed()); // an outline within an outline
      else yield* articlesInOutline(url, found.reading);
    }
  }

  /** Those of the feeds that an outline names and nobody before it did. */
  async function* articlesInOutline(place: string, { outline }: OutlineReading): AsyncGenerator<FeedArticle> {
    const feeds: FeedReference[] = [];
    for (const one of outline) {
      const url = feedAddress(one.url);
      if (url === null) yield problemOf(`${place}: ${one.url}`, notAnAddress());
      else if (!named.has(url)) feeds.push({ ...one, url });
      if (url !== null) named.add(url);
    }
    yield* articlesIn(feeds);
  }

  return {
    articles: () => articlesIn(references),
    async settle(article, outcome) {
      const feed = open.get(article.feed);
      if (feed && outcome !== 'open') {
        await states.remember(article.feed, article.key, outcome === 'taken' ? article.url : null);
        feed.left -= 1;
      }
      if (article.url !== null) givenFrom.delete(article.url);
      if (feed?.left === 0) await close(article.feed);
    },
  };
}

function problemOf(place: string, error: AppError): FeedArticle {
  return { feed: place, url: null, place, key: place, error };
}

function placeOf(feed: string, { url, title, id }: FeedItem): string {
  return url ?? `${feed}: ${title ?? cleanLine(id.slice(0, LONGEST_ID))}`;
}

function newestFirst(items: readonly FeedItem[]): FeedItem[] {
  const at = ({ publishedAt }: FeedItem) => publishedAt ?? '';
  return items.toSorted((a, b) => (at(a) === at(b) ? 0 : at(a) < at(b) ? 1 : -1));
}

/** One that was mended is another one. */
function keyOf(feed: string, { id, url, title, content, summary }: FeedItem): string {
  return createHash('sha256')
    .update(JSON.stringify([feed, id, url, title, content?.text, summary?.text]))
    .digest('hex');
}

function tagsOf({ categories }: FeedReference, { tags }: Vocabulary): string[] {
  const found = categories.flatMap(
    (category) => tags.find(({ id, name }) => id === category || name.toLowerCase() === category)?.id ?? [],
  );
  return [...new Set(found)].slice(0, 3);
}

/** The article itself where the feed has it whole, else its address, with what to take where that leads nowhere. */
function workOf(item: FeedItem, given: Omit<ArticleInput, 'text'>): { work: ArticleRequest } | { error: AppError } {
  const own = ownText(item);
  try {
    if (own) return { work: { input: checkArticleInput({ ...given, text: own.text, format: own.format }) } };
    const { url, ...rest } = given;
    const instead = textInstead(item);
    if (url !== undefined) return { work: { url, given: rest, ...(instead && { instead }) } };
    const text = instead ?? item.content ?? item.summary;
    if (text === null) return { error: nothingInIt() };
    return { work: { input: checkArticleInput({ ...given, ...text }) } };
  } catch (error) {
    return { error: asAppError(error) };
  }
}

function nothingInIt(): AppError {
  return new AppError('The feed has neither a text of this item nor a web address for it', {
    code: 'empty-feed-item',
    status: 422,
    hint: 'Nothing can be done here: what is amiss is in the feed. Leave the item, or send its text by itself.',
  });
}
