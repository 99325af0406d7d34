import autocannon from 'autocannon';
import { startUpshot, stop } from '../throughput.ts';
import { measure, type Times } from './measure.ts';

export interface OverHttp {
  /** The tag page, 16 connections. */
  readonly pages: { readonly requestsPerSecond: number; readonly p99: number };
  readonly notModified: { readonly requestsPerSecond: number; readonly p99: number };
  /** One connection, one after the other. */
  readonly page: Times;
  readonly unchanged: Times;
  /** The same while searches for common words are under way all the time. */
  readonly pageBesideSearches: Times;
}

const CONNECTIONS = 16;

/** The program itself on the catalogue in `folder`, asked over HTTP. */
export async function measureOverHttp(folder: string, path: string, q: string, quick: boolean): Promise<OverHttp> {
  const { process: child, url } = await startUpshot(folder, 'http://127.0.0.1:9/v1');
  const seconds = quick ? 2 : 5;
  const times = quick ? 100 : 500;
  try {
    const first = await fetch(`${url}${path}`);
    await first.text();
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    const get = async (expected: number, given: Record<string, string>) => {
      const response = await fetch(`${url}${path}`, { headers: given });
      await response.text();
      if (response.status !== expected) throw new Error(`${path} answered ${response.status}, not ${expected}`);
    };
    const shoot = async (given: Record<string, string>) => {
      const { requests, latency } = await autocannon({
        url: `${url}${path}`,
        connections: CONNECTIONS,
        duration: seconds,
        headers: given,
      });
      return { requestsPerSecond: requests.average, p99: latency.p99 };
    };
    const page = await measure(() => get(200, {}), times);
    const unchanged = await measure(() => get(304, headers), times);
    const searching = new AbortController();
    const searches = searchUntil(searching.signal, `${url}/v1/articles?q=${encodeURIComponent(q)}`);
    const pageBesideSearches = await measure(() => get(200, {}), times);
    searching.abort();
    await searches;
    return { page, unchanged, pageBesideSearches, pages: await shoot({}), notModified: await shoot(headers) };
  } finally {
    await stop(child);
  }
}

async function searchUntil(signal: AbortSignal, address: string): Promise<void> {
  while (!signal.aborted) {
    const response = await fetch(address, { signal }).catch(() => undefined);
    await response?.text().catch(() => undefined);
  }
}
