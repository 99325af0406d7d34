import type { Range } from '../../article/article.ts';

/** A number that counts nothing but names something: `v2.0.1`, `p99`, `RFC 7908`, `K7-9144`, `#5120`. */
export interface Label extends Range {
  readonly written: string;
  /** Letters before the first digit, lower case: `p`, `rfc`, `cve`. */
  readonly stem: string;
  /** As compared: lower case, without hyphens and spaces. */
  readonly key: string;
}

/** The labels that one text has, to look up those of another. */
export interface LabelSet {
  has(label: Label): boolean;
  /** The label that is most like one that is missing: of the same letters, else with the same first digits. */
  closestTo(label: Label): string | undefined;
  /** Whether the letters of a label stand before other digits. */
  knowsStem(stem: string): boolean;
}

/** Letters of words with spaces between them: in `売上は340億円` and `GPT-4は` what stands around a number is a sentence. */
const SIGN = String.raw`[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]]`;
const TOKEN = new RegExp(String.raw`#?${SIGN}+(?:[\-._\/+:]${SIGN}+)*`, 'gv');
/** What is joined to a label to say how something has to do with it: `x86-based`, `M3-equipped`. */
const JOINED_TO = /-(?:\p{Ll}{2,}(?:ed|ing)|like|only|class|compatible|capable|free|ready|style|specific|era)$/u;
/** All versions that begin so: `4.x`. */
const SERIES = /^\d+(?:\.\d+)*\.x$/i;
const LONGEST = 60; // longer ones are keys and addresses
const MOST_PARTS = 4; // of a label, the first of which are labels too
const SAME_LENGTH = 0.5; // of a letter in common is worth being as long
const LEAST_TELLING = 5; // characters of a label that is found as a part of any word

/** The labels of a text in order. Linear in the text. */
export function labelsOf(text: string): Label[] {
  const labels: Label[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const written = match[0]
      .replace(/['’]?s$/, '')
      .replace(/(?<=\d)s$/, '')
      .replace(JOINED_TO, '');
    if (written.length > LONGEST || !isLabel(written)) continue;
    const key = keyOf(written);
    labels.push({
      start: match.index,
      end: match.index + written.length,
      written,
      stem: /^[#\p{L}]*/u.exec(key)?.[0] ?? '',
      key,
    });
  }
  return labels;
}

function isLabel(written: string): boolean {
  if (!/\d/.test(written)) return false;
  if (/^#\d/.test(written)) return true;
  if (/^\d+(?:\.\d+){2,}(?:[-.]?\p{L}+\d*)?$/u.test(written) || SERIES.test(written)) return true;
  if (/^(?:19|20)\d\d-\d\d/.test(written) || /^\d/.test(written)) return false;
  if (/^[QHqh][1-4]$/.test(written)) return false;
  // `mid-2024`, `sub-5`, `top-10` are words before a number; `us-east-1`, `p99`, `K7` are names.
  return !/^\p{Lu}?\p{Ll}{2,}[-:/]\d+(?:\.\d+)?\p{L}*$/u.test(written) && !/:/.test(written.replace(/:\d+$/, ''));
}

function keyOf(written: string): string {
  return written
    .toLowerCase()
    .replace(/[-_/+]/g, '')
    .replace(/^v(?:ersion)?(?=\d)/, '');
}

export function labelSet(text: string): LabelSet {
  const { keys, stems } = readLabels(text);

  return {
    has: (label) => {
      const isStart = ([known]: readonly [string, string]) => known.startsWith(`${label.key}.`);
      return keys.has(label.key) || [...keys].some(isStart) || isWrittenApart(label, text);
    },
    closestTo({ key, stem }) {
      let best: string | undefined;
      let most = 0;
      for (const [known, written] of keys) {
        const common = commonStart(known, key) + (known.length === key.length ? SAME_LENGTH : 0);
        if (common > most && common >= Math.min(key.length, Math.max(1, stem.length))) [best, most] = [written, common];
      }
      return best;
    },
    knowsStem: (stem) =>
      ['', '#', 'p'].includes(stem) ||
      stems.has(stem) ||
      new RegExp(`(?<!\\p{L})${escaped(stem)}\\s\\d`, 'iu').test(text),
  };
}

/** The labels of a text as written, by their keys, with their first parts (`K7` of `K7-9144`); and all stems. */
function readLabels(text: string): { keys: ReadonlyMap<string, string>; stems: ReadonlySet<string> } {
  const keys = new Map<string, string>();
  const stems = new Set<string>();
  for (const { written, key, stem } of labelsOf(text)) {
    if (!keys.has(key)) keys.set(key, written);
    if (stem !== '') stems.add(stem);
    const parts = written.split(/[-_/+]/);
    for (let count = 1; count < Math.min(parts.length, MOST_PARTS); count += 1) {
      const first = keyOf(parts.slice(0, count).join('-'));
      if (/\d/.test(first) && !keys.has(first)) keys.set(first, parts.slice(0, count).join('-'));
    }
  }
  return { keys, stems };
}

/** Whether a text has a label in other words or with spaces: `99th percentile` for `p99`, `RFC 7908` for `RFC7908`. */
function isWrittenApart({ key, stem, written }: Label, text: string): boolean {
  if (SERIES.test(key)) return new RegExp(`(?<![\\d.])${escaped(key.slice(0, -1))}\\d`).test(text);
  const digits = key.slice(stem.length);
  if (stem === 'p' && /^\d+$/.test(digits))
    return new RegExp(`(?<!\\d)${digits}(?:st|nd|rd|th)?[\\s-]percentile`, 'i').test(text);
  const letters = stem.replace('#', '');
  const apart =
    /^[\d.]+$/.test(digits) &&
    (letters === '' ? `#?${escaped(digits)}` : `${escaped(letters)}[\\s/_-]?v?${escaped(digits)}`);
  const before = letters === '' ? '(?<![\\d.])' : '(?<![\\p{L}\\p{N}])';
  if (apart && new RegExp(`${before}${apart}(?![\\d]|\\.\\d)`, 'iu').test(text)) return true;
  return written.length >= LEAST_TELLING && text.toLowerCase().includes(written.toLowerCase());
}

function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
