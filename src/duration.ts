const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a length of time as people write it: `90s`, `30m`, `2h`, `1d`. Null for what is none. */
export function parseDuration(text: string): number | null {
  const [, count, unit] = /^(\d{1,6})\s?([smhd])$/i.exec(text.trim()) ?? [];
  return count === undefined || unit === undefined ? null : Number(count) * (UNITS[unit.toLowerCase()] ?? 0);
}
