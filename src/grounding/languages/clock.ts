import { anyOf, type Foreign, FROM_HERE, perLanguage, SPACE, TO_HERE } from './languages.ts';
import type { Change } from './reading.ts';

/** The times of day of a text in a language: `7 Uhr morgens`, `14h30`, `a las 9.15 horas`. */
export function timesIn(text: string, language: Foreign): Change[] {
  return timesOf(language).flatMap((pattern) => Array.from(text.matchAll(pattern), readTime));
}

function readTime({ index, 0: written, groups: g = {} }: RegExpExecArray): Change {
  const half = g.am !== undefined ? ' am' : g.pm !== undefined ? ' pm' : '';
  const write = (hour = '', minute = '00') => `${hour}:${minute}${Number(hour) <= 12 ? half : ''}`;
  const last = write(g.hour, g.min ?? g.late);
  const text = g.first === undefined ? last : `${write(g.first, g.firstMin)} to ${last}`;
  return { start: index, end: index + written.length, text };
}

const HOUR = String.raw`(?:[01]?\d|2[0-4])`;
const MINUTE = String.raw`[0-5]\d`;

const timesOf = perLanguage(({ clock, and, to, from }) => {
  const { before, mark, certain, am, pm } = clock;
  const [lead, marks] = [anyOf(before.split('|')), anyOf(mark.split('|'))];
  const part = `${SPACE}(?:(?<am>${anyOf(am.split('|'))})|(?<pm>${anyOf(pm.split('|'))}))`;
  const joins = `(?:${SPACE}?[-–]${SPACE}?|${SPACE}${anyOf([...to.split('|'), ...and.split('|')])}${SPACE}(?:las )?)`;
  const first = `(?:(?<first>${HOUR})(?:[.:h](?<firstMin>${MINUTE}))?(?:${SPACE}?${marks})?${joins})?`;
  const late = `${first.slice(0, -1)}(?<hour>1[3-9]|2[0-4])(?:[.:h](?<min>${MINUTE}))?`;
  const hour = `${first}(?<hour>${HOUR})`;
  const minutes = `[.:](?<min>${MINUTE})`;
  const led = `(?<=${FROM_HERE}${lead}${SPACE})`;
  const ways = [
    `${hour}${SPACE}?${marks}${SPACE}?(?<late>${MINUTE})(?:${part})?`,
    `${hour}(?:${minutes})?(?:${SPACE}?${marks})?${part}`,
    `${hour}${minutes}${SPACE}?${marks}`,
    // Where hours are counted by the same word, it takes what leads to a time of day.
    `${certain ? '' : led}${hour}${SPACE}?${marks}`,
    ...(certain
      ? []
      : [`${led}${hour}${minutes}`, `(?<=${FROM_HERE}${anyOf(from.split('|'))}${SPACE})${late}${SPACE}?${marks}`]),
  ];
  return ways.map((way) => new RegExp(String.raw`${FROM_HERE}(?<![.,:]|\d[-–])${way}${TO_HERE}`, 'giu'));
});
