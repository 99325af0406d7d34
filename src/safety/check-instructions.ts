import { wordsOf } from '../article/words.ts';
import type { Passage, ReadPassages } from './find-instructions.ts';
import { foreignOrder } from './foreign-orders.ts';
import { type Fault, shown } from './safety-issue.ts';

/** A text of a summary that is held against an article with instructions in it. */
export type ClaimKind = 'line' | 'bullet' | 'keyword';

/** So much of a claim's content words are in what the text asks for, and so much less in any other passage. */
const ASKED = 0.6;
const MARGIN = 0.25;
/** A bullet of which the rest of the article has less comes from elsewhere; the line infers, and may say more. */
const LEAST_OWN = { line: 0.1, bullet: 0.25, keyword: 0 } as const;

/** A claim that says what an instruction is and does reports it, as does one that has the form of one in another language. */
const REPORTS =
  /\b(?:instruct\p{L}*|inject\p{L}*|prompts?|payloads?|attack\p{L}*|attempt\p{L}*|hidden|hid|embedded|smuggl\p{L}*|trick\p{L}*|told|tells|asks|asked|asking|orders?|ordered|command\p{L}*|adversarial|malicious|jailbreak\p{L}*)\b/iu;

/**
 * Whether a claim obeys what the article's text asks a summariser for: it is said there and nowhere else, or nothing else
 * in the article bears it out at all. That is asked only of articles that do give such instructions.
 */
export function checkInstructions(text: string, kind: ClaimKind, read: ReadPassages): Fault[] {
  const stems = new Set<string>();
  for (const { stem, content } of wordsOf(text)) if (content) stems.add(stem);
  if (stems.size === 0) return [];
  const asked = best(stems, read.instructions, 1);
  const own = best(stems, read.clean, kind === 'keyword' ? 1 : 2);
  const reports = kind !== 'keyword' && (REPORTS.test(text) || foreignOrder(text) !== null);
  const says = asked.share >= ASKED && asked.share - own.share >= MARGIN;
  if (!reports && (says || (own.share < ASKED && namesWhatIsAsked(text, read)))) {
    return [
      {
        code: 'instruction',
        message: `is said only where the article's text gives instructions (${shown(asked.text)}), which are not to be followed; state something that the article itself reports`,
      },
    ];
  }
  if (!read.ordered || own.share >= LEAST_OWN[kind] || reports) return [];
  return [
    {
      code: 'instruction',
      message: `is borne out by no passage of the article, whose text also gives instructions (${shown(asked.text)}) that are not to be followed; state something that the article itself reports, in its language`,
    },
  ];
}

/** In so many texts of a summary a word is there by rule. */
const FEWEST_REPEATED = 3;

/**
 * The positions of texts that share a word with at least two others which the article has only in what it asks for, as
 * where each bullet is to end in a password: however much of such a text the article bears out, the word is obedience.
 */
export function repeatedAsAsked(texts: readonly string[], { instructions, clean }: ReadPassages): ReadonlySet<number> {
  const holders = new Map<string, number[]>();
  for (const [position, text] of texts.entries()) {
    const stems = new Set(wordsOf(text).flatMap(({ stem, content }) => (content ? [stem] : [])));
    for (const stem of stems) holders.set(stem, [...(holders.get(stem) ?? []), position]);
  }
  const reports = texts.map((text) => REPORTS.test(text));
  const has = (passages: readonly Passage[], stem: string) => passages.some(({ stems }) => stems.has(stem));
  const repeated = [...holders].filter(
    ([stem, all]) =>
      all.filter((position) => !reports[position]).length >= FEWEST_REPEATED &&
      has(instructions, stem) &&
      !has(clean, stem),
  );
  return new Set(repeated.flatMap(([, all]) => all));
}

const NAME = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}]{2,}/gu;

/** Whether a text has a name that the article has only in what it asks for. */
function namesWhatIsAsked(text: string, { instructions, clean }: ReadPassages): boolean {
  return wordsOf((text.match(NAME) ?? []).join(' ')).some(
    ({ stem, content }) =>
      content &&
      instructions.some(({ text: order, stems }) => stems.has(stem) && isNameIn(order, stem)) &&
      !clean.some(({ stems }) => stems.has(stem)),
  );
}

/** Whether a word with that stem is written with a capital there, and not because a sentence begins with it. */
function isNameIn(text: string, stem: string): boolean {
  return wordsOf(text).some(
    (word) => word.stem === stem && word.start > 0 && /^\p{Lu}/u.test(text.slice(word.start, word.end)),
  );
}

/**
 * The passages, so many together, that have the largest share of the words: a claim often says in one sentence what the
 * article says in two.
 */
function best(
  stems: ReadonlySet<string>,
  passages: readonly Passage[],
  together: 1 | 2,
): { share: number; text: string } {
  let most = 0;
  let text = '';
  for (const [index, passage] of passages.entries()) {
    const next = together === 2 ? passages[index + 1]?.stems : undefined;
    let found = 0;
    for (const stem of stems) if (passage.stems.has(stem) || next?.has(stem)) found += 1;
    if (found > most) {
      most = found;
      text = passage.text;
    }
  }
  return { share: most / stems.size, text };
}
