import { describe, expect, it } from 'vitest';
import { embeddedJson } from '../../src/http/pages/embedded-json.ts';
import { markedText } from '../../src/http/pages/marked-text.ts';
import { readingMinutes } from '../../src/http/pages/reading-time.ts';
import { revisionView } from '../../src/http/pages/revision-view.ts';
import { sectionOf } from '../../src/http/pages/section-of.ts';

describe('the section of a passage', () => {
  const text =
    'The title\n\nIt began well.\n\nHow it broke\n\nOne shard slept.\n\nWhat we did:\n\n- Woke it.\n- Waited.\n\nThe end came.';

  it('is the last line above that stands alone like a heading, and none is known before the first', () => {
    expect(sectionOf(text, text.indexOf('One shard'))).toBe('How it broke');
    expect(sectionOf(text, text.indexOf('The end'))).toBe('How it broke');
    expect(sectionOf(text, text.indexOf('It began'))).toBeNull();
    expect(sectionOf(text, 0)).toBeNull();
  });
});

describe('what stands in pages', () => {
  it('is JSON that no content can end', () => {
    const hostile = { a: '</script><!--&\u2028' };
    const json = embeddedJson(hostile);
    expect(json).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(json)).toEqual(hostile);
  });

  it('is text with its highlights, whatever they say', () => {
    const at = (start: number, end: number, field = 'title') => ({ field, start, end });
    expect(markedText('a queue', 'title', [at(2, 7), at(0, 1, 'bullets/0')])).toEqual([
      { text: 'a ', marked: false },
      { text: 'queue', marked: true },
    ]);
    expect(markedText('', 'title', [])).toEqual([{ text: '', marked: false }]);
    expect(markedText('ab', 'title', [at(0, 1), at(0, 2), at(1, 9)])).toEqual([
      { text: 'a', marked: true },
      { text: 'b', marked: false },
    ]);
  });

  it('is how long reading takes, where the words were counted', () => {
    expect([undefined, 0, 230, 231].map(readingMinutes)).toEqual([null, 1, 1, 2]);
  });
});

it('a history shows a bullet that became another as it was and as it is, and only what changed in those beside it', () => {
  const same = (text: string) => ({ op: 'same', text }) as const;
  const removed = (text: string) => ({ op: 'removed', text }) as const;
  const added = (text: string) => ({ op: 'added', text }) as const;
  const diff = [
    ...[same('The queue grew for '), removed('nine'), added('ten'), same(' minutes.\n')],
    ...[removed('Three'), added('A'), same(' '), removed('layers retried each call'), added('bullet that is new')],
    same('.\nNobody was paged.'),
  ];
  const edited = { number: 2, what: 'edited', at: '2026-01-01T00:00:00.000Z', by: null, reason: null } as const;
  const { changes } = revisionView({ ...edited, changes: [{ field: 'bullets', before: [], after: [], diff }] });
  const sign = { same: '', added: '+', removed: '-' };
  expect(changes[0]?.lines.map((line) => line.map(({ op, text }) => `${sign[op]}${text}`))).toEqual([
    ['The queue grew for ', '-nine', '+ten', ' minutes.'],
    ['-Three layers retried each call.'],
    ['+A bullet that is new.'],
    ['Nobody was paged.'],
  ]);
});
