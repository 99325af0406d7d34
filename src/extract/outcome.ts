/** What a sentence tells of a story: what was wrong and why, what was done about it, what came of it. */
export type Part = 'problem' | 'cause' | 'reason' | 'change' | 'result';

export interface Outcome {
  readonly parts: ReadonlySet<Part>;
  /** How strongly it states a consequence: 0 for a sentence that only sets a scene, mostly below 1.5. */
  readonly strength: number;
}

interface Cue {
  readonly part: Part | null;
  readonly weight: number;
  readonly pattern: RegExp;
  /** What takes the cue back when it stands right before it. */
  readonly unless?: RegExp;
}

const DENIED = /\b(?:no|none|nothing|not|never|zero|without)\b[^.,;:]{0,24}$/i;
const DENIAL_SPAN = 40; // characters before a cue in which a denial is looked for

/** Each counts once. */
const CUES: readonly Cue[] = [
  {
    ...{ part: 'problem', weight: 0.35, unless: DENIED },
    pattern:
      /\b(?:lost|los(?:es?|ing)|loss(?:es)?|fail(?:s|ed|ing)|outages?|downtime|broke|broken|damag\w+|stolen|steals?|leak(?:s|ed|ing)?|expos(?:es?|ed|ing)|breach\w*|passed over|turned away|gave up|wast(?:es?|ed|ing)|degraded|went dark|duplicates?|(?:ran|counted|charged|billed|sold|paid|sent) twice|suffer\w*|overran|crash\w*|timed out|corrupt\w*|unable|blocked|missed|unpaid|burn(?:s|ed|t) out|quit|left behind|selects for|shuts? out|attackers?|thie(?:f|ves)|at risk|endanger\w*)\b/gi,
  },
  {
    ...{ part: 'problem', weight: 0.3 },
    pattern: /\b(?:could not|cannot|(?:could|ca)n['’]t|never (?:could|had|got|saw)|no way to|nobody (?:could|knew))\b/i,
  },
  {
    ...{ part: 'problem', weight: 0.25 },
    pattern:
      /\b(?:cost(?:s|ing)? (?!of\b|per\b)|it took (?:\S+ )?\d|takes? (?:over|more than|as long)|slow(?:er|est)?|worse)\b/i,
  },
  {
    ...{ part: 'result', weight: 0.4 },
    pattern:
      /(?<!\b(?:is|are|was|were|be) )\b(?:let(?:s|ting)?|allow(?:s|ed|ing)?|enabl(?:es?|ed|ing)) (?!them\b|it\b)|\bmak\w+ it possible|\bcan now\b|\bnow (?:\w+ )?can\b/i,
  },
  {
    ...{ part: 'result', weight: 0.35 },
    pattern:
      /\b(?:prevent|avoid|protect|guarantee|ensur)(?:s|es|ed|ing)?\b|\b(?:no longer|never again|worthless|useless)\b|\bnone (?:has|have|was|were)\b|\bwithout (?!having\b)(?:\w+ )?(?:\w+ing|an? \w+|any)\b/i,
  },
  {
    ...{ part: 'result', weight: 0.25 },
    pattern: /\b(?:faster|cheaper|safer|simpler|easier|sooner|fewer|better|less) (?:than|for|to)\b/i,
  },
  {
    ...{ part: 'result', weight: 0.4 },
    pattern:
      /\d\s?(?:%|per ?cent) (?:more|fewer|less|higher|lower|larger|smaller|faster|slower|longer|shorter|cheaper|better)\b/i,
  },
  {
    ...{ part: 'result', weight: 0.4 },
    pattern:
      /\b(?:help(?:s|ed)|benefit(?:s|ed)|work(?:s|ed)|perform(?:s|ed)|last(?:s|ed)|outperform(?:s|ed)|gain(?:s|ed)) (?:\S+ ){0,5}?(?:(?:more|better|longer|less|worse)(?: \S+){0,3}? than(?! (?:\d|one|two|half)\b)|as (?:well|long) as)\b/i,
  },
  { ...{ part: null, weight: 0.25 }, pattern: /\bso that\b/i },
  {
    ...{ part: 'result', weight: 0.6 },
    pattern:
      /\baccording to (?:an?|the|new) (?:\S+ ){0,3}?(?:stud(?:y|ies)|trials?|surveys?|analysis|papers?|research\w*)\b/i,
  },
  {
    ...{ part: null, weight: 0.4 },
    pattern:
      /\b(?:which means|means that|(?:this|that|it) means|as a result|(?<!\bor )otherwise|therefore|consequently|which lets?|in turn|that is why)\b/i,
  },
];

const MOVED =
  /\b(?:fell|fallen|dropped|rose|risen|grew|grown|climbed|jumped|slid|slipped|shrank|shrunk|increased|decreased|declined|raised|lifted|lowered|halved|doubled|tripled|cut|reduc(?:es?|ed|ing)|sav(?:es?|ed|ing)|improved|recover(?:s|ed)|went (?:up|down|from)|brought \S+ down|(?:up|down) (?:by|from)|used to|in place of \S?\d|instead of \S?\d)\b/i;
const FROM_TO = /\bfrom (?:(?!to )\S+ ){1,7}to (?:\S+ ){0,3}?\S?\d/i;
/** A time of day. */
export const CLOCK = /\b\d{1,2}:\d{2}\b|\b\d{1,2} ?[ap]\.?m\b/i;
const MONTH = '(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber';
const WHEN = new RegExp(
  `${CLOCK.source}|\\b\\d{1,2} (?:${MONTH})|\\b(?:${MONTH}) \\d{1,2}\\b|\\b(?:19|20)\\d\\d\\b`,
  'gi',
);
const CHANGED =
  /\b(?:now|since then|these days|instead|replac(?:es?|ed|ing)|mov(?:ed|ing)|switched|remov(?:es?|ed|ing)|rewr(?:ote|itten)|rebuilt|introduced|stopped|adopted|restarted|corrected|repaired|restored|rolled back|migrated|turned (?:off|on)|(?:we|I|team) (?:\w+ )?(?:built|added|made|wrote|put|gave|cut|capped|chose|deleted|released|launched|taught|began|started|changed))\b/i;
const CAUSED = /\b(?:trigger(?:ed)?|root cause|cause[ds]? (?:was|were|lay)|culprit|trac(?:e|ed) back to|turned out)\b/i;
const REASON = /\b(?:because|due to|caus(?:e|ed|es))\b/i;
const BESIDE_OUTCOME: readonly (readonly [RegExp, number])[] = [
  [
    /\b(?:customers?|users?|visitors?|engineers?|developers?|teams?|patients?|readers?|shops?|drivers?|buyers?|sellers?|passengers?|households?|compan(?:y|ies)|people|parents?|colleagues?|newcomers?|juniors?|everyone|those who|on-?call|fleets?)\b/i,
    0.3,
  ],
  [/\b(?:because|instead|rather than|only way|should|must|belongs?)\b/i, 0.15],
];
const LESSON =
  /\b(?:lessons?|moral|takeaway|we (?:have )?learn(?:ed|t)|learning|(?:that|what) matters|is worth|the point is|if we did it again|in the end)\b/i;

/**
 * Reads the cues of cause and effect in a sentence. A figure counts when it moved (`fell to 40`, `from 9 s to 2`; clock
 * times do not), people only beside an outcome: a sentence that merely mentions a team states no consequence.
 */
export function outcomeOf(text: string): Outcome {
  const parts = new Set<Part>();
  let strength = 0;
  for (const { part, weight, pattern, unless } of CUES) {
    if (unless ? !standsIn(text, pattern, unless) : !pattern.test(text)) continue;
    strength += weight;
    if (part) parts.add(part);
  }
  const timeless = text.replace(WHEN, '');
  if ((/\d/.test(timeless) && MOVED.test(timeless)) || FROM_TO.test(timeless)) {
    strength += 0.4;
    parts.add('result');
  }
  if (strength > 0) {
    for (const [pattern, weight] of BESIDE_OUTCOME) strength += pattern.test(text) ? weight : 0;
  }
  if (CAUSED.test(text)) parts.add('cause');
  if (REASON.test(text)) parts.add('reason');
  if (CHANGED.test(text)) parts.add('change');
  return { parts, strength };
}

// Looked for after the cue, because a look-behind would be tried at every letter.
function standsIn(text: string, pattern: RegExp, unless: RegExp): boolean {
  for (const { index } of text.matchAll(pattern)) {
    if (!unless.test(text.slice(Math.max(0, index - DENIAL_SPAN), index))) return true;
  }
  return false;
}

/** Whether the sentence draws a conclusion in so many words. */
export function isLesson(text: string): boolean {
  return LESSON.test(text);
}
