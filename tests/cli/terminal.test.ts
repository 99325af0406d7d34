import { describe, expect, it } from 'vitest';
import { oneLine } from '../../src/cli/one-line.ts';
import { terminalOf } from '../../src/cli/terminal.ts';
import { displayWidth, truncateText, wrapText } from '../../src/cli/wrap-text.ts';

const stream = (isTTY: boolean, columns?: number) => ({ write: () => {}, isTTY, columns });

describe('terminalOf', () => {
  it.each([
    ['a pipe', stream(false), {}, { live: false, width: Number.POSITIVE_INFINITY, bold: 'x' }],
    ['a terminal', stream(true, 60), {}, { live: true, width: 60, bold: '\u001b[1mx\u001b[22m' }],
    ['a wide terminal', stream(true, 300), {}, { live: true, width: 100, bold: '\u001b[1mx\u001b[22m' }],
    ['a terminal of unknown width', stream(true, 0), {}, { live: true, width: 80, bold: '\u001b[1mx\u001b[22m' }],
    ['NO_COLOR', stream(true, 60), { NO_COLOR: '1' }, { live: true, width: 60, bold: 'x' }],
    ['an empty NO_COLOR', stream(true, 60), { NO_COLOR: '' }, { live: true, width: 60, bold: '\u001b[1mx\u001b[22m' }],
    ['a dumb terminal', stream(true, 60), { TERM: 'dumb' }, { live: true, width: 60, bold: 'x' }],
  ])('knows %s', (_, output, env, { bold, ...expected }) => {
    const terminal = terminalOf(output, env);
    expect(terminal).toMatchObject(expected);
    expect(terminal.style('bold', 'x')).toBe(bold);
  });
});

describe('wrapText', () => {
  it('breaks between words, with a hanging indent', () => {
    expect(wrapText('one two three four', 10, '- ', '  ')).toBe('- one two\n  three\n  four');
  });

  it('lets a word that is too long stand alone', () => {
    expect(wrapText('a https://example.com/long b', 10)).toBe('a\nhttps://example.com/long\nb');
  });

  it('counts pictures and East Asian letters as two columns', () => {
    expect(displayWidth('日本 e\u0301 👩‍🚒')).toBe(9);
    expect(wrapText('日本 日本 日本', 9)).toBe('日本 日本\n日本');
  });

  it('leaves lines whole without a width', () => {
    expect(wrapText('one two three', Number.POSITIVE_INFINITY, '  • ', '    ')).toBe('  • one two three');
  });

  it.each([30, 1_000_000])('is linear in a sentence as long as an article, %d columns wide', (width) => {
    const text = Array.from({ length: 40_000 }, (_, at) => `wörd${at}`).join(' ');
    const lines = wrapText(text, width).split('\n');
    expect(lines.join(' ') === text).toBe(true);
    expect(lines.every((line) => line.length <= width)).toBe(true);
  });
});

describe('truncateText', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日…'],
    ['two words', 5, 'two…'],
  ])('%s to %d columns: %s', (text, width, cut) => {
    expect(truncateText(text, width)).toBe(cut);
  });
});

describe('oneLine', () => {
  it('leaves no line end and no control character', () => {
    expect(oneLine(' a\r\n\tb \u001b[31mc\u0007\u009b\u202ed\u2066 ')).toBe('a b [31mcd');
  });
});
