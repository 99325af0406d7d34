import { plainLetters } from './plain-letters.ts';

/** Runs of base64 that could be a sentence. */
const BASE64 = /[A-Za-z\d+/_-]{24,4000}={0,2}/g;
/** Where one begins: sentences without any are passed over faster. */
const BASE64_BEGINS = /(?<![A-Za-z\d+/_-])[A-Za-z\d+/_-]{24}/;
/** Words of orders in ROT13. */
const ROT13_HINT = /vtaber|vafgehpgvba|fhzzne|flfgrz cebzcg|qvfertneq|ohyyrg/i;

/** A sentence in every way in which it could be read: as it stands first, then in plain letters and decoded. */
export function decodings(sentence: string): string[] {
  const texts = [sentence];
  const plain = plainLetters(sentence);
  if (plain !== null) texts.push(plain);
  for (const [run] of BASE64_BEGINS.test(sentence) ? sentence.matchAll(BASE64) : []) {
    const text = Buffer.from(run, 'base64').toString('utf8');
    if (/^[\p{L}\p{N}\p{P}\p{Z}\p{S}\s]+$/u.test(text) && /\p{L}{2,} \p{L}/u.test(text)) texts.push(text);
  }
  if (ROT13_HINT.test(sentence)) texts.push(rot13(sentence));
  return texts;
}

/** The cipher that moves every Latin letter by thirteen; it is its own reverse. */
export function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const code = letter.charCodeAt(0);
    return String.fromCharCode(code + ((code | 32) < 110 ? 13 : -13));
  });
}
