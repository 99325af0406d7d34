/** Given to any text, and for each KB, in milliseconds: many times what honest texts take, so that a busy machine refuses none. */
const BASE_MS = 3_000;
const PER_KB_MS = 4;

/** How long parsing a text of so many bytes may take, in milliseconds of a processor: a short one has no business holding a thread long. */
export function parsingTimeMs(bytes: number): number {
  return BASE_MS + Math.ceil((bytes / 1024) * PER_KB_MS);
}
