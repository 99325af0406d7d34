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

  function leaks(words: readonly Word[], article: string): { position: number; run: string } | null {
    const runs = runsOf(words.map(({ word }) => word));
    const at = runs.findIndex((run) => secret.has(run) && !article.includes(run));
    return at === -1 ? null : { position: words[at]?.position ?? 0, run: runs[at] ?? '' };
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
      for (const way of [(text: string) => text, rot13]) {
        const words = texts.flatMap((text, position) =>
          plainWords(way(text))
            .split(' ')
            .map((word) => ({ word, position })),
        );
        const leak = leaks(words, article);
        if (leak !== null)
          found.push({ position: leak.position, fault: fault('words of the instructions for writing it') });
      }
      return found;
    },
  };
}

interface Word {
  readonly word: string;
  readonly position: number;
}

function runsOf(words: readonly string[]): string[] {
  return words.slice(RUN - 1).map((_, start) => words.slice(start, start + RUN).join(' '));
}

function fault(what: string): Fault {
  return { code: 'leak', message: `must not hold ${what}; state what the article says` };
}
