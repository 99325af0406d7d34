import { unquoted } from './unquoted.ts';

const QUOTES = /["“«„‘]/;
/** What only a sentence has that tells of what happened; in lower case, since `Read: "..."` is an order. */
const TELLS =
  /\b(?:said|told|asked|hid|hidden|changed|tests|tested|tried|experiments?|demo|attack\p{L}*|injected|researchers?|wrote|typed|contained|obeyed|complied|shouted|warned|replied|fooled|tricked|(?:that|which|who|it|line|text|page|prompt|message|sign|comment)\s+read)\b/u;
/** Somebody who speaks, after what is said: `..." the lawyer joked`. */
const SPEAKS =
  /[,!?…]["”»’]\s+(?![^.,;:!?]{0,60}\b(?:must|should|shall|has|have|is|are|be)\b)(?=\p{L})[^.,;:!?"“”]{1,60}?(?<=\s)(?:\p{L}{2,}ed|says?|goes|went|thought|sang|swore|began|ran|came)\b/u;

/** What people were told to do: the order is in the past, and no machine is told. */
const WAS_TOLD =
  /(?:\b(?:was|were|been)\s+(?:\p{Ll}+ly\s+)?(?:told|asked|ordered|instructed|advised|urged|reminded|taught|trained|warned)\s+|\bare\s+(?:taught|trained)\s+|(?<!\b(?:is|are|am|be|being|hereby)\s(?:\p{Ll}+ly\s)?)\b(?:told|asked|ordered|instructed|advised|urged|reminded|taught|trained|warned)\s+(?:\p{L}+\s+){1,4}?)(?:not\s+)?to\s[^.;:!?]*/gu;
const TOLD = /\b(?:told|asked|ordered|instructed|advised|urged|reminded|taught|trained|warned)\b/u;
const MACHINE =
  /\b(?:AIs?|LLMs?|models?|assistants?|(?:chat\s?)?bots?|software|tools?|machines?|programs?|systems?|agents?|services?|readers?|editors?|summar\p{L}+|digests?|recaps?|bullets?|condens\p{L}+|shorten\p{L}*|whoever|yours?|you)\b/iu;

/** A sentence without the direct speech of somebody whom it names. */
export function withoutSpeech(sentence: string): string {
  if (!QUOTES.test(sentence)) return sentence;
  const bare = unquoted(sentence);
  return SPEAKS.test(bare) ? bare : sentence;
}

/**
 * A sentence without the orders that it reports: what somebody hid, typed or said once, in quotation marks, is a story,
 * and so is what people were told to do.
 */
export function spokenOf(sentence: string): string {
  const told = TOLD.test(sentence) && !MACHINE.test(sentence) ? sentence.replace(WAS_TOLD, 'was told') : sentence;
  if (!QUOTES.test(told)) return told;
  const bare = unquoted(told);
  return TELLS.test(bare) || SPEAKS.test(bare) ? bare : told;
}
