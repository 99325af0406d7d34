const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a length of time as people write it: `90s`, `30m`, `2h`, `1d`. Null for what is none. */
export function parseDuration(text: string): number | null {
  const [, count, unit] = /^(\d{1,6})\s?([smhd])$/i.exec(text.trim()) ?? [];
  return count === undefined || unit === undefined ? null : Number(count) * (UNITS[unit.toLowerCase()] ?? 0);
}

/** A length of time as people say it, no more exact than they care: 90 seconds, 7 minutes, 8 hours. */
export function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (ms < 120_000) return `${seconds} second${seconds === 1 ? '' : 's'}`;
  const minutes = Math.round(ms / 60_000);
  return minutes >= 120 && minutes % 60 === 0 ? `${minutes / 60} hours` : `${minutes} minutes`;
}
