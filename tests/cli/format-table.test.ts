import { expect, it } from 'vitest';
import { formatTable } from '../../src/cli/format-table.ts';

const plain = (_: unknown, text: string) => text;
const table = (width: number) =>
  formatTable(
    ['', 'calls', 'cost'],
    [
      ['today', '7', '$0.20'],
      ['東京', '12,345', '$9'],
    ],
    { width, style: plain },
  );

it('puts names to the left and figures to the right', () => {
  expect(table(80)).toBe('        calls   cost\ntoday       7  $0.20\n東京   12,345     $9\n');
  expect(table(20)).toBe(table(80));
});

it('puts the figures below each other where the terminal is too narrow', () => {
  expect(table(19)).toBe('today\n  calls  7\n  cost   $0.20\n東京\n  calls  12,345\n  cost   $9\n');
});
