import { expect, it } from 'vitest';
import { parseJsonLine } from '../../src/input/json-line.ts';

const RULES = { most: 3.5 * 1024 * 1024, mendTooLong: 'Shorten it.', mendBadJson: 'Write an object.' };

it('parses what a line says, a byte order mark left out', () => {
  expect(parseJsonLine(Buffer.from('\uFEFF{"a":[1]}'), RULES)).toEqual({ a: [1] });
});

it('says how long a line may be', () => {
  expect(() => parseJsonLine(null, RULES)).toThrow(
    expect.objectContaining({
      code: 'line-too-long',
      status: 413,
      message: expect.stringContaining('3 MB'),
      hint: 'Shorten it.',
    }),
  );
});

it.each(['', '{"a":', 'nothing', '{"a":1} {"b":2}'])('says that %j is not JSON', (line) => {
  expect(() => parseJsonLine(Buffer.from(line), RULES)).toThrow(
    expect.objectContaining({ code: 'bad-json', status: 400, hint: 'Write an object.' }),
  );
});

it('leaves bytes that are not UTF-8 to the one who decodes them', () => {
  expect(() => parseJsonLine(Buffer.from([0x7b, 0xff, 0x7d]), RULES)).toThrow(/UTF-8/);
});
