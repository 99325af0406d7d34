import { plainWords } from './check-voice.ts';
import { rot13 } from './decodings.ts';
import type { Fault } from './safety-issue.ts';

export interface LeakCheck {
  /**
   * Parts of what the model was told, in the texts of a draft in their order; a leak may be spread over several. Each
   * fault comes with the position of its text.
   *
   * @param article the article's words in one line: what it says itself is no secret.
   */
  check(texts: readonly string[], article: string): { readonly position: number; readonly fault: Fault }[];
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
  const ways = [(text: string) => text, rot13].map((read) => ({ read, openings: openingsOf(secret, read) }));

  /** Where a run begins that, read so, is a secret; few words begin like one. */
  function leakAt(words: readonly Word[], article: string, { read, openings }: Way): number | null {
    for (let at = 0; at + RUN <= words.length; at += 1) {
      const [first, second] = [words[at], words[at + 1]];
      if (!first || !second || !openings.get(first.word)?.has(second.word)) continue;
      const written = words.slice(at, at + RUN).map(({ word }) => word);
      const run = read(written.join(' '));
      if (secret.has(run) && !article.includes(run)) return first.position;
    }
    return null;
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
      for (const way of ways) {
        const position = leakAt(words, article, way);
        if (position !== null) found.push({ position, fault: fault('words of the instructions for writing it') });
      }
      return found;
    },
  };
}

interface Word {
  readonly word: string;
  readonly position: number;
}

/** How a text may be read, and by the first word of each run of secret words, written so, which second ones there are. */
interface Way {
  readonly read: (text: string) => string;
  readonly openings: ReadonlyMap<string, ReadonlySet<string>>;
}

/** @param write the reverse of how it is read. */
function openingsOf(runs: ReadonlySet<string>, write: (text: string) => string): Way['openings'] {
  const openings = new Map<string, Set<string>>();
  for (const run of runs) {
    const [first = '', second = ''] = write(run).split(' ', 2);
    const seconds = openings.get(first) ?? new Set();
    openings.set(first, seconds.add(second));
  }
  return openings;
}

function runsOf(words: readonly string[]): string[] {
  return words.slice(RUN - 1).map((_, start) => words.slice(start, start + RUN).join(' '));
}

function fault(what: string): Fault {
  return { code: 'leak', message: `must not hold ${what}; state what the article says` };
}
