import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeOrders } from '../../src/digest/merge-orders.ts';

it('keeps every order that is a part of one order', () => {
  const whole = Array.from({ length: 12 }, (_, n) => `p${n}`);
  fc.assert(
    fc.property(fc.array(fc.subarray(whole), { maxLength: 4 }), (orders) => {
      const merged = mergeOrders(orders);
      expect([...merged].sort()).toEqual([...new Set(orders.flat())].sort());
      for (const order of orders) expect(merged.filter((item) => order.includes(item))).toEqual(order);
    }),
  );
});

it('leaves nothing out where orders are at odds', () => {
  expect(
    mergeOrders([
      ['a', 'b', 'c'],
      ['c', 'b', 'd'],
    ]).sort(),
  ).toEqual(['a', 'b', 'c', 'd']);
});
