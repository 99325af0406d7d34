/** Letters of other scripts that look like Latin ones, and the Latin ones, in the same order. */
const ALIKE = 'авсԁеԍһіјӏкмноорԛгѕтυуѵхԝԍαβεικνορτυχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТХІЅЈ';
const LATIN = 'abcdeghijlkmhoopqrstuyvxwgabeiknoptuxyABEZHIKMNOPTYXABEKMHOPCTXISJ';
const alike = new Map([...ALIKE].map((letter, index) => [letter, LATIN[index] ?? letter]));

/** Digits and signs that stand for letters. */
const DIGITS: Readonly<Record<string, string>> = {
  ...{ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', '@': 'a', $: 's', '!': 'i' },
};

/** A word of two scripts. */
const MIXED = /\p{sc=Latin}[\p{sc=Cyrillic}\p{sc=Greek}]|[\p{sc=Cyrillic}\p{sc=Greek}]\p{sc=Latin}/u;
/** Letters and digits in one word, with a letter after the digit: `pr3v10us` and `1gn0re`, not `v2` or `1,200`. */
const DIGIT_WORD = /(?<![\p{L}\p{N}])(?=\p{L}{0,40}[\d@$]{1,40}\p{L})[\p{L}\d@$!]{3,40}(?![\p{L}\p{N}])/gu;
const FEWEST_DIGIT_WORDS = 2;
/** Among such words a digit at the end stands for a letter, too: `th3`. */
const DIGIT_IN_WORD = /(?<![\p{L}\p{N}])(?=[\d@$]{0,40}\p{L})(?=\p{L}{0,40}[\d@$])[\p{L}\d@$!]{2,40}(?![\p{L}\p{N}])/gu;
/** Letters that stand alone between the same marks; so many of them, in all, are words. */
const SPACED = /(?<![\p{L}\p{N}])\p{L}(?=([-._*·|~ ]{1,3})\p{L})(?:\1\p{L}(?![\p{L}\p{N}])){2,}/gu;
const LEAST_SPACED = 16;

/**
 * A text in plain letters, where it is disguised: letters of mathematics and full width, letters of other scripts in Latin
 * words, digits in the place of letters, and words whose letters are parted. Null when it is plain. The letters of words
 * parted by spaces alone come out in one run: which of them made a word does not show.
 */
export function plainLetters(text: string): string | null {
  let plain = text;
  if (/[^\p{ASCII}]/u.test(plain)) {
    plain = plain.normalize('NFKC');
    if (MIXED.test(plain)) plain = plain.replace(/\p{L}/gu, (letter) => alike.get(letter) ?? letter);
  }
  const digitWords = (/[\d@$]\p{L}/u.test(plain) && plain.match(DIGIT_WORD)) || [];
  if (digitWords.filter((word) => /\p{L}\d+\p{L}|^[\d@$]+\p{Ll}\p{L}/u.test(word)).length >= FEWEST_DIGIT_WORDS) {
    plain = plain.replace(DIGIT_IN_WORD, (word) => word.replace(/[\d@$!]/g, (digit) => DIGITS[digit] ?? digit));
  }
  if (hasPartedLetters(plain)) plain = plain.replace(SPACED, (run) => run.replace(/[^\p{L}]/gu, ''));
  return plain === text ? null : plain;
}

/** Whether so many letters stand alone that they are words in disguise. */
export function hasPartedLetters(text: string): boolean {
  if (mostAlone(text) < LEAST_SPACED) return false;
  const runs = text.match(SPACED) ?? [];
  return runs.join('').replace(/[^\p{L}]/gu, '').length >= LEAST_SPACED;
}

/** No fewer letters than stand alone; every character that is not ASCII is taken for one. */
function mostAlone(text: string): number {
  let alone = 0;
  let isLetterBefore = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isLetter = isPlainLetter(code);
    if (code > 127 || (isLetter && !isLetterBefore && !isPlainLetter(text.charCodeAt(at + 1)))) alone += 1;
    isLetterBefore = isLetter;
  }
  return alone;
}

function isPlainLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}
