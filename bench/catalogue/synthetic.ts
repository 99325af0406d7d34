import type { Entry } from '../../src/catalogue/entry.ts';

export const TAGS = ['sre', 'data', 'ml', 'security', 'frontend', 'mobile', 'finops', 'culture', 'distributed-systems'];
export const SOURCES = 2_000;
/** Drawn with falling frequency, like words of a language: the first stands in nearly every entry, the last in few. */
const VOCABULARY = 20_000;
const FIRST_DAY = Date.UTC(2006, 0, 1);
/** Words of a text. */
const TEXT_WORDS = 60;

const SYLLABLES = ['ba', 'de', 'fi', 'go', 'hu', 'ka', 'le', 'mi', 'no', 'pu', 'ra', 'se', 'ti', 'vo', 'zu', 'wa'];

/** A fixed shuffle: neighbours in time are far apart in every other order. */
export function mix(n: number): number {
  let hash = Math.imul(n + 1, 0x9e3779b1) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** The word of a rank, from 0: letters alone, and never much like that of the next rank. */
export function word(rank: number): string {
  const hash = mix(rank + 7);
  return `${[0, 4, 8, 12].map((shift) => SYLLABLES[(hash >>> shift) % SYLLABLES.length]).join('')}n`;
}

const words = Array.from({ length: VOCABULARY }, (_, rank) => word(rank));
/** Runs of words, drawn once: an entry is put together of them, since drawing costs more than all the rest. */
const RUN = 5;
const runs = Array.from({ length: 1 << 17 }, (_, n) =>
  Array.from({ length: RUN }, (_, at) => words[Math.floor(VOCABULARY ** (mix(n * RUN + at) / 2 ** 32)) - 1]).join(' '),
);

function sentence(seed: number, length: number): string {
  let text = runs[seed & 0x1ffff] ?? '';
  for (let at = 1; at * RUN < length; at += 1) text += ` ${runs[(seed + at * 7_919) & 0x1ffff]}`;
  return text;
}

export interface SyntheticEntry {
  readonly id: string;
  readonly fingerprint: string;
  readonly text: string;
  readonly title: string;
  readonly url: string;
  readonly source: string;
  readonly tags: readonly string[];
  readonly publishedAt: string;
  readonly createdAt: number;
  readonly summary: Entry['summary'];
}

/** An entry of its number, over twenty years; `textWords` of the text. */
export function syntheticEntry(n: number, total: number, textWords = TEXT_WORDS): SyntheticEntry {
  const hash = mix(n);
  const seed = mix(n ^ 0x5bd1e995);
  const createdAt = FIRST_DAY + Math.floor((n / total) * 20 * 365 * 86_400_000);
  const tags = [...new Set([TAGS[hash % TAGS.length] ?? 'sre', TAGS[(hash >>> 8) % TAGS.length] ?? 'sre'])];
  return {
    id: `id${n.toString(36).padStart(14, '0')}`,
    fingerprint: `1-${n.toString(16).padStart(64, '0')}`,
    text: `${sentence(seed, textWords)}.`,
    title: `${sentence(seed + 1_000, 5)} ${hash.toString(36)}`,
    url: `https://example.org/${n}`,
    source: `Source ${hash % SOURCES}`,
    tags,
    publishedAt: new Date(createdAt).toISOString(),
    createdAt,
    summary: {
      whyItMatters: `Operators gain ${hash % 97} % because ${sentence(seed + 2_000, 20)} entry${n}.`,
      bullets: [1, 2, 3, 4, 5].map((bullet) => `Point ${bullet}: ${sentence(seed + 3_000 + bullet * 100, 10)}.`),
      tags,
      keywords: [word(hash % 500), word((hash >>> 9) % 5_000)],
    },
  };
}
