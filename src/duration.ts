const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a length of time as people write it: `90s`, `30m`, `2h`, `1d`. Null for what is none. */
export function parseDuration(text: string): number | null {
  const [, count, unit] = /^(\d{1,6})\s?([smhd])$/i.exec(text.trim()) ?? [];
  return count === undefined || unit === undefined ? null : Number(count) * (UNITS[unit.toLowerCase()] ?? 0);
}

const WORDS = [
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** The same in words, in the largest unit that it is a whole number of: `8 hours`, `90 minutes`, `45 seconds`. */
export function inWords(ms: number): string {
  const [word, unit] = WORDS.find(([, each]) => ms >= each && ms % each === 0) ?? ['second', 1000];
  const count = Math.round(ms / unit);
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
