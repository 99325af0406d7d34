/**
 * The same items until `signal` is aborted; then the iteration ends at once, even while an item is being waited for:
 * a terminal or pipe that nobody writes to would be waited for without end.
 */
export async function* untilAborted<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  let leave = () => {};
  const onAbort = () => leave();
  signal.addEventListener('abort', onAbort, { once: true });
  const iterator = items[Symbol.asyncIterator]();
  try {
    while (!signal.aborted) {
      // Not Promise.race with one promise for the abort: that promise would keep every item alive until the end.
      const next = await new Promise<IteratorResult<T> | null>((resolve, reject) => {
        leave = () => resolve(null);
        iterator.next().then(resolve, reject);
      });
      if (next === null || next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Not awaited: an iterator that still waits for its source would only return after it.
    iterator.return?.()?.catch(() => {});
  }
}
