/**
 * A sentence that can be told without looking at its language: at the start of a line, of a list item or after a word that
 * is no abbreviation; letters, figures and everyday marks, with no stop inside but in a decimal; a full stop, and after it a
 * line end or another capital. Whatever splits sentences by Unicode's rules (UAX 29) makes exactly one of it, and Markdown
 * has no marks among its characters.
 */
const PLAIN =
  /[A-Z](?<=^(?:[-*] |> )?[A-Z]|(?<!approx|incl|excl|resp)(?<=[a-z]{4})[.?!] [A-Z])[A-Za-z0-9 ,;:'%$&/+=-]*(?:\.\d[A-Za-z0-9 ,;:'%$&/+=-]*)*\.(?=$| [A-Z])/gm;

/** In characters. Told apart afterwards: an expression that counts remembers every character that it might go back to. */
const LENGTH = { min: 22, max: 182 };

/**
 * So many different plain sentences of a text, in their order and at about even distances, the shortest of 22 characters and
 * the longest of 182; undefined where the text has too few. It reads no more than it needs, which is what makes a mock quick.
 */
export function plainSentences(text: string, count: number): string[] | undefined {
  const found: { readonly at: number; readonly sentence: string; readonly name: string }[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    if (!takeFrom(Math.floor((turn * text.length) / count))) break;
  }
  // What is missing at the end is made up for from the beginning.
  PLAIN.lastIndex = 0;
  while (found.length < count && takeFrom(PLAIN.lastIndex));
  if (found.length < count) return undefined;
  return found.sort((one, two) => one.at - two.at).map(({ sentence }) => sentence);

  function takeFrom(from: number): boolean {
    PLAIN.lastIndex = from;
    for (let match = PLAIN.exec(text); match !== null; match = PLAIN.exec(text)) {
      const [sentence] = match;
      if (sentence.length < LENGTH.min || sentence.length > LENGTH.max) continue;
      const name = sentence.toLowerCase();
      if (found.some((other) => other.name === name)) continue;
      found.push({ at: match.index, sentence, name });
      return true;
    }
    return false;
  }
}
