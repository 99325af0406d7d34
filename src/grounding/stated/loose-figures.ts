import { boundOf } from '../figures/agree.ts';
import type { Figure } from '../figures/figures.ts';
import { SMALL_COUNT } from '../figures/small-counts.ts';
import { textBefore, textBehind } from '../text-beside.ts';

const LASTING = /\b(?:for|within|after|in|took|takes?|taking|last(?:s|ed|ing)?)\s$/i;

/** Held only against another figure in the very place of the claim's. */
export function isLoose(figure: Figure, text: string): boolean {
  return isDoubtful(figure, text) || isWayOfSpeaking(figure);
}

/** Too vague to be held against anything: `one`, `a week`, `four times a minute`, `the two disagreed`. */
export function isDoubtful(figure: Figure, text: string): boolean {
  if (figure.fraction) return (figure.unit === 'seconds' || figure.unit === 'months') && !isSpan(figure, text);
  const after = textBehind(text, figure, 40);
  if (figure.unit === 'times') return figure.count <= SMALL_COUNT && /^\s(?:an?|per|each|every)\b/.test(after);
  if (figure.unit !== null) return figure.spelled && (figure.count === 1 || after.startsWith('-old'));
  if (!Number.isInteger(figure.count) || figure.count > SMALL_COUNT) return false;
  if (figure.count <= 1) return true;
  if (figure.count <= 3 && /\bthe\s$/i.test(textBefore(text, figure, 4))) return true;
  return figure.spelled && !/^[\s-](?:[\p{L}-]+\s){0,2}\p{L}+(?:s|men|people|children)\b/u.test(after);
}

/** `half an hour`, `for a month`, `over a year`, unlike `a year ago` and `twice a week`. */
export function isSpan(figure: Figure, text: string): boolean {
  if (boundOf(text, figure) !== null || /\bhalf\b/i.test(text.slice(figure.start, figure.end))) return true;
  return (
    LASTING.test(textBefore(text, figure, 16)) &&
    !/^\s(?:earlier|later|ago|before|after)\b/.test(textBehind(text, figure, 10))
  );
}

/** Said of much that nobody has measured: held only against a figure of the kind in the same surroundings. */
export function isWayOfSpeaking({ fraction, unit, spelled }: Figure): boolean {
  return fraction || (unit === 'times' && spelled);
}

/** A bare number before a stop or a little word: its unit goes without saying, and so does what it counts. */
export function countsNothing({ unit, start, end }: Figure, text: string): boolean {
  if (/\b(?:version|release|branch|port|page|step)\s$/i.test(textBefore(text, { start }, 10))) return false;
  return (
    unit === null &&
    /^(?:[.,;:)]|\s(?:and|or|in|on|at|by|to|from|for|after|before|as|which|while|with|than)\b|$)/.test(
      textBehind(text, { end }, 10),
    )
  );
}

/** `the 1.5B model`: the size of a model is its name. */
export function isModelSize({ start, end }: Figure, text: string): boolean {
  if (!/^[\d.]+[bm]$/i.test(text.slice(start, end))) return false;
  return /^[\s-](?:[\p{L}-]+\s)?(?:models?|variants?|versions?|checkpoints?|networks?|parameters?|judges?|LLMs?)\b/iu.test(
    textBehind(text, { end }, 32),
  );
}
