import { comparativeOf, oneOf } from '../lexicon.ts';

/** No end of a thought; the points of `3.5` and `a.m.` are none. */
const PIECE = String.raw`(?:[^.;:!?()|\n]|(?<=\d)\.(?=\d)|(?<=\b[ap])\.(?=m)|(?<=\.m)\.)`;

/** What takes a place: by whom or what it goes, as in `a trip by car`, takes none. */
const WITH = String.raw`(?:with|by(?=\s(?:${oneOf('determining')}|one|two|three|new|another|\d)))`;

const LESS = comparativeOf(false);

/** What stands behind `than` in a mere bound: `more than a third`, `fewer than one in five`. */
const BOUND = String.raw`(?:an?\s(?:half|third|quarter|fifth|sixth|tenth|dozen)|half|twice|(?:one|two|three|four|five|\d+)\s(?:in|out\sof)\s)`;

/** What two things that a sentence puts in an order look like. */
export interface Pattern {
  readonly kind: 'change' | 'order' | 'rank' | 'deed';
  /** Has a group `a` and a group `b`, and for a rank `how`. */
  readonly pattern: RegExp;
  /** Cheap to look for, and there whenever the pattern matches. */
  readonly hint: RegExp;
  /** Which group is the first thing; the other is the second. */
  readonly first: 'a' | 'b';
}

