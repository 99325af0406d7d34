import type { Figure } from '../figures/figures.ts';
import { oneOf, polesOf } from '../lexicon.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { datedPairs } from './dated-figures.ts';

const LONGEST_CHANGE = 90; // characters between what a text comes from and what it comes to
const VAGUELY = String.raw`(?:(?:${oneOf('approximating')}|an\s(?:average|estimated)(?:\sof)?|an?|the|now|usual|\p{Lu}\p{L}+)\s){0,2}`;
const ends = (words: string) => new RegExp(String.raw`(?:^|[\s(])(?:${words})\s${VAGUELY}$`, 'u');
const FROM = ends('[Ff]rom');
const TO = ends('to');
const INSTEAD = ends(
  String.raw`instead\sof|rather\sthan|(?:up|down)(?:\s\p{L}+ly|\sa\slittle|\sa\sbit)?\sfrom|in\splace\sof`,
);
const AGAINST = ends(String.raw`against|after|compared\s(?:with|to)`);
const THEN = ends(String.raw`took|needed|cost|had|was|were|used(?:\sto\s\p{L}+(?:\sfor)?)?|stood\sat`);
/** `takes 45 seconds, where the old one needed three minutes`, `It takes 11 minutes. In 2020 it took eight`. */
const WHERE = new RegExp(
  String.raw`^,\s(?:where|while|whereas)\s[^,;:]{0,40}\s(?:took|needed|cost|had|used(?:\sto\s\p{L}+(?:\sfor)?)?)\s${VAGUELY}$`,
  'u',
);
const IN_YEAR = new RegExp(
  String.raw`^[^.!?]{0,60}\.\s(?:In|By)\s(?:19|20)\d\d,?\s(?:it|they|that|this)\s(?:took|needed|cost|had|was|were|stood\sat)\s${VAGUELY}$`,
  'u',
);
const EARLIER = /\b(?:earlier|before|ago|last|previous\p{Ll}*|in|used)\b/iu;
const WAS = ends(
  String.raw`took|needed|cost|had|used\sto\s\p{L}+(?:\sfor)?|(?:start|open)ed(?:\sout|\soff)?\s(?:at|with|on)|began\s(?:at|with|on)`,
);
const IS = ends(
  String.raw`(?<!\bto\s)(?:takes?|needs?|costs?|ha(?:s|ve))|will\s\p{L}+|now\s\p{L}+|(?:end|finish|clos)ed(?:\sup)?\s(?:at|with|on)`,
);

/** Which of two figures of a kind was before and which after a change, as far as the words tell. */
export interface Change {
  readonly old: Figure | undefined;
  readonly new: Figure | undefined;
  /** Where the old one is not told: whether the verb says that it was less. */
  readonly up?: boolean | undefined;
}

/** The changes that an article states, in words and by dates. */
export const changesOf = oncePerArticle((index) => [
  ...changesIn(index.article.text, index.figures),
  ...datedPairs(index).map(([old, now]): Change => ({ old, new: now })),
]);

/** The changes that a text states of its figures, in order. Linear in the figures. */
export function changesIn(text: string, figures: readonly Figure[]): Change[] {
  const changes: Change[] = [];
  for (const [at, one] of figures.entries()) {
    if (one.fraction || one.unit === 'times') continue;
    const lead = leadOf(text, one);
    const instead = INSTEAD.test(lead) || (AGAINST.test(lead) && EARLIER.test(text.slice(one.end, one.end + 40)));
    const isThen = THEN.test(lead);
    const isNow = IS.test(lead);
    const before = figures
      .slice(Math.max(0, at - 3), at)
      .findLast(
        ({ unit, end, fraction, start }) =>
          !(isThen && /\b(?:In|By)\s$/.test(text.slice(Math.max(0, start - 4), start))) &&
          (unit === one.unit || ((instead || isThen || isNow) && one.unit === null)) &&
          end <= one.start &&
          !fraction,
      );
    const gap = before ? text.slice(before.end, one.start) : undefined;
    if (before && gap !== undefined && (WHERE.test(gap) || IN_YEAR.test(gap))) {
      changes.push({ old: withUnitOf(before, one), new: before });
      continue;
    }
    const joined = gap !== undefined && gap.length <= LONGEST_CHANGE && !/[.;:!?\n]\s/.test(gap) ? before : undefined;
    if (instead) {
      if (joined) changes.push({ old: withUnitOf(joined, one), new: joined });
    } else if (FROM.test(lead)) {
      if (joined && TO.test(leadOf(text, joined))) changes.push({ old: one, new: joined });
    } else if (TO.test(lead)) {
      const from = joined && FROM.test(leadOf(text, joined)) ? joined : undefined;
      if (from) changes.push({ old: from, new: one });
      else if (moves(lead)) changes.push({ old: undefined, new: one, up: wayOf(lead) });
    } else if (isNow && joined && WAS.test(leadOf(text, joined)))
      changes.push({ old: joined, new: withUnitOf(joined, one) });
  }
  return changes;
}

/** `52 minutes instead of 20`. */
function withUnitOf({ unit, value, count }: Figure, figure: Figure): Figure {
  return figure.unit === unit ? figure : { ...figure, unit, value: (figure.count * value) / (count || 1) };
}

function leadOf(text: string, { start }: Figure): string {
  return text.slice(Math.max(0, start - 48), start).replace(/^.*[.;:!?\n]\s/s, '');
}

/** Whether what leads to a figure rises, by the last verb that tells. */
function wayOf(lead: string): boolean | undefined {
  const words = lead.toLowerCase().match(/\p{L}+/gu) ?? [];
  const poles = words.flatMap((word) => polesOf(word).filter(({ axis, loose }) => axis === 'up and down' && !loose));
  const last = poles.at(-1);
  return last && last.side === 'one';
}

function moves(lead: string): boolean {
  const words = lead.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some((word) => polesOf(word).some(({ axis }) => axis === 'up and down' || axis === 'better and worse'));
}
