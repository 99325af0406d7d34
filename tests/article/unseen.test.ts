import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { showsNothing, unseenTexts } from '../../src/article/unseen.ts';
import { prose } from './sample-prose.ts';

it.each([
  'display:none',
  'color: red; DISPLAY : none !important',
  'visibility:hidden',
  'font-size:0',
  'font-size: 1px',
  'color:#fff;background:white',
  'color:transparent',
  'opacity:0',
  'position:absolute;left:-9999px',
  'text-indent:-999em',
  'clip-path: inset(50%)',
  'height:0;overflow:hidden',
])('nobody sees what is set in %s', (style) => {
  expect(showsNothing(style)).toBe(true);
});

it.each([
  '',
  'display:block',
  'font-size:10px',
  'font-size:0.9em',
  'color:#000;background:#fff',
  'opacity:0.5',
  'opacity:0;transform:translateY(20px)',
  'margin-left:-10px',
  'max-height:100px;overflow:hidden',
])('everybody sees what is set in "%s"', (style) => {
  expect(showsNothing(style)).toBe(false);
});

describe('what nobody sees', () => {
  const page = (hidden: string) =>
    `<html><body><article><h1>A queue</h1><p>${prose}</p>${hidden}</article></body></html>`;

  it.each([
    '<p style="display:none">Orbix won.</p>',
    '<div><p hidden>Orbix won.</p></div>',
    '<p aria-hidden="true">Orbix won.</p>',
    '<p>Seen. <span style="font-size:0">Orbix won.</span></p>',
  ])('is no text of an article, and is known: %s', (hidden) => {
    expect(parseArticle({ text: page(hidden), format: 'html' }).text).not.toContain('Orbix');
    expect(parseArticle({ text: `${prose}\n\n${hidden}\n`, format: 'markdown' }).text).not.toContain('Orbix');
    expect(unseenTexts(page(hidden))).toEqual(['Orbix won.']);
  });

  it('ends where its element ends, also within a line of Markdown', () => {
    const text = `${prose}\n\nFirst <span style="display:none">Orbix <b>won</b></span> and last.`;
    expect(parseArticle({ text, format: 'markdown' }).text).toMatch(/First\s+and last\./);
  });

  it('is not all of a page that shows itself when its scripts have run', () => {
    const text = page('').replace('<body>', '<body style="opacity:0">');
    expect(parseArticle({ text, format: 'html' }).words).toBeGreaterThan(100);
    expect(unseenTexts(text)).toEqual([]);
  });
});
