import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../../src/grounding/figures/figures.ts';
import type { Language } from '../../../src/grounding/languages/languages.ts';
import { readText } from '../../../src/grounding/languages/read-text.ts';

describe('what is read as English writes it', () => {
  it.each<[Language, string, string]>([
    ['de', 'bis zu 1,5 Mio. Tonnen', 'up to 1.5 million tonnes'],
    ['de', '12.400 Haushalte, 48 Mio. € und 12,50 €', '12,400 Haushalte, 48 million euros and 12.50 euros'],
    ['de', 'seit dem 3. März 2025 um 7 Uhr abends', 'since 3 March 2025 um 7:00 pm'],
    ['de', 'in den 1990er Jahren, am 03.12.2025', 'in den the 1990s, on 2025-12-03'],
    ['de', 'dreitausend Menschen, fünfundzwanzig Kühe', 'three thousand Menschen, twenty-five Kühe'],
    ['de', 'von 140 auf 60 und eine Million Euro', 'from 140 to 60 and one million euros'],
    ['fr', 'près de 12 500 litres à 21h30', 'nearly 12,500 litres to 21:30'],
    ['fr', '1,2 milliard d’euros et 4,5 M€', '1.2 billion euros and 4.5 million euros'],
    ['fr', 'le 1er janvier, 40 pour cent', 'le 1 January, 40 percent'],
    ['es', 'el 3 de marzo de 2025 a las 7 de la tarde', 'el 3 March 2025 a las 7:00 pm'],
    ['es', '12,5 mil millones de dólares, doce mil', '12.5 billion dollars, twelve thousand'],
    ['it', '3,5 miliardi di euro, duemila persone', '3.5 billion euros, two thousand persone'],
    ['pt', '3,5 mil milhões de euros às 6h30', '3.5 billion euros às 6:30'],
    ['nl', '54,5 miljoen euro, van 7 tot 19 uur', '54.5 million euros, van 7:00 to 19:00'],
    ['es', '12,400 hogares y 1.5 millones', '12,400 hogares y 1.5 million'],
    [
      'de',
      '2.4 Millionen, Version 2.4.1, SHA-256 und 192.168.1.1',
      '2.4 million, Version 2.4.1, SHA-256 und 192.168.1.1',
    ],
    ['de', 'Firmen aus Deutschland und der Schweiz', 'Firmen aus Germany und der Switzerland'],
    ['fr', 'Maurice vient d’Allemagne', 'Maurice vient d’ Germany'],
    ['en', 'über 12.400 Haushalte am 3. März', 'über 12.400 Haushalte am 3. März'],
  ])('%s: %s', (language, written, read) => {
    expect(readText(written, language).text).toBe(read);
  });
});

it('knows where everything stands in the text itself', () => {
  const text = 'Sie zahlt rund 48,3 Mio. € für 12.400 Haushalte, ab Oktober 2026.';
  const reading = readText(text, 'de');
  const written = figuresOf(reading.text).map((figure) => {
    const { start, end } = reading.ownRange(figure);
    return text.slice(start, end);
  });
  expect(written).toEqual(['48,3 Mio. €', '12.400', 'Oktober 2026']);
  for (const word of ['Sie', 'für', 'Haushalte']) {
    const start = reading.text.indexOf(word);
    expect(reading.ownRange({ start, end: start + word.length }).start).toBe(text.indexOf(word));
    expect(reading.placeOf(text.indexOf(word))).toBe(start);
  }
});
