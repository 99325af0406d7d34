import { dangles } from './dangling.ts';
import { pointsBack } from './points-back.ts';
import type { Sentence } from './sentence.ts';

/**
 * How far a sentence is from standing alone as a bullet. Bullets are chosen from the lowest grade that has enough of
 * them: `fit` stands alone; `leaning` needs what came before it; `loose` is a fragment, an aside, a quotation or
 * speaks to the reader; `never` is furniture of the page, a question or a pointer to a picture.
 */
export const grades = ['fit', 'leaning', 'loose', 'never'] as const;
export type Grade = (typeof grades)[number];

const anyOf = (phrases: readonly string[]) => String.raw`(?<![\p{L}\p{N}])(?:${phrases.join('|')})(?![\p{L}\p{N}])`;
const somewhere = (...phrases: readonly string[]) => new RegExp(anyOf(phrases), 'iu');
const atStart = (...phrases: readonly string[]) => new RegExp(`^${anyOf(phrases)}`, 'iu');

const FURNITURE: readonly RegExp[] = [
  // Calls to action and the small print.
  somewhere(
    'subscribe',
    'newsletter',
    'sign (?:me |us )?up',
    'follow (?:us|me)',
    'stay tuned',
    'click here',
    'join us',
  ),
  somewhere('(?:read|learn|find out) more', 'apply (?:now|today)', 'get in touch', 'contact us', 'leave a comment'),
  somewhere(
    'let (?:us|me) know',
    'share this',
    'open roles?',
    "we(?:['’]re| are) (?:always )?(?:also )?hiring",
    'our (?:jobs|careers) page',
  ),
  somewhere('pull requests? (?:is |are )?welcome', 'all rights reserved', 'privacy policy', '(?:we )?use cookies'),
  // Bylines and captions.
  /^(?:By|Photos?|Image|Figure|Fig\.|Table|Source|Credits?|Caption|Published|Updated|Posted|Tags?|Author)(?: by)?:? (?:\p{Lu}|\d)/u,
  atStart('(?:hello|hi)(?:,| and| everyone| all| there)', 'welcome (?:back )?to'),
  atStart('questions', 'special thanks', 'thanks', 'originally published', 'author', 'about the author'),
  /^\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+){0,3} (?:leads?|works?|is an?) (?:[\p{L}-]+ ){0,6}(?:at|for) \p{Lu}/u,
  somewhere('min(?:ute)?s? read', 'last updated', 'views are (?:my|their) own', "we(?:['’]re| are) (?:very )?sorry"),
  somewhere(
    '(?:like|want) to thank',
    '(?:make|consider) an? (?:\\w+ )?(?:contribution|donation|gift)',
    'depend on (?:your |the )?(?:contributions?|donations?|support)',
    'thank you',
    'thanks (?:to|for)',
    'apologi[sz]e',
    'all notable changes',
    '(?:brought to you|sponsored) by',
    'keep a changelog',
  ),
  // The text speaking of itself.
  somewhere(
    '(?:this|our) (?:\\w+ )?(?:post|article|blog|write-?up|series|talk|essay|story|section|report|tutorial|guide|walk-?through|memo|newsletter|episode)',
  ),
  somewhere(
    '(?:shown|seen|listed|described|pictured|explained|mentioned|discussed) (?:\\w+ ){0,3}(?:below|above|earlier)',
  ),
  somewhere('(?:table|chart|graph|figure|diagram|list|snippet|screenshot|code|picture) (?:below|above)', 'as follows'),
  somewhere('the following', 'see (?:below|above|figure|table|section)', 'all times are', 'in what follows'),
  atStart("here(?:['’]s| is| are)", 'this is (?:the|a|an)', 'what follows', 'let us', 'more on', 'below'),
  /^Let['’]s \p{Ll}/u,
  somewhere('(?:the|our|these) examples? (?:here )?(?:uses?|is|are|shows?|assumes?)'),
  // No prose.
  /[©®{}<>]|https?:\/\/|www\.|\S@\S|=>|\$\(|^\W*$/,
];

const LEANING: readonly RegExp[] = [
  atStart(
    'this',
    'that',
    'these',
    'those',
    'it',
    'they',
    'he',
    'she',
    'his',
    'her',
    'their',
    'its',
    'them',
    'such',
    'one of',
  ),
  atStart(
    "(?:that|it|there|what|he|she)['’]s",
    'both',
    'neither',
    'none',
    'another',
    'others?',
    'either',
    'each (?:of|is|are|was|were|has|had|have|will|would|can|could|does|did)',
    'ours',
    '(?:we|they) (?:have|had|use|kept|run) \\p{L}+[:,]',
    'so',
    'then',
  ),
  atStart(
    'here',
    'there',
    'instead(?! of)',
    'otherwise',
    'nor',
    'yet',
    'too',
    'also',
    'even so',
    'as for',
    'again',
    'by then',
    'not (?:only|so|that)',
  ),
  atStart(
    'what',
    'which',
    'who',
    'why',
    'how',
    '(?:when|if|once|until|because|since|after|before) (?:it|this|that|they|he|she)',
  ),
  atStart(
    'the (?:former|latter|other|same|rest|reason|result|answer|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|last|danger|idea|lesson|point)',
  ),
  atStart(
    'the (?:problem|trick|catch|exception|thing|one|ones|difference|objection|question|good|bad|hard)',
    'someone',
    'somebody',
  ),
  /^(?:\p{L}+ ){0,3}(?:\S+ )?of (?:them|these|those|it|this|that|which)(?!\p{L})/iu,
  /(?<!\p{L})let (?:them|it|that)[,.]/iu,
  /^\p{L}+ing (?:that|this|it|them)(?!\p{L})/iu,
  somewhere('(?:brought|cut|took|got|turned) (?:that|this) (?:down|up|to|from|into|round|off)'),
  somewhere(
    '(?:do|did|does|doing|done) (?:the same|so|that|this|it)',
    'the (?:former|latter)',
    'of the two',
    'the same reason',
    'the remaining',
    'exactly (?:that|this)',
    '(?:can|could|will|would) then',
    'like (?:this|that)',
    'what (?:this|that|it) (?:means|is|does)',
    "(?:didn|doesn|don|wasn|isn)['’]t\\.$",
  ),
  /^(?:on|in|at|by|since|after|before|until|for|from|with|during) (?:[^\s,]+,? ){1,8}?(?:it|they|he|she)(?:['’]\w+)? /iu,
  /(?<![\p{L}\p{N}])(?:had|has|have|did|do|does|could|would|now \p{L}+ can)\.$/iu,
  // `If a page takes longer than a second, they write it down`: one thing, and no people that they could be.
  /^(?:if|when|whenever|once|as soon as) (?:an?|the|one|any|each|every) (?!(?:[^\s,]+ ){0,2}?(?:\p{L}+(?:ers?|ors?|ists?|ians?|ees?|ants?)|person|team|company|group|crowd|family|police|couple|staff|men|women|people|children|users?|guests?|clients?|friends?|parents?) )(?:[^\s,]+ ){1,4}?(?:is|was|has|does|(?:[^\s,]+[^s\s,])s) [^,]{0,80}, they /iu,
  // `At last season's numbers, that's more than...`: what is?
  /^[^,]+, (?:that|this)(?:['’]s| is| was| means?| meant| makes?| made) /iu,
  atStart('so (?:am|is|are|was|were|do|does|did|has|have|had|can|could|will|would)'),
  /^(?:in|at|on|from|with|to|for|under|after|before|by|of|during) (?:this|that|these|those|it|them|which|the same)(?!\p{L})/iu,
];

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}*';

const LOOSE: readonly RegExp[] = [
  new RegExp(String.raw`^(?:\d{1,2} ${MONTH}|${MONTH} \d{1,2})(?:,? \d{4})?: `, 'iu'), // one too
  /(?<!\b(?:approx|max|min|est|incl|nos?|vs|ca))[\p{Ll}\d]{3}[.!] \d[\d,.]* \p{Ll}/iu, // two sentences
  atStart('see', 'visit', 'refer to', 'send', 'note', 'remember', 'check out', 'for (?:more|further|details)'),
  somewhere('please', 'remember,?', 'feel free'),
  /^\d{1,2}[:.]\d{2}(?: \p{Lu}{2,4})?: /u, // a line of a timeline
  /^(?:\p{Lu}?[\p{L}-]+ ){1,5}\p{L}+: (?:Remember|Use|Make|Do|Don|Keep|If|Step|Write|When) /u, // a piece of advice under its label
  /^(?:with|and|or|of|to|in|for|by|the|an?|is|are|was|which|that) /, // the rest of something
  /(?<![\p{L}\p{N}])(?:can be found at|and|or|the|an)\.$/iu, // what was said last was a link or an image
  /(?<![\p{L}\p{N}])(?:I|my|me|mine|myself)(?![\p{L}\p{N}.])/u,
  /^(?:because|so that|although|though|whereas)(?![\p{L}\p{N}])[^,]*$/iu, // the rest of an answer
  /^["“‘'«(]|[!…]$|\.{3}/,
  somewhere(
    'of course',
    'admittedly',
    'to be fair',
    'as it happens',
    'by the way',
    'incidentally',
    'all right',
    'i think',
    'frankly',
    'honestly',
    'funny',
    'joke',
    'said',
  ),
];

const TO_READER = somewhere('you', 'your', 'yours', "you['’]\\w+", 'yourself');

const FEWEST_WORDS = 8;

/**
 * The grade by what can be seen without a model of the language; linear in the sentence. With `toReader`, speaking to the
 * reader takes nothing away: a conclusion may.
 */
export function gradeOf(
  text: string,
  { kind, wordCount, stems, language }: Pick<Sentence, 'kind' | 'wordCount' | 'stems' | 'language'>,
  { toReader = false } = {},
): Grade {
  if (text.includes('?') || /[:;,]$/.test(text)) return 'never';
  if (wordCount < 4 || stems.length < 2 || FURNITURE.some((pattern) => pattern.test(text))) return 'never';
  if (kind === 'quote' || wordCount < FEWEST_WORDS || !/[.!]["”’')\]]*$/.test(text)) return 'loose';
  if (!isBalanced(text) || LOOSE.some((pattern) => pattern.test(text))) return 'loose';
  if (!toReader && TO_READER.test(text)) return 'loose';
  return pointsBack(text, language) || dangles(text) || LEANING.some((pattern) => pattern.test(text))
    ? 'leaning'
    : 'fit';
}

export function worse(a: Grade, b: Grade): Grade {
  return grades.indexOf(a) > grades.indexOf(b) ? a : b;
}

function isBalanced(text: string): boolean {
  const count = (mark: RegExp) => (text.match(mark) ?? []).length;
  return (
    count(/\(/g) === count(/\)/g) &&
    count(/“/g) === count(/”/g) &&
    count(/"/g) % 2 === 0 &&
    count(/\[/g) === count(/\]/g)
  );
}
