import type { Schema } from './json-schema.ts';

/** So many different texts or numbers a list without repetitions may need. */
const MOST = 1100;

/** Numbers that might fit a schema, the plainest first: not all of them do. */
export function* numbersFor(one: Schema, whole: boolean): Generator<number> {
  const bound = (keyword: string, other: string) => {
    const set = [one[keyword], one[other]].filter((value) => typeof value === 'number');
    return set.length === 0 ? undefined : set;
  };
  const low = bound('minimum', 'exclusiveMinimum');
  const high = bound('maximum', 'exclusiveMaximum');
  const from = low === undefined ? undefined : Math.max(...low);
  const to = high === undefined ? undefined : Math.min(...high);
  const multiple = typeof one.multipleOf === 'number' && one.multipleOf > 0 ? one.multipleOf : undefined;
  const step = multiple ?? 1;
  yield 0;
  const start = from !== undefined ? Math.ceil(from / step) : to !== undefined ? Math.floor(to / step) : 0;
  const direction = from === undefined && to !== undefined ? -1 : 1;
  for (let turn = 0; turn < MOST; turn += 1) {
    const number = tidy((start + direction * turn) * step);
    if (from !== undefined && to !== undefined && number > to) break;
    yield number;
  }
  if (whole || multiple !== undefined) return;
  if (from === undefined || to === undefined) return;
  for (let part = 1; part < MOST; part += 1) yield from + ((to - from) * (part % 2 === 0 ? part : MOST - part)) / MOST;
  yield* [from, to];
}

/** What sums and products of fractions have too much. */
function tidy(number: number): number {
  return Number(number.toPrecision(15)) + 0; // never -0
}

const BY_FORMAT: Readonly<Record<string, (number: number) => string>> = {
  'date-time': (number) => `${dayOf(number)}T00:00:00Z`,
  date: dayOf,
  time: (number) => `00:00:${String(number % 60).padStart(2, '0')}Z`,
  duration: (number) => `PT${number + 1}M`,
  email: (number) => (number === 0 ? 'someone@example.org' : `someone${number}@example.org`),
  uri: (number) => (number === 0 ? 'https://example.org/' : `https://example.org/${number}`),
  uuid: (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  hostname: (number) => (number === 0 ? 'example.org' : `host${number}.example.org`),
  ipv4: (number) => `192.0.2.${(number % 254) + 1}`,
  ipv6: (number) => `2001:db8::${(number + 1).toString(16)}`,
};

function dayOf(number: number): string {
  return new Date(Date.UTC(2025, 0, 1 + number)).toISOString().slice(0, 10);
}

/** Texts of the shapes that patterns usually ask for. */
const USUAL = [
  ...['Text', 'TEXT', 'text-1', 'text_1', 'text.txt', 'a', 'A', 'ab', 'AB', 'abc', 'ABC', '1', '10', '100', '1234'],
  ...['12345', '1.0', '1.0.0', '0123456789', 'A1', 'AB12', 'ABC-123', 'abc123', '#00ff00', '2025-01-01', '2025-01'],
  ...['12:00', '12:00:00', '2025-01-01T00:00:00Z', 'en', 'en-GB', 'EUR', '+441234567890', '192.0.2.1', 'example.org'],
  ...['https://example.org/', '/path', 'someone@example.org', '00000000-0000-4000-8000-000000000000', 'Text text.'],
];

/** Texts that might fit a schema, the plainest first: not all of them do. */
export function* textsFor(one: Schema): Generator<string> {
  const least = typeof one.minLength === 'number' ? Math.min(one.minLength, 10_000) : 0;
  const most = typeof one.maxLength === 'number' ? Math.max(0, one.maxLength) : Infinity;
  const format = BY_FORMAT[String(one.format)];
  if (format !== undefined) {
    for (let number = 0; number < MOST; number += 1) yield format(number);
    if (one.format === 'email') yield `${'e'.repeat(Math.max(1, least - 12))}@example.org`;
    if (one.format === 'uri') yield 'https://example.org/'.padEnd(least, 'a');
    return;
  }
  const sized = (text: string) => text.padEnd(least, ` ${text}`).slice(0, most);
  yield sized('text');
  if (one.pattern !== undefined) {
    yield* USUAL;
    for (const letter of ['a', 'A', '0']) {
      for (const length of [least, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 16, 20, 24, 32, 40, 64]) {
        if (length > 0) yield letter.repeat(length);
      }
    }
  }
  const turns = one.pattern === undefined ? MOST : 50; // a pattern that fits none of these fits none of the others
  for (let number = 0; number < turns; number += 1) {
    const name = most < 4 ? number.toString(36) : `text ${number}`.length <= most ? `text ${number}` : String(number);
    yield name.padStart(least, 'text ').slice(-Math.min(most, 20_000));
  }
}
