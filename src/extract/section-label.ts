interface Label {
  readonly label: string;
  /** Headings over lists of such things. */
  readonly heading: RegExp;
  /** Words by which an item says so itself. */
  readonly said: RegExp;
}

/** `Fixed since the last candidate`, `Known issues in 4.0`. */
const WHERE = /\s(?:since|in|with|of)\s.{1,40}$/iu;

const LABELS: readonly Label[] = [
  {
    label: 'Fixed',
    heading:
      /^(?:(?:bugs? ?)?fix(?:es|ed)|bugs fixed|(?:security|bug|other|notable) fixes|(?:issues )?resolved|resolved issues)$/i,
    said: /\b(?:fix(?:es|ed)?|bug|no longer|now|resolv\w+|correct(?:s|ed)|repair\w*)\b/i,
  },
  {
    label: 'Known issue',
    heading: /^known (?:issues|problems|bugs|limitations)$/i,
    said: /\b(?:known (?:issue|problem|bug|limitation)|bug|yet|to be fixed|will be fixed)\b/i,
  },
  {
    label: 'Removed',
    heading: /^(?:removed|removals)$/i,
    said: /\b(?:remov\w+|gone|no longer|drop(?:s|ped)?|delet\w+|ceas\w+|end(?:s|ed) support)\b/i,
  },
  {
    label: 'Deprecated',
    heading: /^(?:deprecated|deprecations)$/i,
    said: /\b(?:deprecat\w+|will (?:be removed|go)|going away|instead|obsolete)\b/i,
  },
];

/**
 * What the heading over a list says of each of its items: `Fixed` (as in keepachangelog.com), `Known issue`... Without it
 * `The check returned 0` is told as if it were so. Null where the heading says nothing of the kind, or the item says it.
 */
export function sectionLabel(heading: string, item: string): string | null {
  const bare = heading.replace(WHERE, '').replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const found = LABELS.find((one) => one.heading.test(bare));
  return found === undefined || found.said.test(item) ? null : found.label;
}
