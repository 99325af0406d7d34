/** Marks that open and close a quotation. A straight single one only where it stands against a space or the end. */
const QUOTED =
  /“[^”]{1,300}”|"[^"]{1,300}"|«[^»]{1,300}»|„[^“”]{1,300}[“”]|‘[^’]{1,300}’(?!\w)|(?<![\w])'[^']{1,300}'(?!\w)/g;

/** A text within marks up to this share is a quotation in it; past it, the marks are only put around the text. */
const MOST_QUOTED = 0.8;

/** The text with an ellipsis in place of what is quoted in it: what somebody said is not what the summary says. */
export function unquoted(text: string): string {
  const bare = text.replace(QUOTED, (quotation) => `${quotation.at(0)}…${quotation.at(-1)}`);
  return bare.length < text.length * (1 - MOST_QUOTED) ? text.replace(/["“”«»„‘’]/g, '') : bare;
}
