import type { ArticleInput } from '../article/article-input.ts';
import type { BacklogItem } from '../backlog/backlog-item.ts';
import type { Entry } from '../catalogue/entry.ts';
import type { Upshot } from '../compose.ts';
import { AppError } from '../errors.ts';
import type { Summariser } from '../summarise.ts';

/** What a run is said to work through when it is the catalogue itself. */
export const STALE_INPUT = 'stale:entries';
const PAGE = 100;

/** Entries that another prompt or model wrote, as articles to be drafted anew. */
export interface StaleEntries {
  open(upshot: Upshot, signal: AbortSignal): AsyncIterable<BacklogItem>;
  /** Drafts anew what `open` read. */
  summarise(upshot: Upshot): Summariser['summarise'];
}

export function createStaleEntries(): StaleEntries {
  const read = new WeakMap<ArticleInput, string>();

  async function inputOf(id: string, { catalogue }: Upshot): Promise<ArticleInput> {
    const [entry, text] = [await catalogue.get(id), await catalogue.text(id)];
    if (entry === null || text === null) throw goneMeanwhile(id);
    const input = { text, format: 'markdown' as const, ...metadataOf(entry) };
    read.set(input, id);
    return input;
  }

  return {
    async *open(upshot, signal) {
      const { drafter } = upshot.resummariser;
      const { provider, model, promptHashes } = drafter;
      for (let after: number | null = 0; after !== null && !signal.aborted; ) {
        const page = await upshot.editing.stale(drafter, { after, limit: PAGE });
        for (const { id } of page.items) {
          const key = ['entry', id, provider, model, promptHashes[0] ?? ''].join(':');
          yield { place: `/articles/${id}`, key, read: () => inputOf(id, upshot) };
        }
        after = page.next;
      }
    },
    summarise: (upshot) => async (input, signal, errand) => {
      const id = read.get(input);
      if (id === undefined) throw new TypeError('an article that was not read here');
      return upshot.resummariser.resummarise(id, signal, { ...errand, anyAnswer: true });
    },
  };
}

function metadataOf({ title, url, source }: Entry): Partial<ArticleInput> {
  return { ...(title !== null && { title }), ...(url !== null && { url }), ...(source !== null && { source }) };
}

function goneMeanwhile(id: string): AppError {
  return new AppError(`The entry ${id} is gone`, { code: 'article-not-found', status: 404 });
}
