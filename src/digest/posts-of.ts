import { createHash } from 'node:crypto';
import { splitSentences } from '../article/sentences.ts';
import { type Entry, IMPORTED } from '../catalogue/entry.ts';
import type { DigestPost } from '../catalogue/transfer.ts';
import { pickKeywords } from '../extract/pick-keywords.ts';
import { summarySchema } from '../summary/summary.ts';
import { FALLBACK_TAG } from '../tags/vocabulary.ts';
import type { DigestPage, DigestPagePost } from './digest.ts';
import { mergeOrders } from './merge-orders.ts';

export interface PostsOptions {
  readonly source: string | null;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** A digest says no dates: what stands on a later page counts as an hour older for each page before it. */
const PAGE_AGE_MS = 3_600_000;
const OLDEST_PAGE = 10_000;

const keywordSchema = summarySchema([FALLBACK_TAG]).shape.keywords.element;

/**
 * The posts of pages, newest first: those of earlier pages before those of later ones, each page in its order. A post is
 * known by its words, so the same one gets the same id in every catalogue. Where it stands on pages of several tags it has
 * all of them; on two pages of one tag, as happens when posts come in between copying them, it is taken from the first.
 */
export function postsOf(pages: readonly DigestPage[], { source, now }: PostsOptions): DigestPost[] {
  const posts = new Map<string, DigestPost>();
  const orders = new Map<string, Set<string>>();
  for (const { tag, page, posts: ofPage } of pages.toSorted((a, b) => a.page - b.page)) {
    const createdAt = now - (Math.min(page, OLDEST_PAGE) - 1) * PAGE_AGE_MS;
    const order = orders.get(tag) ?? new Set();
    orders.set(tag, order);
    for (const given of ofPage) {
      const id = idOf(given);
      order.add(id);
      const { whyItMatters, bullets } = given;
      const summary = { whyItMatters, bullets: [...bullets], tags: [tag], keywords: keywordsOf(given) };
      const known = posts.get(id);
      if (known) known.summary.tags = [...new Set([...known.summary.tags, tag])];
      else posts.set(id, { id, source, summary, provenance, createdAt, now });
    }
  }
  return mergeOrders([...orders.values()].map((order) => [...order])).flatMap((id) => posts.get(id) ?? []);
}

/** As of a summary that no model wrote, and that cost nothing. */
const provenance: Entry['provenance'] = {
  ...{ provider: IMPORTED, model: 'digest', prompt: null, promptHash: null },
  ...{ calls: 0, repairs: 0, inputTokens: 0, outputTokens: 0, costUsd: 0, durationMs: 0 },
  ...{ dropped: [], attempts: [], coverage: [] },
};

/** Long enough enough for a link, as other ids are. */
function idOf({ whyItMatters, bullets }: DigestPagePost): string {
  const hash = createHash('sha256').update([whyItMatters, ...bullets].join('\n'));
  return `d${hash.digest('hex').slice(0, 23)}`;
}

/** A digest has none: names and terms that its post comes back to. */
function keywordsOf({ whyItMatters, bullets }: DigestPagePost): string[] {
  const lines = [whyItMatters, ...bullets];
  const text = lines.join('\n');
  const sentences = lines.flatMap((line) =>
    splitSentences(line).map(({ start, end }) => ({ text: line.slice(start, end) })),
  );
  const isKeyword = (word: string) => keywordSchema.safeParse(word).success;
  return pickKeywords({ title: '', text, blocks: [] }, sentences, isKeyword);
}
