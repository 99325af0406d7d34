import { saysAllButFigure } from '../misplaced.ts';
import { within } from '../within.ts';
import { askedOf } from './asked.ts';
import { SPEAKS_OF_OTHER_LEVEL } from './other-levels.ts';
import type { Search } from './search.ts';

/** By which a claim says that it speaks of those whom the article does not count. */
export const SPEAKS_OF_OTHERS =
  /\b(?:all\sbut|remain\w*|rest|left|leaves?|leaving|yet|others?|except|without|net|missing|lack\w*|spared|unaffected|off|late|not|never|wrong|fail\w*)\b/i;

const KINDS = ['difference', 'total', 'middle', 'each'] as const;

/**
 * Whether the article says what the claim says, only with another figure: £1.1 million of a loss for £1.3 million.
 * Whatever the claim's figure might be reckoned from, it is wrong then; unless the claim has a word for what is left,
 * more or less that the passage lacks, or its figure is a part of the passage's: `490,000 letters are in Welsh` of 1.4
 * million, 35 % of them in Welsh.
 */
export function isSaidOtherwise(search: Search): boolean {
  const { rival, claim, index } = search;
  return saysAllButFigure(rival, claim, index) && !isPart(search) && !isToldApart(search);
}

function isPart({ asked: { claimed, fits }, rival, index }: Search): boolean {
  if (rival?.place.unit !== claimed.unit) return false;
  const { value: whole, start } = rival.place;
  const beside = within(index.figures, index.passages[index.passageAt(start)]);
  return beside.some(
    ({ unit, value }) =>
      (unit === 'percent' && fits((whole * value) / 100)) || (unit === 'times' && fits(whole / value)),
  );
}

function isToldApart({ asked, rival, claim, index }: Search): boolean {
  const passage = rival && index.passages[index.passageAt(rival.place.start)];
  if (!passage) return false;
  const text = index.textOf(passage);
  const { start, end } = rival.place;
  const moved = { ...rival.place, start: start - passage.start, end: end - passage.start };
  const its = askedOf({ claimed: moved, bound: null }, text);
  if (KINDS.some((kind) => asked[kind] && !its[kind])) return true;
  const words = [SPEAKS_OF_OTHERS, SPEAKS_OF_OTHER_LEVEL].flatMap(
    (one) => claim.text.match(new RegExp(one, 'gi')) ?? [],
  );
  const isSaid = (word: string, inText: string) => inText.toLowerCase().includes(word.toLowerCase());
  return words.some(
    (word) => !isSaid(word, text) || (isSaid(`than ${word}`, text) && !isSaid(`than ${word}`, claim.text)),
  );
}
