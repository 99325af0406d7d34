import type { GroundableArticle } from '../../article/article.ts';
import { isEnglishWord } from '../english-words.ts';
import type { FoundIssue } from '../evidence.ts';
import type { Language } from '../languages/languages.ts';
import { capitalisesNouns } from './capitalised-nouns.ts';
import { changedNames } from './changed-names.ts';
import { type Mentions, readMentions } from './mentions.ts';
import { isUnmistakable, type NameWord, namesIn, opensSentence } from './name-words.ts';
import names from './names.json' with { type: 'json' };

/** Finds the people, companies, products, places and acronyms of claims that the article does not mention. */
export interface NameChecker {
  /** @param language of the claim, English unless said. */
  check(claim: string, language?: Language): FoundIssue[];
}

const STARTERS = new Set(names.starters.split(' '));
const TITLES = new Set(`${names.offices} ${names.titles}`.split(' '));
const LONGEST_NAME = 4;

/**
 * Names are words with a capital inside a sentence, with capitals inside the word, or well-known ones in lower case; at
 * the start of a sentence, words that no dictionary has. Other forms of a name count as the name: case, plural,
 * possessive, hyphen, adjectives of places, acronyms and what they stand for, a part of it. So do title, author and
 * source of the article. A first name with somebody else's last name is an issue as well. In German a capital alone
 * makes no name.
 */
export function nameChecker(article: GroundableArticle): NameChecker {
  let mentions: Mentions | undefined; // many claims name nothing

  return {
    check(claim, language = 'en') {
      const nouns = language === 'de' || capitalisesNouns(claim);
      const words = nouns || language !== 'en' ? foreignNamesIn(claim, nouns) : namesIn(claim);
      if (words.length === 0) return [];
      mentions ??= readMentions(article);
      const issues = missingIn(words, mentions);
      if (issues.length > 0 || nouns) return issues;
      const mixed = mixedIn(words, mentions);
      return mixed.length > 0 ? mixed : changedIn(claim, article.text);
    },
  };
}

const ELIDED = /^\p{L}{1,5}['’](?=\p{Lu})/u;

/**
 * Names of a claim that is not in English, of whose words no dictionary tells which are none: where every noun has a
 * capital or a sentence begins, a capital alone makes no name. Nor is `d’` of `d’Armor` a part of one.
 */
function foreignNamesIn(claim: string, nouns: boolean): NameWord[] {
  return namesIn(claim).flatMap((word) => {
    const bare = word.written.replace(ELIDED, '');
    const elided = word.written.length - bare.length;
    const own = { ...word, start: word.start + elided, written: bare, small: bare.toLowerCase() };
    return isUnmistakable(own, claim) || !(nouns || (elided === 0 && opensSentence(word, claim))) ? own : [];
  });
}

function missingIn(words: readonly NameWord[], mentions: Mentions): FoundIssue[] {
  const missing: NameWord[][] = [];
  const known = new Set<NameWord>();
  for (const [at, word] of words.entries()) {
    if (known.has(word)) continue;
    const run = runAt(words, at);
    for (let length = run.length; length > 1; length -= 1) {
      const part = run.slice(0, length);
      const name = part.map(({ small }) => small).join(' ');
      const acronym = mentions.hasAcronymOf(part.map(({ written }) => written));
      if (mentions.hasName(name) || acronym || mentions.hasWord(name.replaceAll(' ', '')))
        for (const one of part) known.add(one);
    }
    if (known.has(word) || isMentioned(word, mentions)) continue;
    const before = missing.at(-1);
    if (before && word.joined && before.at(-1) === words[at - 1]) before.push(word);
    else missing.push([word]);
  }
  return missing.map((name) => missingName(name, mentions));
}

function missingName(name: readonly NameWord[], mentions: Mentions): FoundIssue {
  const written = name.map((word) => word.written).join(' ');
  const closest = name.flatMap(({ small }) => mentions.closestTo(small) ?? []).join(' ');
  const instead = closest === '' ? '' : `; the nearest name it has is "${closest}"`;
  return {
    code: 'name',
    message: `The article does not mention "${written}"${instead}. Use a name that the article gives or leave it out.`,
  };
}

function runAt(words: readonly NameWord[], at: number): NameWord[] {
  const run = words.slice(at, at + 1);
  for (let next = at + 1; run.length < LONGEST_NAME && words[next]?.joined; next += 1)
    run.push(...words.slice(next, next + 1));
  return run;
}

function isMentioned({ written, small }: NameWord, mentions: Mentions): boolean {
  if (STARTERS.has(small) && isEnglishWord(small) && !mentions.hasCapital(small)) return mentions.hasOtherName(small);
  if (mentions.hasWord(small) || mentions.hasName(small) || mentions.hasPlaceIn(small)) return true;
  if (/^\p{Lu}[\p{Lu}&]+s?$/u.test(written) && mentions.hasExpansionOf(small.replace(/s$/, '').replace('&', '')))
    return true;
  const sides = written.split('/');
  if (sides.length > 1 && sides.every((side) => !/\p{Lu}/u.test(side) || mentions.hasWord(side.toLowerCase())))
    return true;
  const humps = written.split(/[./]|(?<=\p{Ll})(?=\p{Lu})/u).filter((part) => part.length > 1);
  return humps.length > 1 && [' ', '-', ''].some((between) => mentions.hasName(humps.join(between).toLowerCase()));
}

function changedIn(claim: string, text: string): FoundIssue[] {
  return changedNames(claim, text).map(([written, stated]) => ({
    code: 'name',
    message: `The article does not mention "${written}"; it has "${stated}". Use the name as the article gives it.`,
  }));
}

/** Two words of a name that the article has only beside other ones: one person's first name with another's last. */
function mixedIn(words: readonly NameWord[], mentions: Mentions): FoundIssue[] {
  return words.flatMap((word, at) => {
    const next = words[at + 1];
    if (!next?.joined || TITLES.has(word.small) || (isEnglishWord(word.small) && isEnglishWord(next.small))) return [];
    const { after } = mentions.neighboursOf(word.small);
    const { before } = mentions.neighboursOf(next.small);
    if (after.size === 0 || before.size === 0 || after.has(next.small) || before.has(word.small)) return [];
    const name = `${word.written} ${next.written}`;
    return [
      {
        code: 'name' as const,
        message: `The article does not mention "${name}", though it has both names beside others. Use the name as the article gives it.`,
      },
    ];
  });
}
