import { plainWords, type Words } from './check-voice.ts';
import { rot13 } from './decodings.ts';
import type { Fault } from './safety-issue.ts';

export interface LeakCheck {
  /**
   * Parts of what the model was told, in the texts of a draft in their order; a leak may be spread over several. Each
   * fault comes with the position of its text.
   *
   * @param article the article's words in one line: what it says itself is no secret.
   */
  check(texts: readonly string[], article: Words): { readonly position: number; readonly fault: Fault }[];
}

/** So many words in a row are no accident; fewer are the language. */
const RUN = 6;
/** What names a fence; see prompt/fence.ts. */
const FENCE = /\b(?:article|draft)-[\da-f]{12,}/i;
/** So long a run of letters and figures is a key, a hash or something encoded. */
const ENCODED = /[A-Za-z\d+/=_-]{32,}/;

let latest: { readonly key: string; readonly check: LeakCheck } | undefined;

/** The check for what a model was told, made once: every draft of a run is held against the same. */
export function leakCheckFor(told: readonly string[]): LeakCheck {
  const key = told.join('\0');
  if (latest?.key !== key) latest = { key, check: createLeakCheck(told) };
  return latest.check;
}

/**
 * @param told what a model is told besides the article, with `{{...}}` where values go.
 */
export function createLeakCheck(told: readonly string[]): LeakCheck {
  const secret = new Set<string>();
  for (const part of told.flatMap((text) => text.split(/\{\{[^}]*\}\}/))) {
    for (const run of runsOf(plainWords(part).split(' '))) secret.add(run);
  }
  const ways = [(text: string) => text, rot13];
  const openings = openingsOf(secret, ways);

  /** Where a run may begin that is a secret, read in one of the ways: few words begin like one. */
  function mayBegin(words: readonly Word[]): number[] {
    const found: number[] = [];
    for (let at = 0; at + RUN <= words.length; at += 1)
      if (openings.get(words[at]?.word ?? '')?.has(words[at + 1]?.word ?? '')) found.push(at);
    return found;
  }

  return {
    check(texts, article) {
      const found: { position: number; fault: Fault }[] = [];
      for (const [position, text] of texts.entries()) {
        const encoded = ENCODED.exec(text)?.[0];
        if (FENCE.test(text)) found.push({ position, fault: fault('the marks around the article') });
        else if (encoded !== undefined && !article.includes(plainWords(encoded)))
          found.push({
            position,
            fault: fault(`a run of ${encoded.length} letters and figures that the article does not have`),
          });
      }
      const words = texts.flatMap((text, position) =>
        plainWords(text)
          .split(' ')
          .map((word) => ({ word, position })),
      );
      const starts = mayBegin(words);
      for (const read of ways) {
        const leak = starts.find((at) => {
          const run = read(runAt(words, at));
          return secret.has(run) && !article.includes(run);
        });
        const position = leak === undefined ? undefined : words[leak]?.position;
        if (position !== undefined) found.push({ position, fault: fault('words of the instructions for writing it') });
      }
      return found;
    },
  };
}

interface Word {
  readonly word: string;
  readonly position: number;
}

function runAt(words: readonly Word[], at: number): string {
  return words
    .slice(at, at + RUN)
    .map(({ word }) => word)
    .join(' ');
}

/** By the first word of each run which second ones there are, written so that one of the ways of reading gives them; each is its own reverse. */
function openingsOf(
  runs: ReadonlySet<string>,
  ways: readonly ((text: string) => string)[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const openings = new Map<string, Set<string>>();
  for (const run of runs) {
    for (const write of ways) {
      const [first = '', second = ''] = write(run).split(' ', 2);
      const seconds = openings.get(first) ?? new Set();
      openings.set(first, seconds.add(second));
    }
  }
  return openings;
}

function runsOf(words: readonly string[]): string[] {
  return words.slice(RUN - 1).map((_, start) => words.slice(start, start + RUN).join(' '));
}

function fault(what: string): Fault {
  return { code: 'leak', message: `must not hold ${what}; state what the article says` };
}
