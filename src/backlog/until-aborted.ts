/**
 * The same items until `signal` is aborted; then the iteration ends at once, even while an item is being waited for:
 * a terminal or pipe that nobody writes to would be waited for without end.
 */
export async function* untilAborted<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const { promise: aborted, resolve } = Promise.withResolvers<'aborted'>();
  const onAbort = () => resolve('aborted');
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  const iterator = items[Symbol.asyncIterator]();
  try {
    while (true) {
      const next = iterator.next();
      const won = await Promise.race([next, aborted]);
      if (won === 'aborted') {
        next.catch(() => {});
        return;
      }
      if (won.done) return;
      yield won.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Not awaited: an iterator that still waits for its source would only return after it.
    iterator.return?.()?.catch(() => {});
  }
}
