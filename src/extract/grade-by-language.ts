import type { Grade } from './fitness.ts';
import { hasClause, tagWords } from './language.ts';

const POINTS_BACK = /^(?:it|its|they|them|their|theirs|this|these|those|he|him|his|she|her|hers|ones?)$/i;

/**
 * The grade by parts of speech: `loose` without a clause; `leaning` when a pronoun comes before any noun it could mean,
 * or `them` before any plural.
 */
export function gradeByLanguage(bullet: string): Grade {
  const tokens = tagWords(bullet);
  if (!hasClause(tokens)) return 'loose';
  const firstNoun = tokens.findIndex(({ pos }) => pos === 'NOUN' || pos === 'PROPN');
  const firstPlural = tokens.findIndex(({ pos, text }) => pos === 'NOUN' && /s$|^people$/i.test(text));
  const pointsBack = tokens.some(({ text, pos }, index) => {
    if (pos === 'SCONJ') return false;
    const next = tokens[index + 1]?.pos ?? 'PUNCT';
    if (/^(?:this|these|those)$/i.test(text) && !['NOUN', 'PROPN', 'ADJ', 'NUM', 'VERB'].includes(next)) return true;
    if (/^one$/i.test(text) && (next === 'NOUN' || next === 'ADJ')) return false; // `One key failed`
    if (/^them$/i.test(text) && (firstPlural < 0 || index < firstPlural)) return true;
    return index < firstNoun && POINTS_BACK.test(text);
  });
  return pointsBack || /\b(?:that|this|so)\.$/.test(bullet) ? 'leaning' : 'fit';
}
