import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { createSheetMatcher, readHidingSheets } from '../../src/article/style-sheets.ts';
import { unseenTexts } from '../../src/article/unseen.ts';
import { prose } from './sample-prose.ts';

const page = (css: string, hidden: string, head = '') =>
  `<html><head>${head}<style>${css}</style></head><body><article><h1>A queue</h1><p>${prose}</p>${hidden}</article></body></html>`;
const unseen = (html: string) => unseenTexts(html, createSheetMatcher(html));
const textOf = (html: string) => parseArticle({ text: html, format: 'html' }).text;

describe('what a style sheet hides', () => {
  it.each([
    ['.x{display:none}', '<p class="y x">Orbix won.</p>'],
    ['/* a } brace */ p.x , .z { color: red; visibility: hidden }', "<p class='x'>Orbix won.</p>"],
    ['#note{font-size:0}', '<div id=note>Orbix won.</div>'],
    ['article > .x{position:absolute;left:-9999px}', '<p class="x">Orbix won.</p>'],
    ['.x{color:#fff}', '<p class="x">Orbix won.</p>'],
    ['body{background:#111111} .x{color:#111}', '<p class="x">Orbix won.</p>'],
    ['aside.x b{display:none}.y{display:none}', '<p class="y">Orbix won.</p>'],
    ['@media print{.x{display:block}} .x{display:none}', '<p class="x">Orbix won.</p>'],
    ['blink{display:none}', '<p><blink title="a">Orbix won.</blink></p>'],
  ])('is no text of the article, and is known: %s', (css, hidden) => {
    const html = page(css, hidden);
    expect(textOf(html)).not.toContain('Orbix');
    expect(textOf(html)).toContain(prose.slice(0, 40));
    expect(unseen(html)).toEqual(['Orbix won.']);
  });
});

describe('what a reader may see', () => {
  it.each([
    ['.x{display:block}', '<p class="x">Orbix won.</p>'],
    ['.x{display:none}.x.active{display:block}', '<p class="x">Orbix won.</p>'],
    ['.x{opacity:0} .x:hover{opacity:1}', '<p class="x">Orbix won.</p>'],
    ['.x{display:none}@media (min-width:40em){.x{display:flex}}', '<p class="x">Orbix won.</p>'],
    ['@media print{.x{display:none}}', '<p class="x">Orbix won.</p>'],
    ['@media (max-width:40em){.x{display:none}}', '<p class="x">Orbix won.</p>'],
    ['@keyframes in{from{opacity:0}to{opacity:1}}', '<p class="x">Orbix won.</p>'],
    ['.y .x{display:none}', '<p class="x">Orbix won.</p>'],
    ['.dark{background:#123}.x{color:white}', '<div class="dark"><p class="x">Orbix won.</p></div>'],
    ['.x{color:white}', '<div style="background:#123"><p class="x">Orbix won.</p></div>'],
    ['.x{color:white;background:navy}', '<p class="x">Orbix won.</p>'],
    ['.x:first-child{display:none}', '<p class="x">Orbix won.</p>'],
    ['article{display:none}', '<p class="x">Orbix won.</p>'],
  ])('stays: %s', (css, shown) => {
    expect(textOf(page(css, shown))).toContain('Orbix won.');
  });

  it.each(['a > > b', '..x', '.1x', '-', '> .x', 'a b c d e f g h', `.${'x'.repeat(300)}`, '.x\\:y', '[hidden2]', '*'])(
    'stays with a selector that is not looked at: %s',
    (selector) => {
      expect(textOf(page(`${selector}{display:none}`, '<p class="x">Orbix won.</p>'))).toContain('Orbix won.');
    },
  );

  it('is any colour where a sheet of another file may put a ground behind it', () => {
    const html = page('.x{color:#fff}', '<p class="x">Orbix won.</p>', '<link rel="stylesheet" href="a.css">');
    expect(textOf(html)).toContain('Orbix won.');
  });
});

it('survives sheets that are none', () => {
  for (const css of ['', '}', '{', '{{{', '}}}.x{', 'a{b{c}', '@media', '<', '/*', '.x{display:none']) {
    expect(() => readHidingSheets(page(css, ''))).not.toThrow();
  }
});

it('takes time in step with the sheet', () => {
  const css = '}'.repeat(50_000) + 'a'.repeat(50_000) + '{'.repeat(50_000) + '/*'.repeat(20_000);
  expect(readHidingSheets(`<style>${css}</style>`).hidden).toEqual([]);
});
