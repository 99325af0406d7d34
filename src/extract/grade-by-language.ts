import type { Grade } from './fitness.ts';
import { hasClause, tagWords } from './language.ts';

const POINTS_BACK = /^(?:it|its|they|them|their|theirs|this|these|those|he|him|his|she|her|hers|ones?)$/i;

/** The grade by parts of speech: `loose` without a clause, `leaning` when a pronoun comes before any noun it could mean. */
export function gradeByLanguage(bullet: string): Grade {
  const tokens = tagWords(bullet);
  if (!hasClause(tokens)) return 'loose';
  const firstNoun = tokens.findIndex(({ pos }) => pos === 'NOUN' || pos === 'PROPN');
  const pointsBack = tokens.some(({ text, pos }, index) => {
    if (pos === 'SCONJ') return false;
    return (index < firstNoun && POINTS_BACK.test(text)) || (pos === 'PRON' && /^(?:this|these|those)$/i.test(text));
  });
  return pointsBack || /\b(?:that|this|so)\.$/.test(bullet) ? 'leaning' : 'fit';
}
