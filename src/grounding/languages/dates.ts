import { anyOf, type Foreign, FROM_HERE, perLanguage, plainly, SPACE, TO_HERE } from './languages.ts';
import type { Change } from './reading.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const YEAR = String.raw`(?:1[5-9]|20)\d\d(?![\d]|[.,]\d)`;

/** The dates of a text in a language: `3. März 2025`, `1er janvier`, `octubre de 2026`, `03.12.2025`, `años 1990`. */
export function datesIn(text: string, language: Foreign): Change[] {
  const { pattern, monthOf, weekdayOf } = datesOf(language);
  return Array.from(text.matchAll(pattern), (match): Change | null => {
    const g = match.groups ?? {};
    const range = { start: match.index, end: match.index + match[0].length };
    if (g.nd !== undefined) return numericDate(range, g);
    if (g.decade !== undefined) return { ...range, text: `the ${g.decade}s` };
    if (g.weekday !== undefined) return { ...range, text: weekdayOf(g.weekday) };
    const name = g.m1 ?? g.m2 ?? g.m3 ?? '';
    const month = monthOf(name);
    if (g.m3 !== undefined) {
      const isNoun = /^\p{Lu}/u.test(name) === (language === 'de');
      // A month of May that nothing leads to would be read as the verb.
      return isNoun ? { ...range, text: month === 'May' ? 'in May' : month } : null;
    }
    const year = g.y1 ?? g.y2;
    const day = g.first === undefined ? g.day : `${g.first} to ${g.day}`;
    return { ...range, text: [day, month, year].filter((part) => part !== undefined).join(' ') };
  }).filter((change) => change !== null);
}

const datesOf = perLanguage((words) => {
  const { months, weekdays, decades, and, to, of } = words;
  const named = namesIn(months, MONTHS);
  const days = namesIn(weekdays, WEEKDAYS);
  const month = anyOf(named.keys());
  const whole = anyOf([...named.keys()].filter((name) => !name.endsWith('.')));
  const linked = `(?:${anyOf(of.split('|'))}(?:(?<=['’])|${SPACE}))?`;
  const ordinal = String.raw`(?:\.|er|º|°|ª|\.º)?`;
  const joined = `${ordinal}(?:${SPACE}?[-–]${SPACE}?|${SPACE}(?:${anyOf([...and.split('|'), ...to.split('|')])})${SPACE}(?:le |el |il |al )?)`;
  const parts = [
    String.raw`(?<nd>\d{1,2})(?<mark>[./-])(?<nm>\d{1,2})\k<mark>(?<ny>(?:19|20)\d\d)(?!\d|[./-]\d)`,
    String.raw`(?:(?<first>\d{1,2})${joined})?(?<day>\d{1,2})${ordinal}${SPACE}${linked}(?<m1>${month})(?:${SPACE}${linked}(?<y1>${YEAR}))?${TO_HERE}`,
    `(?<m2>${month})${SPACE}${linked}(?<y2>${YEAR})${TO_HERE}`,
    String.raw`${decades.behind === '' ? `${anyOf(decades.before.split('|'))}${SPACE}` : ''}(?<decade>(?:1[5-9]|20)\d0)${decades.behind === '' ? '' : anyOf(decades.behind.split('|'))}${TO_HERE}`,
    `(?<m3>${whole})${TO_HERE}`,
    `(?<weekday>${anyOf(days.keys())})${TO_HERE}`,
  ];
  return {
    pattern: new RegExp(String.raw`${FROM_HERE}(?<!\d[.,])(?:${parts.join('|')})`, 'giu'),
    monthOf: (name: string) => named.get(plainly(name)) ?? '',
    weekdayOf: (name: string) => days.get(plainly(name)) ?? '',
  };
});

function namesIn(own: string, english: readonly string[]): Map<string, string> {
  return new Map(
    own.split(' ').flatMap((forms, at) => forms.split('|').map((form) => [form, english[at] ?? ''] as const)),
  );
}

function numericDate(range: Omit<Change, 'text'>, { nd, nm, ny }: Record<string, string | undefined>): Change | null {
  const [day, month] = [Number(nd), Number(nm)];
  if (day < 1 || day > 31 || month < 1 || month > 12) return null;
  return { ...range, text: `${ny}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` };
}
