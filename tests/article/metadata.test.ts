import { describe, expect, it } from 'vitest';
import { toUtc } from '../../src/article/article-metadata.ts';
import { canonicalUrl } from '../../src/article/canonical-url.ts';
import { cleanText, showInvisible } from '../../src/article/clean-text.ts';
import { fingerprintOf } from '../../src/article/fingerprint.ts';
import { guessFormat } from '../../src/article/guess-format.ts';
import { parseArticle } from '../../src/article/parse-article.ts';
import { countWords } from '../../src/article/prose.ts';
import { prose } from './sample-prose.ts';

describe('canonicalUrl', () => {
  it.each([
    ['HTTPS://Example.COM', 'https://example.com/'],
    ['https://example.com/', 'https://example.com/'],
    ['https://example.com:443/A/?b=2&a=1#part', 'https://example.com/A/?b=2&a=1'],
    ['http://example.com:80/a', 'http://example.com/a'],
    ['https://example.com/a?utm_source=x&id=7&UTM_Medium=y&fbclid=z', 'https://example.com/a?id=7'],
    ['https://example.com/a?utm_source=x', 'https://example.com/a'],
    ['https://user:secret@example.com/a', 'https://example.com/a'],
    [' https://example.com/ü b ', 'https://example.com/%C3%BC%20b'],
    ['ftp://example.com/a', null],
    ['javascript:alert(1)', null],
    ['/relative', null],
    ['', null],
  ])('%j is %j', (address, canonical) => {
    expect(canonicalUrl(address)).toBe(canonical);
  });

  it('keeps a canonical address as it is', () => {
    const canonical = canonicalUrl('https://Example.com/a?q=a+b&r=%2F&utm_term=1') ?? '';
    expect(canonicalUrl(canonical)).toBe(canonical);
  });
});

describe('toUtc', () => {
  it.each([
    ['2026-03-05', '2026-03-05T00:00:00.000Z'],
    ['2026-03-05T10:00:00+02:00', '2026-03-05T08:00:00.000Z'],
    ['2026-03-05T10:00', '2026-03-05T10:00:00.000Z'],
    ['2026-03-05 10:00:00', '2026-03-05T10:00:00.000Z'],
    ['2026-03-05 10:00:00 -0500', '2026-03-05T15:00:00.000Z'],
    ['March 5th, 2026', '2026-03-05T00:00:00.000Z'],
    ['Thu, 05 Mar 2026 10:00:00 GMT', '2026-03-05T10:00:00.000Z'],
    ['2026', null],
    ['yesterday', null],
    ['foo 5', null],
    ['2026-02-31T99:00', null],
    ['', null],
  ])('%j is %j', (written, utc) => {
    expect(toUtc(written)).toBe(utc);
  });
});

describe('guessFormat', () => {
  it.each([
    ['html', '<!DOCTYPE html>\n<html><body>x</body></html>'],
    ['html', '\n <?xml version="1.0"?>\n<!-- saved -->\n<html lang="en">'],
    ['html', '<div><p>One.</p><p>Two.</p></div>'],
    ['html', `Intro ${'<p>One.</p>'.repeat(6)}`],
    ['markdown', '---\ntitle: x\n---\nText'],
    ['markdown', 'Intro\n\n## Heading\n\nText'],
    ['markdown', 'Heading\n=======\n\nText'],
    ['markdown', 'See [this](https://e.com) for more.'],
    ['markdown', 'It is **very** clear.'],
    ['markdown', '<p align="center">Logo</p>\n\n# Name\n\nText with `code`.'],
    ['text', 'Just prose. It costs $5 * 3 and a_b_c.\n\n- a list\n- of two'],
    ['text', 'We compared a < b and c > d.'],
  ])('%s: %j', (format, text) => {
    expect(guessFormat(text)).toBe(format);
  });
});

describe('countWords', () => {
  it.each([
    ["It's v2.0, e-mail and snake_case.", 5],
    ['遅い velo', 2],
    ['サーバーは今日とても遅い。', 5],
    ['ระบบของเราล่ม', 4],
    ['Kafkaの本', 3],
    ['می‌خواهم کتاب', 2],
    ['한국어 단어', 2],
    ['— … !', 0],
  ])('%j has %i', (text, words) => {
    expect(countWords(text)).toBe(words);
  });
});

describe('cleanText', () => {
  it.each([
    ...['می\u200cخواهم', 'क्\u200dष', '👩\u200d💻', '🏳️\u200d🌈', '👩🏽\u200d🚀', '\u0601\u06F1\u06DD'],
    ...['1\uFE0F\u20E3', '葛\u{E0100}', '≨\uFE00', 'ᠠ\u180B', '\u1100\u1160\u11AB'],
  ])('keeps %j', (text) => {
    expect(cleanText(text)).toBe(text);
  });

  it.each([
    ['ig\u200dno\u200cre', 'ignore'],
    ['\u200cمی\u200c', 'می'],
    ['می\u200c\u200cخ', 'میخ'],
    ['می\u200c خ\u200b\u202E', 'می خ'],
    ['1\u200d2', '12'],
    ['bytes after a smile 😀\u{E0157}\u{E0158} or a\uFE01\uFE0F letter', 'bytes after a smile 😀 or a letter'],
    ['one selector ❤\uFE0F\uFE0F and a filler \u3164\u115F\u034F', 'one selector ❤\uFE0F and a filler '],
    ['a\uFE0F\u200d😀', 'a😀'],
  ])('writes %j as %j', (text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned);
  });
});

it('showInvisible writes what shows nothing as its code point, and leaves the rest', () => {
  expect(showInvisible('a\u202Eb\u{E0041}\uFE01\tc\n👩\u200d💻')).toBe('a\\u{202E}b\\u{E0041}\\u{FE01}\tc\n👩\u200d💻');
});

describe('fingerprint', () => {
  it('carries the version of the normaliser and follows the text alone', () => {
    expect(fingerprintOf('')).toBe('2-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const plain = parseArticle({ text: prose });
    expect(parseArticle({ text: `\uFEFF${prose}\n`, title: 'Other', format: 'markdown' }).fingerprint).toBe(
      plain.fingerprint,
    );
    expect(parseArticle({ text: `${prose} More.` }).fingerprint).not.toBe(plain.fingerprint);
  });
});
