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
const ENCODED = /(?<![A-Za-z\d+/=_-])[A-Za-z\d+/=_-]{32,}/;

let latest: { readonly told: readonly string[]; readonly check: LeakCheck } | undefined;

/** The check for what a model was told, made once: every draft of a run is held against the same. */
export function leakCheckFor(told: readonly string[]): LeakCheck {
  const isLatest = latest?.told.length === told.length && told.every((text, at) => text === latest?.told[at]);
  if (latest === undefined || !isLatest) latest = { told, check: createLeakCheck(told) };
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
  const known = new Set(ways.flatMap((write) => [...secret].flatMap((run) => write(run).split(' '))));

  /** Where a run begins of which every word stands in a secret, read in one of the ways. */
  function suspectsIn(words: readonly string[]): number[] {
    const found: number[] = [];
    for (let at = 0; at + RUN <= words.length; ) {
      let last = at + RUN - 1;
      while (last >= at && known.has(words[last] ?? '')) last -= 1;
      if (last < at) found.push(at);
      at = Math.max(at, last) + 1;
    }
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
      const split = texts.map((text) => plainWords(text).split(' '));
      const words = split.flat();
      const suspects = suspectsIn(words);
      for (const read of ways) {
        const leak = suspects.find((at) => {
          const run = read(words.slice(at, at + RUN).join(' '));
          return secret.has(run) && !article.includes(run);
        });
        if (leak === undefined) continue;
        found.push({ position: textAt(split, leak), fault: fault('words of the instructions for writing it') });
      }
      return found;
    },
  };
}

/** Position of the text that has the word at this position among those of all. */
function textAt(texts: readonly (readonly string[])[], at: number): number {
  let before = 0;
  return texts.findIndex((words) => {
    before += words.length;
    return at < before;
  });
}

function runsOf(words: readonly string[]): string[] {
  return words.slice(RUN - 1).map((_, start) => words.slice(start, start + RUN).join(' '));
}

function fault(what: string): Fault {
  return { code: 'leak', message: `must not hold ${what}; state what the article says` };
}
