import { anyOf, type Foreign, meaningsOf, perLanguage, plainly, SPACE } from './languages.ts';
import type { Change } from './reading.ts';
import { magnitudes } from './units-behind.ts';

/** The units that whole columns and tables are counted in: `Umsatz (Mio. €)`, `en millions d’euros`. */
export function unitsAlone(text: string, language: Foreign): Change[] {
  const { pattern, meanings } = aloneOf(language);
  return Array.from(text.matchAll(pattern)).flatMap(({ index, 0: written, groups: { magnitude, unit } = {} }) => {
    if (magnitude === undefined && unit === undefined) return [];
    const said = [magnitude, unit].flatMap((word) => meanings.get(plainly(word ?? '')) ?? []);
    return { start: index, end: index + written.length, text: said.join(' ') };
  });
}

const aloneOf = perLanguage(({ behind }) => {
  const meanings = meaningsOf(behind);
  const words = [...meanings.keys()];
  const [counts, units] = [true, false].map((isCount) =>
    anyOf(words.filter((word) => magnitudes.has(meanings.get(word) ?? '') === isCount)),
  );
  const leads = String.raw`(?<=\((?:(?:in|en|em|di|de)${SPACE})?|[ |](?:in|en|em)${SPACE})`;
  const ends = String.raw`(?=\)|${SPACE}*(?:\||:?\n|:?$))`;
  const between = `${SPACE}?(?:(?:de|di)${SPACE}|d['’])?`;
  return {
    meanings,
    pattern: new RegExp(
      `${leads}(?:(?<magnitude>${counts})(?=${SPACE}|\\)|[€$£|\\n:]|$))?(?:${between}(?<unit>${units}))?${ends}`,
      'giu',
    ),
  };
});
