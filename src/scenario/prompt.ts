const BETWEEN = '\n\n';

/** The texts of a call's messages, with an empty line between them. */
export interface Prompt {
  /** Of the whole. */
  readonly length: number;
  includes(text: string): boolean;
  /** All in one: a copy of nearly the whole request, which only those make who need it. */
  whole(): string;
}

export function promptOf(texts: readonly string[]): Prompt {
  let whole: string | undefined;
  const put = () => {
    whole ??= texts.length === 1 ? (texts[0] ?? '') : texts.join(BETWEEN);
    return whole;
  };
  return {
    length: texts.reduce((sum, text) => sum + text.length, Math.max(0, texts.length - 1) * BETWEEN.length),
    // What stands in two messages has the end of a line in it.
    includes: (text) => texts.some((one) => one.includes(text)) || (text.includes('\n') && put().includes(text)),
    whole: put,
  };
}
