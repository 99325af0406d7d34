import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import names from './names/names.json' with { type: 'json' };

const TECHNICAL = new Set(names.words.split(' '));
const PREFIX =
  /^(?:un|re|de|dis|non|pre|post|over|under|sub|super|inter|multi|micro|auto|mis|out|co|semi|anti|cross|hyper|mega|mini|self|cyber|bio|geo|photo|electro|tele|video|audio)-?(?=\p{L}{3})/u;
const SECOND_PARTS =
  /^(\p{L}{3,})(?:backs?|outs?|overs?|ups?|downs?|bases?|spaces?|times?|lines?|flows?|wares?|works?|loads?|scal(?:e|es|ed|ing)|points?|sides?|stores?|stamps?|hooks?|logs?|tests?|hosts?|names?|sets?|chains?|cent(?:er|re)s?|paths?|pools?|balancers?|mounts?|grids?|less|wide|proof|like|free|makers?|holders?|keepers?|owners?)$/u;
const LONGEST = 30;

/** Beginnings that entries have in the dictionary, by its flags: `duct/CKIFS` stands for `product` as well. */
const PREFIXES: Readonly<Record<string, string>> = { A: 're', C: 'de', E: 'dis', F: 'con', I: 'in', K: 'pro', U: 'un' };

let words: Set<string> | undefined;
// The same few thousand words come up again and again.
const answers = new Map<string, boolean>();
const MOST_ANSWERS_KEPT = 20_000;

/**
 * Whether this, in lower case, is an English word and no name: in the Hunspell dictionary without a capital, with the
 * usual endings and beginnings, in American or British spelling, or a common technical one.
 */
export function isEnglishWord(word: string): boolean {
  if (word.length > LONGEST) return true;
  const known = answers.get(word);
  if (known !== undefined) return known;
  if (answers.size >= MOST_ANSWERS_KEPT) answers.clear();
  const answer = isInDictionary(word);
  answers.set(word, answer);
  return answer;
}

function isInDictionary(word: string): boolean {
  words ??= readWords();
  if (hasForm(word, words)) return true;
  const bare = word.replace(PREFIX, '');
  if (bare !== word && hasForm(bare, words)) return true;
  const first = SECOND_PARTS.exec(word)?.[1];
  return first !== undefined && hasForm(first, words);
}

function hasForm(word: string, known: ReadonlySet<string>): boolean {
  return forms(word).some((form) => known.has(form) || TECHNICAL.has(form) || known.has(american(form)));
}

/** The word and what it may be a form of: `tried`, `trie`, `try`. */
function forms(word: string): string[] {
  const found = [word];
  for (const [ending, ...instead] of ENDINGS) {
    if (!word.endsWith(ending) || word.length - ending.length < 2) continue;
    const stem = word.slice(0, -ending.length);
    for (const end of instead) found.push(stem + end);
    if (/([bdfgklmnprst])\1$/.test(stem)) found.push(stem.slice(0, -1));
  }
  return found;
}

const ENDINGS: readonly (readonly [string, ...string[]])[] = [
  ['s', ''],
  ['es', ''],
  ['ies', 'y'],
  ["'s", ''],
  ['ed', '', 'e'],
  ['ied', 'y'],
  ['ing', '', 'e'],
  ['ings', '', 'e'],
  ['er', '', 'e'],
  ['ers', '', 'e'],
  ['ier', 'y'],
  ['est', '', 'e'],
  ['iest', 'y'],
  ['ly', '', 'le'],
  ['ily', 'y'],
  ['ally', 'al', ''],
  ['ness', ''],
  ['able', '', 'e'],
  ['ability', 'able'],
  ['ment', ''],
  ['ments', ''],
  ['isation', 'ise', 'ize'],
  ['ization', 'ize'],
  ['isations', 'ise', 'ize'],
  ['ation', 'ate', 'e'],
  ['ations', 'ate', 'e'],
  ['ive', 'e', 'ion'],
  ['less', ''],
  ['ful', ''],
  ['ity', 'e', ''],
];

function american(word: string): string {
  return word
    .replace(/is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)/, 'iz')
    .replace(/ys(?=(?:e|ed|es|ing)$)/, 'yz')
    .replace(/our/, 'or')
    .replace(/ll(?=(?:ed|ing|er|ers)$)/, 'l')
    .replace(/(?<=\p{L}{2}[bt])re(?=s?$)/u, 'er')
    .replace(/ence$/, 'ense')
    .replace(/ogue(?=s?$)/, 'og')
    .replace(/ae|oe/, 'e')
    .replace(/mme(?=s?$)/, 'm');
}

/**
 * The package is not imported: it waits for its files as it is loaded, and a thread that is ended meanwhile takes the
 * whole process along (github.com/nodejs/node/issues/60755).
 */
function readWords(): Set<string> {
  const folder = dirname(createRequire(import.meta.url).resolve('dictionary-en'));
  const known = new Set<string>();
  for (const entry of readFileSync(join(folder, 'index.dic'), 'utf8').match(/^[a-z][\w'/-]*/gm) ?? []) {
    const slash = entry.indexOf('/');
    const word = slash < 0 ? entry : entry.slice(0, slash);
    known.add(word);
    for (let at = slash + 1; slash > 0 && at < entry.length; at += 1) {
      const prefix = PREFIXES[entry.charAt(at)];
      if (prefix !== undefined) known.add(prefix + word);
    }
  }
  return known;
}
