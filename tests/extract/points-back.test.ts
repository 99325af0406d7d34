import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { extractSummary } from '../../src/extract/extract-summary.ts';
import { pointsBack } from '../../src/extract/points-back.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';

describe('pointsBack', () => {
  it.each([
    ['de', 'Dadurch gingen an drei Tagen Messwerte verloren.'],
    ['de', '„Das war ein Fehler der Schnittstelle.'],
    ['fr', 'Cela réduira les émissions de 3 100 tonnes.'],
    ['fr', 'C’est le premier réseau sans diesel.'],
    ['es', 'Sin embargo, la tasa subió al 4 %.'],
    ['it', 'Ciò riduce la spesa di 40 euro.'],
    ['pt', 'Além disso, a rede terá 40 pontos.'],
    ['nl', 'Daardoor daalde het aantal storingen.'],
  ] as const)('%s: %s', (language, sentence) => {
    expect(pointsBack(sentence, language)).toBe(true);
  });

  it.each([
    ['de', 'Das Netz hat 412 Pumpen.'],
    ['de', 'Dieselbusse fahren noch auf vier Linien.'],
    ['fr', 'Les pannes ont diminué de 34 %.'],
    ['fr', 'Certains conducteurs se plaignent.'],
    ['es', 'La tasa subió al 4 %.'],
    ['it', 'Eni ha venduto due impianti.'],
    ['pt', 'Escolas terão 40 computadores.'],
    ['nl', 'Het net heeft 412 pompen.'],
    ['en', 'Die casting took a week.'],
  ] as const)('not %s: %s', (language, sentence) => {
    expect(pointsBack(sentence, language)).toBe(false);
  });
});

it('leaves such sentences out of the summary of a German article', () => {
  const text = `# Stadtwerke schalten ihre alte Leitstelle ab

Die Stadtwerke Lindau haben am Dienstag ihre alte Leitstelle abgeschaltet und steuern nun 412 Pumpen aus einem neuen System. Es hatte das Vorhaben 2021 begonnen.

Der Umbau kostete 4,2 Millionen Euro und dauerte 26 Monate, acht länger als geplant. Dadurch gingen im Frühjahr 2023 an drei Tagen Messwerte verloren. Sie konnten später aus den Geräten wiederhergestellt werden.

Die Zahl der Störungen sank im ersten Quartal von 61 auf 19. Allerdings stieg die Zahl der Fehlalarme leicht. Techniker müssen nachts nur noch halb so oft ausrücken wie zuvor.

Die Netzagentur hatte einen zweiten Standort bis Ende 2025 verlangt. Dieser steht in einem ehemaligen Bunker bei Bregenz. Kunden zahlen ab Januar 2 Cent mehr je Kubikmeter Wasser.
`;
  const { bullets, whyItMatters } = extractSummary(
    parseArticle({ text, format: 'markdown' }, { anyLength: true }),
    loadVocabulary(),
  );
  expect([whyItMatters, ...bullets].filter((claim) => pointsBack(claim, 'de'))).toEqual([]);
  expect(bullets).toContain('Techniker müssen nachts nur noch halb so oft ausrücken wie zuvor.');
});
