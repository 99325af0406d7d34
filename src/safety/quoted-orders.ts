import { unquoted } from './unquoted.ts';

const QUOTES = /["“«„‘]/;
/** What only a sentence has that tells of what happened; in lower case, since `Read: "..."` is an order. */
const TELLS =
  /\b(?:said|told|asked|hid|hidden|changed|tests|tested|tried|experiments?|demo|attack\p{L}*|injected|researchers?|wrote|typed|contained|obeyed|complied|shouted|warned|replied|fooled|tricked|(?:that|which|who|it|line|text|page|prompt|message|sign|comment)\s+read)\b/u;

/** A sentence without the orders that it reports in quotation marks: what somebody hid or typed once is a story. */
export function spokenOf(sentence: string): string {
  if (!QUOTES.test(sentence)) return sentence;
  const bare = unquoted(sentence);
  return TELLS.test(bare) ? bare : sentence;
}
