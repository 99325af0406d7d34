/** Bytes of the text times claims that one task is given: at most some tenths of a second for ordinary texts. */
const MOST_AT_ONCE = 8 * 1024 * 1024;
/** So many claims take about as long as reading the text that they are about. */
const CLAIMS_LIKE_READING = 4;

/** Cuts the claims of a check, in order, so that no task of it holds a thread for long. `bytes` are those of the text. */
export function checkBatches(bytes: number, claims: readonly string[]): string[][] {
  const most = Math.max(1, Math.floor(MOST_AT_ONCE / Math.max(1, bytes)));
  return Array.from({ length: Math.ceil(claims.length / most) }, (_, at) => claims.slice(at * most, (at + 1) * most));
}

/** What holding so many claims against a text weighs, in bytes of a text that is only read. */
export function checkWeight(bytes: number, claims: number): number {
  return bytes * Math.max(1, claims / CLAIMS_LIKE_READING);
}
