import type { Clock } from '../clock.ts';
import type { MockModel } from './mock-model.ts';
import { framesOf, type WireAnswer } from './wire.ts';

export interface ScenarioFetchOptions {
  readonly clock: Clock;
  /** Sent as the `x-upshot-scenario` header with every request that has none of its own. */
  readonly key?: string;
}

/**
 * A `fetch` that never touches the network: every request is answered by the scenario, after its latency. A streamed
 * answer comes frame by frame; any other is whole before it resolves, as undici-fetch.ts has it. A connection that is cut
 * rejects, or breaks the stream, with the code that undici gives it.
 */
export function createScenarioFetch(model: MockModel, { clock, key }: ScenarioFetchOptions): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const signal = init.signal ?? undefined;
    signal?.throwIfAborted();
    if (input instanceof Request || (init.body != null && typeof init.body !== 'string')) {
      throw new TypeError('scenario-fetch takes an address and a text body only');
    }
    const headers = Object.fromEntries(new Headers(init.headers));
    const given = model.answer({
      method: init.method ?? 'GET',
      path: new URL(input).pathname,
      headers: key === undefined ? headers : { 'x-upshot-scenario': key, ...headers },
      body: init.body ?? '',
    });
    const { status } = given;
    if (given.latencyMs > 0) await clock.sleep(given.latencyMs, signal);
    const streamed = given.headers['content-type']?.startsWith('text/event-stream') && given.frames.length > 0;
    const body = streamed ? streamOf(given, clock, signal) : await wholeOf(given, clock, signal);
    return new Response(init.method === 'HEAD' || [204, 205, 304].includes(status) ? null : body, {
      status,
      headers: given.headers,
    });
  };
}

async function wholeOf(given: WireAnswer, clock: Clock, signal?: AbortSignal): Promise<string> {
  let body = '';
  for (const { text, afterMs } of framesOf(given)) {
    if (afterMs > 0) await clock.sleep(afterMs, signal);
    body += text;
  }
  if (given.ending === 'cut') throw connectionCut();
  return body;
}

function streamOf(given: WireAnswer, clock: Clock, signal?: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const frames = framesOf(given);
  return new ReadableStream({
    async pull(controller) {
      const { done, value: frame } = frames.next();
      if (done === true) return given.ending === 'cut' ? controller.error(streamCut()) : controller.close();
      if (frame.afterMs > 0) await clock.sleep(frame.afterMs, signal);
      controller.enqueue(encoder.encode(frame.text));
    },
  });
}

/** As undici calls a socket that the other side closed before the answer was whole. */
function connectionCut(): Error {
  return Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
}

/** As `fetch` puts the same when it was reading already. */
function streamCut(): TypeError {
  return new TypeError('terminated', { cause: connectionCut() });
}
