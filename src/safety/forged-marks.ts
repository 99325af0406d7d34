/**
 * What an article has only where it is made to look like the talk around it: marks that chats and tools are written with,
 * turns of a conversation, the end of the article, and the fields of an answer. These are found by their form; of what is
 * said in words, see order-model.ts.
 */
const FORGED: readonly RegExp[] = [
  /<\/?(?:tool_?calls?|function_?calls?|invoke|system|assistant|instructions?|article-|draft-)|<\|im_(?:start|end)\|>|\[\/?INST\]|<<\/?SYS>>|"(?:tool_calls?|function_call|tool_name)"\s*:/iu,
  /^\W{0,4}#{0,3}\s*(?:assistant|AI|model|bot|summari[sz]er)\s*:\s*\S/iu,
  /^\W{0,4}(?:user|human)\s*:.{0,80}\b(?:summar|article|tl;?dr|(?:now|also|please)\s+(?:add|write|say|mention|include|tell)\b)/iu,
  /^\W{0,6}(?:system|developer|admin)\s*:\s*(?:the\s+)?(?:user\s+(?:has|is|wants|asked|requested|requests)\b|.{0,200}?\b(?:you|your|must)\b)/iu,
  /(?:^|[^\p{L}\s]\s*|\bthis\s+(?:is|marks)\s+the\s+)\bend\s+of\s+(?:the\s+)?(?:article|document|untrusted|user|input|data|source\s+text)\b(?:\s+\p{L}+)?\s*(?:[^\p{L}\s]|$)/iu,
  /\b(?:whyItMatters|why_it_matters)\b|["']bullets["']\s*:/u,
];
/** What any sentence has that one of them fits. */
const HINT = /[<[":]|end\s+of|why_?it_?matters/iu;

export const hasForgedMarks = (text: string) => HINT.test(text) && FORGED.some((pattern) => pattern.test(text));

/** Orders in letters without spaces between the words, as parted letters come out. */
export const RUN_TOGETHER =
  /(?:ignore|disregard|forget|override|setaside).{0,30}(?:instruction|rule|prompt|guid|training|previous|above|told)|(?:summary|recap|digest|takeaway|bullet|overview).{0,20}(?:must|should|say|state|includ|end)/iu;
