import { stemOf } from '../article/words.ts';
import { hasUnknownObject } from './dangling.ts';
import type { Grade } from './fitness.ts';
import { hasClause, type Token, tagWords } from './language.ts';

/** Nouns that no pronoun means. */
const TIME =
  /^(?:seconds?|minutes?|hours?|days?|nights?|mornings?|afternoons?|evenings?|weeks?|weekends?|months?|quarters?|seasons?|years?|decades?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)$/i;
const SOMEBODY = /^(?:he|she|him|his|her|hers|himself|herself)$/i;
/** What may be somebody, nouns by their endings: rather one too many than to miss who `she` is. */
const PERSON =
  /(?:ers?|ors?|ists?|ians?|[ae]nts?|ees?|men|man|boy|girl)$|^(?:person|people|child|wife|husband|son|aunt|uncle|king|queen|judge|nurse|chief|head|boss|pilot|guest|host|cook|monk|nun|pupil|friend|victim|expert|ceo|cto|cfo)$/i;
const ANYBODY = /^(?:who|someone|somebody|everyone|everybody|anyone|anybody|nobody|each|one|i)$/i;
const POINTS_BACK = /^(?:it|its|they|them|their|theirs|this|these|those|he|him|his|she|her|hers|ones?)$/i;

/**
 * The grade of an English sentence by parts of speech: `loose` without a clause; `leaning` when a pronoun comes before any
 * noun it could mean, `them` before any plural, `she` before anybody.
 */
export function gradeByLanguage(bullet: string): Grade {
  const tokens = tagWords(bullet);
  if (!hasClause(tokens)) return 'loose';
  if (isImperative(tokens)) return 'loose';
  const firstNoun = tokens.findIndex(({ pos, text }) => isNoun(pos) && !TIME.test(text));
  const firstPerson = tokens.findIndex(mayBeSomebody);
  const firstPlural = tokens.findIndex(({ pos, text }) => pos === 'NOUN' && /s$|^people$/i.test(text));
  const pointsBack = tokens.some(({ text, pos }, index) => {
    if (pos === 'SCONJ') return false;
    const next = tokens[index + 1]?.pos ?? 'PUNCT';
    if (/^(?:this|these|those)$/i.test(text) && !['NOUN', 'PROPN', 'ADJ', 'NUM', 'VERB'].includes(next)) return true;
    if (pointsAtNoun(tokens, index) || isOneOfWhat(tokens, index)) return true;
    const isCount = next === 'NOUN' || next === 'ADJ' || tokens[index - 1]?.pos === 'NOUN';
    if (/^one$/i.test(text) && isCount) return false; // `One key failed`, `on day one`
    if (/^them$/i.test(text) && (firstPlural < 0 || index < firstPlural)) return true;
    if (SOMEBODY.test(text) && (firstPerson < 0 || index < firstPerson)) return true;
    return index < firstNoun && POINTS_BACK.test(text);
  });
  return pointsBack || hasUnknownObject(tokens) || /\b(?:that|this|so)\.$/.test(bullet) ? 'leaning' : 'fit';
}

function isNoun(pos: Token['pos']): boolean {
  return pos === 'NOUN' || pos === 'PROPN';
}

function mayBeSomebody({ pos, text }: Token): boolean {
  if (TIME.test(text)) return false;
  return pos === 'PROPN' || (pos === 'NOUN' && PERSON.test(text)) || ANYBODY.test(text);
}

/** `Add alerts when most builds fail.` tells somebody what to do. */
function isImperative(tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  return (
    first?.pos === 'VERB' &&
    !/(?:ing|ed|s)$/i.test(first.text) &&
    second !== undefined &&
    !/^\p{Lu}/u.test(second.text) &&
    !/^['’]s$/.test(second.text) &&
    ['DET', 'NOUN', 'ADJ', 'PRON', 'PROPN', 'ADP'].includes(second.pos)
  );
}

/** `after these dates`, unless the dates were named before in the same sentence. `The one that people see` names them. */
function pointsAtNoun(tokens: readonly Token[], index: number): boolean {
  const { text, pos } = tokens[index] ?? { text: '', pos: 'X' };
  const before = tokens[index - 1]?.pos ?? '';
  if (index === 0 || pos !== 'DET' || !/^(?:that|those|this|these)$/i.test(text)) return false;
  if (/^that$/i.test(text) && ['NOUN', 'PROPN', 'PRON', 'NUM'].includes(before)) return false;
  return tokens[index + 1]?.pos === 'NOUN' && !isNamedBefore(tokens, index + 1);
}

/** `We removed one from the table`: one of what? */
function isOneOfWhat(tokens: readonly Token[], index: number): boolean {
  const [before, own, after] = tokens.slice(Math.max(0, index - 1), index + 2);
  if (!/^one$/i.test(own?.text ?? '') || before?.pos !== 'VERB') return false;
  return after?.pos === 'PUNCT' || (after?.pos === 'ADP' && !/^(?:of|in)$/i.test(after.text));
}

function isNamedBefore(tokens: readonly Token[], index: number): boolean {
  const noun = stemOf((tokens[index]?.text ?? '').toLowerCase());
  return tokens.slice(0, index - 1).some(({ text }) => stemOf(text.toLowerCase()) === noun);
}
