import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { isUnspaced, piecesOf, spacedOut } from '../../../src/catalogue/search/unspaced.ts';

describe('what is written without spaces', () => {
  it.each([
    ['Kafka入門です。', ['Kafka', '入門', '門で', 'です', 'す', '。']],
    ['第3章', ['第', '3', '章']],
    ['𠮷野家', ['𠮷野', '野家', '家']],
    ['サーバー', ['サー', 'ーバ', 'バー', 'ー']],
    ['ｻｰﾊﾞｰ', ['サー', 'ーバ', 'バー', 'ー']],
    ['ｶﾞ', ['ガ']],
    ['カ\u3099キ', ['ガキ', 'キ']],
    ['ไทย', ['ไท', 'ทย', 'ย']],
    ['한국어 검색', ['한국어 검색']],
    ['two words', ['two words']],
    ['「」、', ['「」、']],
    ['', []],
  ])('is cut into pairs: %s', (text, expected) => {
    expect(piecesOf(text).map((piece) => piece.text)).toEqual(expected);
  });

  it('is told from what has spaces', () => {
    expect(['語', 'ก', 'あ', 'カ', 'ខ', 'က', 'ລ'].filter((letter) => !isUnspaced(letter))).toEqual([]);
    expect(['a', 'é', '한', 'я', 'א', '。', '1', '😀'].filter(isUnspaced)).toEqual([]);
  });

  const letters = fc.constantFrom(...Array.from('ab1.東京𠮷カーｶｰﾞﾟ\u3099กำ。한'));
  test.prop([fc.array(letters).map((some) => some.join(''))])('is led back to where it stands', (text) => {
    const spaced = spacedOut(text);
    let at = 0;
    for (const { text: piece, start, end } of piecesOf(text)) {
      const place = spaced.text.indexOf(piece, at);
      expect([spaced.origin(place, 'start'), spaced.origin(place + piece.length, 'end')]).toEqual([start, end]);
      expect([text.slice(start, end), text.slice(start, end).normalize('NFKC')]).toContain(piece);
      at = place + piece.length;
    }
  });
});
