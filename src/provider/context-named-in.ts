/** How servers name the limit that a prompt was over, each as it is worded by one or several of them. */
const LIMITS = [
  /(?:maximum|max) (?:model |input )?(?:context |sequence )?(?:length|size|window)\D{0,20}?(\d[\d,]*)/i,
  /context (?:length|size|window)\D{0,20}?(\d[\d,]*)/i,
  /(\d[\d,]*) (?:tokens? )?(?:maximum|max(?:imum)? context)/i,
  /maximum (?:number of )?(?:input )?tokens(?: allowed)?\D{0,10}?(\d[\d,]*)/i,
  /tokens? (?:must be |is |are )?(?:<=|>|at most|less than or equal to) ?(\d[\d,]*)/i,
] as const;

/** No model that can be asked for a summary takes less; a smaller figure means something else. In tokens. */
const LEAST = 1024;

/** The context that a server says it has in refusing a prompt as too long, in tokens; null when it names none. */
export function contextNamedIn(message: string): number | null {
  for (const limit of LIMITS) {
    const named = Number(limit.exec(message)?.[1]?.replaceAll(',', ''));
    if (named >= LEAST) return named;
  }
  return null;
}
