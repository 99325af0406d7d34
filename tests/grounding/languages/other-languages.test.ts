import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../../src/article/parse-article.ts';
import { createGrounder, type Finding } from '../../../src/grounding/ground-summary.ts';

const folder = new URL('../../fixtures/languages/', import.meta.url);
const articleOf = (name: string) =>
  parseArticle({ text: readFileSync(new URL(`${name}.md`, folder), 'utf8'), format: 'markdown' }, { anyLength: true });
const isBlocked = ({ issues }: Finding) => issues.some(({ code }) => code !== 'support');

/** Claims in English and in the article's own language; the few that the rules get wrong are marked with a tilde. */
describe.each(
  readFileSync(new URL('claims.txt', folder), 'utf8')
    .split(/^@/m)
    .slice(1)
    .map((part) => part.trim().split('\n')),
)('%s', (name = '', ...claims) => {
  const { check } = createGrounder(articleOf(name));
  it.each(claims.filter((claim) => !claim.startsWith('~')))('%s', (line) => {
    expect(isBlocked(check(line.slice(2), 'statement'))).toBe(line.startsWith('-'));
  });
});

describe('an article in another language', () => {
  const article = articleOf('de-molkerei');
  const { check } = createGrounder(article);
  const messages = (claim: string) => check(claim, 'statement').issues.map(({ message }) => message);

  it('is quoted as it is written', () => {
    const { spans, issues } = check('The cooperative has 6,340 members.', 'statement');
    expect(issues).toEqual([]);
    expect(spans.map(({ quote }) => quote)).toEqual(['Die Genossenschaft zählt heute noch 6.340 Mitglieder.']);
    for (const { start, end, quote } of spans) expect(article.text.slice(start, end)).toBe(quote);
  });

  it('and claims are, in messages too', () => {
    expect(messages('Die Menge sank auf 1,65 Milliarden Kilogramm.')).toEqual([
      expect.stringContaining('"1,65 Milliarden Kilogramm"; the closest it states is "1,45 Milliarden Kilogramm"'),
    ]);
  });

  it('is not said to lack what nothing was read of', () => {
    expect(check('The board keeps its promise to the staff.', 'statement')).toEqual({
      supported: false,
      spans: [],
      issues: [{ code: 'support', message: expect.stringMatching(/^Not checked: .* in English .* in German/) }],
    });
  });

  it('bounds its figures', () => {
    expect(messages('Under 900 farms left.')).toHaveLength(1);
    expect(messages('More than 900 farms left.')).toEqual([]);
  });
});

it('holds claims in another language against an English article', () => {
  const text = 'The plant burns 1.5 million tonnes of coal. It closes on 3 March 2027. The company is from Germany.';
  const { check } = createGrounder(parseArticle({ text, format: 'text' }, { anyLength: true }));
  const codes = (claim: string) => check(claim, 'statement').issues.map(({ code }) => code);
  expect(codes('Das Werk verbrennt 1,5 Millionen Tonnen Kohle und schließt am 3. März 2027.')).toEqual([]);
  expect(codes('Das Werk verbrennt 1,6 Millionen Tonnen Kohle.')).toEqual(['number']);
  expect(codes('L’usine fermera le 3 avril 2027.')).toEqual(['number']);
  expect(codes('Elle appartient à une société d’Allemagne.')).toEqual([]);
  expect(codes('Elle appartient à une société d’Espagne.')).toEqual(['name', 'support']);
});

it.each([
  ['de', 'Das deutsche Werk gehört einer französischen Firma. Es liegt an der Elbe und wurde nicht verkauft.'],
  ['fr', 'L’usine allemande est à une société française. Elle est sur l’Elbe et n’a pas été vendue.'],
  ['es', 'La fábrica alemana es de una empresa francesa. Está junto al Elba y no se ha vendido.'],
  ['nl', 'De Duitse fabriek is van een Frans bedrijf. Het ligt aan de Elbe en is niet verkocht.'],
])('knows a people by its name in %s', (_, text) => {
  const { check } = createGrounder(parseArticle({ text, format: 'text' }, { anyLength: true }));
  const named = (claim: string) => check(claim, 'statement').issues.filter(({ code }) => code === 'name').length;
  expect(['A French company has the German plant.', 'A Polish company has it.'].map(named)).toEqual([0, 1]);
});
