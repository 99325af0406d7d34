import { plainLetters } from './plain-letters.ts';

/** Runs of base64 that could be a sentence. */
const BASE64 = /[A-Za-z\d+/_-]{24,4000}={0,2}/g;
/** Where one begins: sentences without any are passed over faster. */
const BASE64_BEGINS = /(?<![A-Za-z\d+/_-])[A-Za-z\d+/_-]{24}/;
/** What bytes say that were words. */
const SAYS_SOMETHING = /^(?=.*\p{L}{2,} \p{L})[\p{L}\p{N}\p{P}\p{Z}\p{S}\s]+$/su;
/** Words of orders in ROT13. */
const ROT13_HINT = /vtaber|vafgehpgvba|fhzzne|flfgrz cebzcg|qvfertneq|ohyyrg/i;

/** Bytes in hex, side by side or parted by spaces and their like: so many are a few words. */
const HEX = /(?<![\da-z])[\da-f]{2}(?:[ :,]?[\da-f]{2}){15,2000}(?![\da-z])/gi;
const HEX_BEGINS = /(?<![\da-z])(?:[\da-f]{2}[ :,]?){16}/i;
/** Characters by their numbers, as addresses, HTML and programs write them: the fewest that are more than an accent or a space. */
const NUMBERED =
  /%([\da-f]{2})|&#(\d{2,7});?|&#x([\da-f]{2,6});?|\\u\{?([\da-f]{4,6})\}?|\\x([\da-f]{2})|0x([\da-f]{2}),? ?/gi;
const FEWEST_NUMBERED = 6;
/** Words of orders read from the end. */
const REVERSED_HINT = /erongi|dragersid|noitcurtsni|yrammus|esirammus|ezirammus|tpmorp|tellub|tsegid/i;

/** A sentence in every way in which it could be read: as it stands first, then in plain letters and decoded. */
export function decodings(sentence: string): string[] {
  const texts = [sentence];
  const plain = plainLetters(sentence);
  if (plain !== null) texts.push(plain);
  for (const [run] of BASE64_BEGINS.test(sentence) ? sentence.matchAll(BASE64) : []) {
    const text = Buffer.from(run, 'base64').toString('utf8');
    if (SAYS_SOMETHING.test(text)) texts.push(text);
  }
  if (ROT13_HINT.test(sentence)) texts.push(rot13(sentence));
  if (REVERSED_HINT.test(sentence)) texts.push([...sentence].reverse().join(''));
  return [...texts, ...fromNumbers(sentence)];
}

/** What a sentence says where its characters are written as numbers. */
function fromNumbers(sentence: string): string[] {
  const texts: string[] = [];
  for (const [run] of HEX_BEGINS.test(sentence) ? sentence.matchAll(HEX) : []) {
    const text = Buffer.from(run.replace(/0x|[^\da-f]/gi, ''), 'hex').toString('utf8');
    if (SAYS_SOMETHING.test(text)) texts.push(text);
  }
  if (/[%&\\]|0x/.test(sentence) && (sentence.match(NUMBERED)?.length ?? 0) >= FEWEST_NUMBERED) {
    texts.push(sentence.replace(NUMBERED, (_, ...found: (string | undefined)[]) => characterOf(found)));
  }
  return texts;
}

/** The character with the number that was found; bytes of several are left as signs that nobody reads. */
function characterOf([percent, decimal, ...hex]: readonly (string | undefined)[]): string {
  const code = decimal === undefined ? Number.parseInt(percent ?? hex.find(Boolean) ?? '', 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

/** The cipher that moves every Latin letter by thirteen; it is its own reverse. */
export function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const code = letter.charCodeAt(0);
    return String.fromCharCode(code + ((code | 32) < 110 ? 13 : -13));
  });
}
