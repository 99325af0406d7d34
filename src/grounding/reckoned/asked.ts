import { agrees, type Bounded } from '../figures/agree.ts';
import type { Figure } from '../figures/figures.ts';
import { oneOf } from '../lexicon.ts';
import { textBefore, textBehind } from '../text-beside.ts';

/** What a claim says a figure is, so far as that tells how it may have been reckoned. */
export interface Asked extends Bounded {
  /** Said of a level rather than a difference: `rose to 40`. */
  readonly level: boolean;
  /** Said of how long something takes, which may be the time between two moments. */
  readonly lasting: boolean;
  /** Said outright of a difference: `by 40`, `40 more`, `a majority of 13`. */
  readonly difference: boolean;
  /** Said of a whole: `together`, `in total`. */
  readonly total: boolean;
  /** Said of the middle between two: `the midpoint of the range`. */
  readonly middle: boolean;
  /** Said of one of many: `each`, `per`. */
  readonly each: boolean;
  /** Said in words of a part of a whole: `four in five guests`, `a third of the guests`. */
  readonly ofWhole: boolean;
  /** Whether a value is what the claim says, rounded and bounded as it says. */
  fits(value: number): boolean;
}

const VAGUELY = String.raw`(?:${oneOf('approximating')}|an?)\s`;
const LEVEL = new RegExp(
  String.raw`\b(?:to|at|of|reach(?:es|ed)|now|totals?|is|are|was|were|costs?)\s(?:${VAGUELY}){0,2}$`,
  'i',
);
const LASTING = new RegExp(String.raw`\b(?:took|takes?|taken|last(?:s|ed)?|needed|needs)\s(?:${VAGUELY}){0,2}$`, 'i');
const DIFFERENCE_BEFORE = new RegExp(
  String.raw`\b(?:by|lost|sheds?|g(?:ave|iv(?:es|ing|en))\sup|gain(?:s|ed)|sav(?:es|ed|ing)|spar(?:es|ed|ing)|for(?:go(?:es)?|went|gone)|another|a\sfurther|(?:majority|(?<!(?:operating|gross|profit|net|ebitda)\s)margin|lead|gap|difference|rise|fall|increase|decrease|drop|gain|loss|saving|reduction|advantage|delay|improvement)\sof)\s(?:${VAGUELY}){0,2}$`,
  'i',
);
/** `was answered by 40 people`, but not `was cut by 40`. */
const BY_WHOM = new RegExp(
  String.raw`\b(?:is|are|was|were|be|been|being)\s(?!(?:rais|increas|extend|reduc|shorten|lower|lengthen|delay|postpon|exceed|surpass|miss|widen|narrow|expand)ed)\p{L}+(?:ed|en|ght)\sby\s(?:${VAGUELY}){0,2}$`,
  'iu',
);
const DIFFERENCE_NAMED = /\b(?:savings?|difference|gap|advantage)\b[^.;,]{0,32}$/i;
const DIFFERENCE_AFTER =
  /^(?:\/\p{L}{1,3})?[\s-](?:(?!by\s)[\p{L}-]+\s){0,2}(?:too\s(?:late|early|long|short|many|much|few)|more|fewer|less|higher|lower|longer|shorter|later|earlier|sooner|ahead|behind|quieter|louder|cheaper|dearer|older|younger|taller|wider|heavier|lighter|deeper|cooler|warmer|hotter|colder|better|worse|(?!rather|other)\p{L}+er\sthan|additional|extra|net|apart|faster|slower|below|above|off|(?:over|under)\s(?:plan|budget|schedule|target)|short(?=\sof\b)|(?:after|before)\s\p{Ll})\b/iu;
/** `five more times`. */
const DIFFERENCE_WITHIN = /\s(?:more|fewer|additional|extra|further|less)\s/i;
const TOTAL =
  /\b(?:total\w*|together|combined|altogether|in all|com(?:es?|ing)\sto|came\sto|adds?\sup|amounts?\sto|sums?|overall|both|plus|including|added|jointly|all told|(?:between|among) (?:them|the two|both|the three))\b/i;
/** `none of the 36`. */
const ALL_OF = /\b(?:all|any|none|neither|most)\s(?:of\s)?(?:the|its|their|these|those)\s$/i;
const EACH = /\b(?:each|per|every|apiece|average|a\s(?:piece|head))\b/i;
const MIDDLE = /\b(?:midpoint|middle|halfway|centre|average|mean)\b/i;

export function askedOf(own: Bounded, text: string): Asked {
  const { claimed } = own;
  const before = beforeOf(claimed, text);
  const difference = isDifference(claimed, text);
  const lasting = LASTING.test(before);
  return {
    ...own,
    level: (lasting || LEVEL.test(before)) && !difference,
    lasting,
    difference,
    total: TOTAL.test(text) || ALL_OF.test(before),
    middle: MIDDLE.test(text),
    each: EACH.test(text),
    ofWhole: claimed.fraction && !difference && isOfWhole(claimed, text),
    fits: (value) => agrees(own, value, null),
  };
}

/** Whether a text says outright of a figure that it is a difference. */
export function isDifference(figure: Figure, text: string): boolean {
  const before = beforeOf(figure, text);
  if (figure.unit === null && BY_WHOM.test(before)) return false;
  return (
    DIFFERENCE_WITHIN.test(text.slice(figure.start, figure.end)) ||
    DIFFERENCE_NAMED.test(before) ||
    DIFFERENCE_BEFORE.test(before) ||
    DIFFERENCE_AFTER.test(textBehind(text, figure, 40))
  );
}

function isOfWhole(figure: Figure, text: string): boolean {
  const written = text.slice(figure.start, figure.end);
  return /\s(?:in|out\sof)\s/i.test(written) || /^\sof\s(?!what|that|those)/.test(textBehind(text, figure, 12));
}

function beforeOf(figure: Figure, text: string): string {
  return textBefore(text, figure, 48);
}
