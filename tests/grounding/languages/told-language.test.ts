import { expect, it } from 'vitest';
import type { Language } from '../../../src/grounding/languages/languages.ts';
import { languageOf } from '../../../src/grounding/languages/told-language.ts';

it.each<[Language, string]>([
  ['de', 'Die Kosten steigen um 3,5 Prozent.'],
  ['fr', 'Le coût est de 37,2 millions d’euros.'],
  ['es', 'La compañía ha comprado 28 coches.'],
  ['it', 'L’impianto è stato presentato dal consorzio nel 2025.'],
  ['pt', 'O preço da sardinha subiu para 1,62 euros.'],
  ['nl', 'Het werk kost 54,5 miljoen euro.'],
  ['en', 'Profit: 3.5 million euros.'],
  ['en', 'Jan de Vries of the Museo del Prado met Piet van der Berg.'],
  ['en', 'Ministers said “das Leben ist schön” and that prices would rise by 3,500 euros.'],
])('is %s: %s', (language, text) => {
  expect(languageOf(text)).toBe(language);
});

it.each<[Language, Language, string]>([
  ['de', 'de', 'Nordkern zahlt 1,6 Millionen.'],
  ['en', 'de', 'Nordkern employs 1,500 people.'],
  ['en', 'es', 'Los Angeles cut 1,200 jobs.'],
  ['en', 'fr', 'Le Monde lost 1,200 readers.'],
  ['en', 'it', 'Despite filters, 23 e-mail addresses turned up among 5,000.'],
])('is %s where %s is likely: %s', (language, likely, claim) => {
  expect(languageOf(claim, likely)).toBe(language);
});

it('looks at a part of a long text, and not only its beginning', () => {
  const quoted = 'Das ist nicht die ganze Wahrheit über das Haus. '.repeat(80);
  expect(languageOf(quoted + 'That is not the whole of the truth about the house. '.repeat(200))).toBe('en');
});
