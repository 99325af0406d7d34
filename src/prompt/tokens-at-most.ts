/** A run of letters longer than this is no word, and cut finer. */
const LONGEST_WORD = 16;
const SPACE = 32;

/**
 * More tokens than a text has in today's encodings, as long as it is made of words: one for every three letters begun, one
 * for a capital within a word, a figure or a mark, three for a character outside ASCII. Of English it is about 1.8
 * times the true count, and costs next to nothing.
 */
export function tokensAtMost(text: string): number {
  let tokens = 0;
  let letters = 0;
  let spaces = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const capital = code >= 65 && code <= 90;
    if (capital || (code >= 97 && code <= 122)) {
      if (capital && letters > 0) tokens += 1;
      else letters += 1;
      spaces = 0;
      continue;
    }
    tokens += ofWord(letters);
    letters = 0;
    spaces = code === SPACE ? spaces + 1 : 0;
    // One space belongs to the word after it.
    if (code !== SPACE || spaces > 1) tokens += code < 128 ? 1 : 3;
  }
  return tokens + ofWord(letters);
}

function ofWord(letters: number): number {
  return Math.ceil(letters > LONGEST_WORD ? (letters * 2) / 3 : letters / 3);
}
