import { describe, expect, it } from 'vitest';
import { cleanText, firstUnfit } from '../../src/article/clean-text.ts';

describe('the first character that does not show', () => {
  it.each([
    ['a control', 'a\u0007b', 'U+0007'],
    ['a tab', 'a\tb', 'U+0009'],
    ['a line end', 'a\nb', 'U+000A'],
    ['another line end', 'a\u2028b', 'U+2028'],
    ['what turns letters round', 'a\u202Eb', 'U+202E'],
    ['what has no width', 'a\u200Bb', 'U+200B'],
    ['a joiner that joins nothing', 'a\u200Db', 'U+200D'],
    ['a selector of no variation', 'a\u{E0101}b', 'U+E0101'],
    ['half of a character', 'a\uD83Db', 'U+D83D'],
  ])('is %s', (_what, text, character) => {
    expect(firstUnfit(text)).toBe(character);
  });

  it.each(['', 'plain', 'süß, “日本語” – ✔️', '👩‍💻', 'می‌خواهم'])('is not in %s', (text) => {
    expect(firstUnfit(text)).toBeUndefined();
  });
});

it('leaves printable ASCII as it is, and takes nothing else on trust', () => {
  const plain = 'a\tb\n~ !';
  expect(cleanText(plain)).toBe(plain);
  for (const [text, clean] of [
    ['a\rb', 'a\nb'],
    ['a\x7Fb', 'ab'],
    ['a\0b', 'ab'],
    ['e\u0301', 'é'],
    ['a\u200B', 'a'],
  ])
    expect(cleanText(text ?? '')).toBe(clean);
});
