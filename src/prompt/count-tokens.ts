import { countTokens as count } from 'gpt-tokenizer/encoding/o200k_base';

/** What looks like a control token in an article is text like any other. */
const AS_TEXT = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };

/** The tokenizer's work is quadratic in the length of a word, so a longer one is counted in pieces, which never makes it less. */
const LONGEST_WORD = /\S{64}(?=\S)/gu;
const LONGEST_SPACE = /\s{64}(?=\s)/g;

/**
 * How many tokens a text has in `o200k_base`, the encoding of OpenAI's models since GPT-4o. Never fewer than it has there,
 * and a few more for words of over 64 characters. Linear in the length of the text. Importing this takes a fifth of a
 * second and 50 MB: see tokens-at-most.ts for what is nearly always enough.
 */
export function countTokens(text: string): number {
  return count(text.replace(LONGEST_WORD, '$& ').replace(LONGEST_SPACE, '$&.'), AS_TEXT);
}
