/** A time in ISO 8601, in UTC, as people read it. */
export function minute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
