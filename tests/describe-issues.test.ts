import { expect, it } from 'vitest';
import { z } from 'zod';
import { describeIssues, refusalOf } from '../src/describe-issues.ts';

const schema = z.strictObject({
  name: z.string().min(1).max(2000),
  items: z.array(z.number().max(9)).min(1),
  count: z.int().min(2),
  own: z.string().max(1, 'own must be a letter'),
});

it('tells limits as people do, not as Zod does', () => {
  const told = (input: unknown) =>
    describeIssues(schema.safeParse(input, { reportInput: true }).error?.issues ?? []).map(({ detail }) => detail);
  expect(told({ name: '', items: [], count: 1, own: 'ab' })).toEqual([
    'name must have at least 1 character',
    'items must have at least 1 item',
    'count must be at least 2',
    'own must be a letter',
  ]);
  expect(told({ name: 'x'.repeat(2001), items: [10], count: 2, own: '' })).toEqual([
    'name must have at most 2000 characters',
    'items/0 must be at most 9',
  ]);
  expect(told([])).toEqual(['the body must be an object']);
});

it('tells in a refusal what cannot be done, and every fault, in one line and apart', () => {
  const errors = [
    { detail: 'title is missing', pointer: '/title' },
    { detail: 'size must be at most 5', pointer: '/size' },
  ];
  const refusal = refusalOf('The box cannot be sent', errors, { code: 'invalid-box', status: 400 });
  expect(refusal).toMatchObject({ code: 'invalid-box', status: 400, errors });
  expect(refusal.message).toBe('The box cannot be sent: title is missing; size must be at most 5');
});
