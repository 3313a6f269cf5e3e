/**
 * Does the work for each of `items`, so many at a time, in their order. Ends when all that was begun has
 * ended; after a throw nothing further is begun, and the first error is thrown.
 */
export async function inParallel<T>(
  items: Iterable<T> | AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator =
    Symbol.asyncIterator in items
      ? items[Symbol.asyncIterator]()
      : items[Symbol.iterator]();
  let stopped: { readonly error: unknown } | undefined;
  const worker = async () => {
    for (;;) {
      if (stopped !== undefined) return;
      try {
        const next = await iterator.next();
        if (next.done === true) return;
        await work(next.value);
      } catch (error) {
        stopped ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (stopped !== undefined) throw stopped.error;
}