export const PATTERNS: readonly Pattern[] = [
  // `moved from A to B`
  {
    kind: 'change',
    hint: /\bfrom\s/gi,
    first: 'a',
    pattern: new RegExp(String.raw`\bfrom\s(?<a>${PIECE}{1,60}?)\s(?:in\s)?to\s(?<b>${PIECE}{1,50})`, 'dgi'),
  },
  // `rewritten from A in B`
  {
    kind: 'change',
    hint: /\bfrom\s/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`\b(?:rewritten|rewrote|rewrit(?:es?|ing)|translat(?:es?|ed|ing)|recoded|redone)\s(?:${PIECE}{1,40}?\s)?from\s(?<a>${PIECE}{1,40}?)\sin\s(?<b>${PIECE}{1,40})`,
      'dgi',
    ),
  },
  // `drop A in favour of B`
  {
    kind: 'change',
    hint: /\bin favou?r of\b/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`\b(?:drop|abandon|ditch|leav|discard|scrap|giv)(?:e|es|s|ped|ed|ping|ing)?\s(?:up\s)?(?<a>${PIECE}{1,50}?)\sin\sfavou?r\sof\s(?<b>${PIECE}{1,50})`,
      'dgi',
    ),
  },
  // `A where it used B before`
  {
    kind: 'change',
    hint: /\bwhere (?:it|they) used\s/gi,
    first: 'b',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{1,60}?)\swhere\s(?:it|they)\sused\s(?!to\b)(?<b>${PIECE}{1,40}?)(?=\sbefore|[.,;]|$)`,
      'dgi',
    ),
  },
  // `went to B, up from A`
  {
    kind: 'change',
    hint: /\bto\s.*\bfrom\s/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`\b(?:went|goes|moved?s?|rose|fell|grew|dropped|climbed|up|down)\s(?:up\s|down\s)?to\s(?<b>${PIECE}{1,30}?),?\s(?:up\s|down\s)?from\s(?<a>${PIECE}{1,40})`,
      'dgi',
    ),
  },
  // `A instead of B, A replaced B`
  {
    kind: 'change',
    hint: /\binstead of|\brather than|\bin place of|\bused to|\b(?:up|down) from|\breplac/gi,
    first: 'b',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{1,60}?),?\s(?:instead\sof|rather\sthan|in\splace\sof|where\s(?:it|they)\sused\sto\s(?:take|be)|(?:up|down)\sfrom|(?:has|have)\sreplaced|replac(?:es?|ed|ing)(?!\s[^.;]{1,50}\s${WITH}\s)(?!\sby))\s(?<b>${PIECE}{1,60})`,
      'dgi',
    ),
  },
  // `replaced A with B`
  {
    kind: 'change',
    hint: /\breplac/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`\breplac(?:es?|ed|ing)\s(?<a>${PIECE}{1,50}?)\s${WITH}\s(?<b>${PIECE}{1,50})`,
      'dgi',
    ),
  },
  // `A was replaced by B`
  {
    kind: 'change',
    hint: /\breplaced\s(?:with|by)/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{1,50}?)\s(?:was|were|is|are|been|being)\s(?:\w+ly\s)?replaced\s(?:with|by)\s(?<b>${PIECE}{1,50})`,
      'dgi',
    ),
  },
  // `split A into B`
  {
    kind: 'change',
    hint: /\sinto\s/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`\b(?:split|splits|splitting|merg(?:e|es|ed|ing)|turn(?:s|ed|ing)?|convert(?:s|ed|ing)?|combin(?:e|es|ed|ing)|consolidat(?:e|es|ed|ing)|fold(?:s|ed|ing)?|br(?:eaks?|oke|oken|eaking)|transform(?:s|ed|ing)?|divid(?:e|es|ed|ing))\s(?<a>${PIECE}{1,40}?)\sinto\s(?<b>${PIECE}{1,40})`,
      'dgi',
    ),
  },
  // `A took over from B, A succeeded B`
  {
    kind: 'change',
    hint: /\b(?:take|took|taking|succe)/gi,
    first: 'b',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{2,60}?),?\s(?:has\s|have\s|had\s|who\s|will\s)*(?:t(?:ook|akes?|aken|aking)\sover\s(?:${PIECE}{2,30}?\s)?from|(?<!\b(?:was|were|been|being|is|be)\s(?:\w+ly\s)?)succeed(?:s|ed|ing)?(?!\s(?:in|at|with)\b))\s(?<b>${PIECE}{2,60})`,
      'dgi',
    ),
  },
  // `A handed the keys to B`
  {
    kind: 'change',
    hint: /\b(?:hand|pass|ceded?)/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{2,60}?)\s(?:has\s|have\s|had\s)?(?:handed|hands|passed|ceded)\s(?:over\s)?${PIECE}{2,40}?\sto\s(?<b>${PIECE}{2,60})`,
      'dgi',
    ),
  },
  // `A was succeeded by B`
  {
    kind: 'change',
    hint: /\bsucceeded\s/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{2,60}?)\s(?:was|is|were|been|being|be)\s(?:\w+ly\s)?succeeded\s(?:${PIECE}{2,40}?\s)?by\s(?<b>${PIECE}{2,60})`,
      'dgi',
    ),
  },
  // `A before B, A then B`
  {
    kind: 'order',
    hint: /\b(?:before|ahead of|prior to|in the run-up to|then|followed by|after which)\s/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{4,60}?)(?<!\bthan),?\s(?:before|ahead\sof|prior\sto|in\sthe\srun-up\sto|then|followed\sby|after\swhich)\s(?<b>(?:(?!\s(?:when|as|because|since)\s)${PIECE}){3,60})`,
      'dgi',
    ),
  },
  // `A after B, A once B`
  {
    kind: 'order',
    hint: /\b(?:after|following|once|in the (?:wake|aftermath) of|on the heels of)\s/gi,
    first: 'b',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{4,60}?)(?<!^only|\bthan),?\s(?:after(?!\swhich)|following|once|in\sthe\s(?:wake|aftermath)\sof|on\sthe\sheels\sof)\s(?<b>${PIECE}{3,60})`,
      'dgi',
    ),
  },
  // `A was already out when B`
  {
    kind: 'order',
    hint: /\balready\s/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{4,60}?\salready\s${PIECE}{3,80}?),?\s(?:when|by\sthe\stime)\s(?<b>${PIECE}{3,60})`,
      'dgi',
    ),
  },
  // `A earlier than B`
  {
    kind: 'order',
    hint: /\b(?:earlier|sooner)\sthan\s/gi,
    first: 'a',
    pattern: new RegExp(String.raw`(?<a>${PIECE}{4,60}?)\s(?:earlier|sooner)\sthan\s(?<b>${PIECE}{3,60})`, 'dgi'),
  },
  // `A later than B`
  {
    kind: 'order',
    hint: /\blater\sthan\s/gi,
    first: 'b',
    pattern: new RegExp(String.raw`(?<a>${PIECE}{4,60}?)(?<!\bno)\slater\sthan\s(?<b>${PIECE}{3,60})`, 'dgi'),
  },
  // `Only after A did B`
  {
    kind: 'order',
    hint: /^only\safter\s/gi,
    first: 'a',
    pattern: new RegExp(String.raw`^only\safter\s(?<a>${PIECE}{3,60}?)\sdid\s(?<b>${PIECE}{3,60})`, 'dgi'),
  },
  // `A first, and B afterwards`
  {
    kind: 'order',
    hint: /\sfirst\b/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{4,60}?)\sfirst,?\s(?:and|then)\s(?:then\s)?(?<b>${PIECE}{3,60}?)\s(?:afterwards|later|second|next|last)`,
      'dgi',
    ),
  },
  // `A first; B follow`
  {
    kind: 'order',
    hint: /\sfirst[;,]\s/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{4,60}?)\sfirst[;,]\s(?:(?:and|with|while|whereas)\s)?(?<b>${PIECE}{3,60}?)\s(?:follow(?:s|ed|ing)?|(?:c[ao]m(?:e|ing)|next|second|later|afterwards|last)(?:\s(?:next|later|second|last))?)\b`,
      'dgi',
    ),
  },
  // `After A, B`
  {
    kind: 'order',
    hint: /^(?:after|once)\s/gi,
    first: 'a',
    pattern: new RegExp(String.raw`^(?:after|once)\s(?<a>${PIECE}{3,60}?),\s(?<b>${PIECE}{3,60})`, 'dgi'),
  },
  // `Before A, B`
  {
    kind: 'order',
    hint: /^before\s/gi,
    first: 'b',
    pattern: new RegExp(String.raw`^before\s(?<a>${PIECE}{3,60}?),\s(?<b>${PIECE}{3,60})`, 'dgi'),
  },
  // `A is faster than B, more A than B`
  {
    kind: 'rank',
    hint: /\sthan\s/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{2,60}?)\s(?<how>(?!rather|other|${LESS}\s)\p{L}+er|more)(?:(?<=more)\s\p{L}+)?\sthan\s(?!${BOUND})(?<b>${PIECE}{2,60})`,
      'dgiu',
    ),
  },
  // `A is slower than B, fewer A than B`
  {
    kind: 'rank',
    hint: /\sthan\s/gi,
    first: 'b',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{2,60}?)\s(?<how>${LESS})(?:(?<=less|fewer)\s\p{L}+)?\sthan\s(?!${BOUND})(?<b>${PIECE}{2,60})`,
      'dgiu',
    ),
  },
  // `A overtook B`
  {
    kind: 'rank',
    hint: /\b(?:overt|outp|outn|outs|exceed|surpass|pass|beat)/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{2,60}?)\s(?:has\s|have\s)?(?:(?:thus\s|now\s|even\s)?(?:overt(?:ook|aken)|outperform(?:s|ed)?|exceed(?:s|ed)?|surpass(?:es|ed)?|pass(?:es|ed)|beat(?:s|en)?|outnumber(?:s|ed)?|outsells?|outsold))\s(?<b>${PIECE}{2,60})`,
      'dgi',
    ),
  },
  // `A bought B`
  {
    kind: 'deed',
    hint: /\b(?:acquir|b(?:uy|ought)|purchas|t(?:a|oo)k|sue|follow|call|depend|contain|own|hired|fund|paid|report)/gi,
    first: 'a',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{2,60}?)\s(?:(?:has|have|had|will|would|to|agreed\sto|plans\sto|is\sto|can|cannot|could)\s){0,3}(?:acquir(?:e|es|ed|ing)|b(?:uy|uys|ought|uying)|purchas(?:e|es|ed)|take\sover|tak(?:es|en)\sover|took\sover|su(?:e|es|ed)|follow(?:s|ed)?|call(?:s|ed)|depends?\son|contain(?:s|ed)?|own(?:s|ed)|hired|fund(?:s|ed)|paid|report(?:s|ed)\sto)\s(?!(?:for\s)?by\s)(?<b>${PIECE}{2,60})`,
      'dgi',
    ),
  },
  // `A was bought by B`
  {
    kind: 'deed',
    hint: /\sby\s/gi,
    first: 'b',
    pattern: new RegExp(
      String.raw`(?<a>${PIECE}{2,60}?)\s(?:was|is|were|are|be|been|being)\s(?:\w+ly\s)?(?:acquired|bought|purchased|taken\sover|sued|followed|called|contained|owned|hired|funded|paid(?:\sfor)?)\sby\s(?<b>${PIECE}{2,60})`,
      'dgi',
    ),
  },
];
