/**
 * One order of everything that keeps each of the given ones, as far as they agree with each other (Kahn, 1962); what is in
 * the way of itself comes last, in the order in which it was given. Linear. None may have anything twice.
 */
export function mergeOrders(orders: readonly (readonly string[])[]): string[] {
  const followers = new Map<string, string[]>(orders.flat().map((item) => [item, []]));
  const before = new Map<string, number>();
  for (const order of orders) {
    for (const [index, item] of order.entries()) {
      const next = order[index + 1];
      if (next === undefined) continue;
      followers.get(item)?.push(next);
      before.set(next, (before.get(next) ?? 0) + 1);
    }
  }
  const merged = new Set([...followers.keys()].filter((item) => !before.has(item)));
  for (const item of merged) {
    for (const next of followers.get(item) ?? []) {
      const left = (before.get(next) ?? 0) - 1;
      before.set(next, left);
      if (left === 0) merged.add(next); // a set is walked to what is added on the way
    }
  }
  return [...new Set([...merged, ...followers.keys()])];
}
