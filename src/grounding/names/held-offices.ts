import { wordsOf } from '../../article/words.ts';
import { conceptOf, oneOf } from '../lexicon.ts';
import names from './names.json' with { type: 'json' };

/** Whom a text says to hold an office: `the finance chief, Ann Berg`, `Ann Berg, head of hardware at Pike`. */
export interface HeldOffice {
  /** As written, with a title before it. */
  readonly name: string;
  /** As written, `head of hardware`. */
  readonly office: string;
  /** What the office is known by: the beginnings of its words, for `finance` and `financial`. */
  readonly key: ReadonlySet<string>;
  /** Where it is held, when it is said: names of firms and places in lower case. */
  readonly at: ReadonlySet<string>;
}

/** With a small letter or a capital: with the modifier `(?i:` these patterns missed names late in a long run of Node 24.21. */
const eitherCase = (words: string) =>
  words
    .split(' ')
    .map((word) => `[${word.charAt(0).toUpperCase()}${word.charAt(0)}]${word.slice(1)}`)
    .join('|');
const OFFICES = eitherCase(`${names.offices} ${names.heads}`);
const INITIALS: ReadonlyMap<string, string> = new Map(
  Object.entries({ ceo: 'chief executive', cfo: 'chief financial', cto: 'chief technology', coo: 'chief operating' }),
);
const HEADS = new Set(['chief', 'head', 'director', 'boss', 'officer']);
const BEGINNING = 6; // letters by which `financial` and `finance`, `technical` and `technology` are one

/** Of whom there is one: an engineer may be anybody. */
const LEADS = String.raw`(?:${eitherCase('lead principal chief')})\s(?:${eitherCase('programmer engineer designer developer researcher investigator author architect scientist economist negotiator')})`;
const TITLE = String.raw`(?:(?:Dr|Dame|Sir|Prof|Professor|Mr|Mrs|Ms|Lord|Lady)\.?\s)?`;
const WORD = String.raw`\p{Lu}[\p{L}’'-]{0,30}`;
const NAME = String.raw`${TITLE}${WORD}(?:\s${WORD}){1,3}`;
const WHOSE = String.raw`(?:(?:${oneOf('determining')}|(?<whose>${WORD}(?:\s${WORD}){0,2})['’]s?)\s)?`;
const OFFICE = String.raw`(?<office>(?:(?!and\s|or\s)(?:\p{Ll}|(?<=^|[.!?\n]\s?|\p{Lu}\p{Ll}+\s)\p{Lu})[\p{L}-]{1,30}\s){0,3}?(?:[Cc]hief\s\p{L}+\s[Oo]fficer|${LEADS}|${OFFICES}|CEO|CFO|CTO|COO)(?:\s(?:[Ee]xecutive|[Oo]fficer))?(?:\s(?:of|for)\s(?:the\s)?\p{Ll}[\p{L}-]{1,30}(?:\s\p{Ll}[\p{L}-]{1,30})?)?)`;
const AT = String.raw`(?:\s(?:of|at|for)\s(?:the\s)?(?<at>${WORD}(?:\s${WORD}){0,3}))?`;
const PATTERNS = [
  new RegExp(
    String.raw`(?<![\p{L}’'-])(?<name>${NAME}),\s(?:who\s(?:is|was|became)\s)?${WHOSE}${OFFICE}(?!\p{L})${AT}(?=[,.;:)]|\s(?:and|until|since|from|when)\s)`,
    'gu',
  ),
  new RegExp(String.raw`(?<![\p{L}-])${WHOSE}${OFFICE}(?!\p{L})${AT},?\s(?<name>${NAME})`, 'gu'),
];

const ANY = new RegExp(String.raw`(?<!\p{L})(?:${LEADS}|${OFFICES}|CEO|CFO|CTO|COO)(?!\p{L})`, 'u');

/** The offices that a text says somebody holds. Linear in the text. */
export function heldOfficesIn(text: string): HeldOffice[] {
  if (!ANY.test(text)) return [];
  return PATTERNS.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ groups }): HeldOffice => {
      const { name = '', office = '', whose, at } = groups ?? {};
      return { name, office, key: keyOf(office), at: new Set(namesOf(`${whose ?? ''} ${at ?? ''}`)) };
    }).filter(({ key }) => key.size > 0),
  );
}

function keyOf(office: string): ReadonlySet<string> {
  const words = office
    .toLowerCase()
    .split(' ')
    .flatMap((word) => (INITIALS.get(word) ?? word).split(' '));
  const stems = wordsOf(words.join(' ')).flatMap(({ content, stem, start, end }) => {
    if (HEADS.has(words.join(' ').slice(start, end))) return ['head'];
    return content ? [conceptOf(stem).slice(0, BEGINNING)] : [];
  });
  return new Set(stems);
}

function namesOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
}
