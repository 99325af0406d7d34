import { l, n } from 'js-rouge';
import { stemmer } from 'stemmer';

export interface Rouge {
  readonly rouge1: number;
  readonly rouge2: number;
  readonly rougeL: number;
}

/**
 * ROUGE-1, -2 and -L of a summary against one reference, F1 (beta 1) times 100 (Lin 2004, "ROUGE: A Package for Automatic
 * Evaluation of Summaries"). Words are runs of ASCII letters and digits in lower case, those of more than three letters
 * Porter-stemmed, as in the common Python package; ROUGE-L takes the whole text as one sequence. Scripts other than Latin
 * have no such words, and score 0.
 */
export function rougeOf(summary: string, reference: string): Rouge {
  const f1 = (score: number) => (Number.isNaN(score) ? 0 : score * 100);
  if (wordsOf(summary).length === 0 || wordsOf(reference).length === 0) return { rouge1: 0, rouge2: 0, rougeL: 0 };
  const options = { tokenizer: wordsOf, caseSensitive: false };
  return {
    rouge1: f1(n(summary, reference, { ...options, n: 1 })),
    rouge2: f1(n(summary, reference, { ...options, n: 2 })),
    rougeL: f1(l(summary, reference, { ...options, segmenter: (text) => [text] })),
  };
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.map((word) => (word.length > 3 ? stemmer(word) : word));
}
