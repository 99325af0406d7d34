import { type Fault, shown } from './safety-issue.ts';
import { unquoted } from './unquoted.ts';

const words = (list: string) => list.split(' ').join('|');

/** What can only follow a verb when it is a call to do something: "Click counts rose" tells, "Click the button" asks. */
const OBJECT = String.raw`(?:here|now|today|below|above|on|the|this|these|that|those|our|your|us|me|my|a|an|any|all|it|them|for|at|in|to\s+\p{L}+|\S+\.\p{L}{2,})(?!\p{L})`;
const CALLS: readonly string[] = [
  String.raw`visit\s+(?!(?:counts?|lengths?|durations?|times?|numbers?|rates?|data|logs?|history|frequency|volumes?)\b)\p{L}`,
  `(?:${words('click tap press visit open see read watch follow contact call email e-mail phone text message subscribe register download buy order purchase donate enter submit send share vote scan')})\\s+${OBJECT}`,
  String.raw`(?:go|head(?:\s+over)?|log\s+in|sign\s+in|navigate|browse)\s+to\b`,
  String.raw`(?:sign\s+up|subscribe|register|apply|enrol|enroll)(?:\s+(?:now|today|here|for|at|to)\b|[.!])`,
  String.raw`(?:join|follow|like|rate|review|support)\s+(?:us|our|now|today|the\s+(?:waitlist|waiting\s+list|newsletter|community|beta|discord|slack|channel))\b`,
  String.raw`(?:try|get|claim|grab|start|enjoy|take|install|upgrade|update|check)\s+(?:it|yours?|out|now|today|our|this\s+now)\b`,
  String.raw`(?:learn|read|find\s+out|discover|see)\s+more\b|find\s+out\s+(?:how|why|what)\b|stay\s+tuned\b|don['’]t\s+(?:miss|forget|wait)\b|act\s+now\b|hurry\b`,
  String.raw`(?:please|kindly)\s+\p{L}`,
  String.raw`(?:ignore|disregard|forget|override)\s+(?:\p{L}+\s+){0,3}?(?:previous|prior|above|earlier|instructions?|prompts?)\b`,
  String.raw`(?:klicken|besuchen|laden|melden|registrieren)\s+sie\b|cliquez\b|visitez\b|inscrivez-vous\b|haga\s+clic\b|visite\s+(?:nuestr|el|la)|clicca\b|clique\s+(?:aqui|no|em)\b`,
];
/** At the beginning, or after what can only begin a clause. */
const CALL = new RegExp(String.raw`(?:^|[.!?:;…—–]["”’)]?\s+|\bplease\s+|,\s*so\s+)(?:${CALLS.join('|')})`, 'iu');

const GREETING =
  /(?:^|[.!?:]\s+)(?:(?:dear|hey|hi|hello|attention|welcome),?\s+)(?:all\s+)?(?:readers?|users?|friends?|customers?|subscribers?|everyone|everybody|folks|there|visitors?|engineers?|developers?)\b|\bdear\s+(?:reader|user|customer|subscriber|visitor)s?\b/iu;
const POINTER =
  /\b(?:links?|buttons?|forms?|banners?)\s+(?:(?:below|above)(?!\s+(?:the|an?|\d|0x))|in\s+(?:the\s+|my\s+|our\s+)?(?:bio|description))\b/iu;
const OBLIGED =
  /(?<![-\p{L}])you\s+(?:\p{L}+\s+)?(?:should|must|need\s+to|have\s+to|ought\s+to|shall|are\s+(?:now\s+)?(?:invited|encouraged|required|advised|instructed|entitled|eligible|urged))(?!\p{L})/iu;

/** "You" in set phrases addresses nobody; within a hyphenated word or in capitals it is part of a name. */
const SET_PHRASE =
  /thank[\s-]you|pay[\s-]as[\s-]you[\s-]go|bring[\s-]your[\s-]own|do[\s-]it[\s-]yourself|know[\s-]your[\s-]customer|you build it,? you run it|what you see is what you get|\byou name it\b|\bif you will\b/giu;
const YOU = /(?<![\p{L}\p{N}_-])you(?:r|rs|rself|rselves)?(?:['’](?:re|ve|ll|d))?(?![\p{L}\p{N}_-])/giu;
const AROUND = 3;

/** The model of itself, of its task, or to whoever asked. */
const MODEL: readonly RegExp[] = [
  /\bas an?\s+(?:large\s+)?(?:AI|A\.I\.|artificial intelligence|language model|LLM|assistant|chatbot)(?:\s+(?:language\s+)?(?:model|assistant|system|chatbot))?(?:\s*,|\s+I\b|\s+(?:developed|trained|created|made)\b)/iu,
  /\bI(?:['’]m| am)\s+(?:an?\s+)?(?:AI|language model|LLM|assistant|chatbot|sorry|afraid (?:I|that I)|unable|not able|not allowed|happy to|glad to|DAN)\b/iu,
  /\bI\s+(?:cannot|can['’]t|can not|won['’]t|will not|am unable to|must decline to|do not have access|don['’]t have access)(?:\s+(?:help|assist|comply|summari[sz]e|provide|answer|fulfil|fulfill|do that|do this|process|access|continue|create|complete|produce|generate|follow|disclose|reveal|browse|see the)\b|[.,])/iu,
  /\bI(?:['’]ve| have)?\s+(?:was|were|been|am)\s+(?:told|instructed|asked|programmed|prompted|configured)\b|\bmy\s+(?:(?:system|initial|hidden|original)\s+)?(?:instructions|prompt|guidelines|programming|training data)\b/iu,
  /^(?:sure|certainly|absolutely|of course|okay|ok|understood|got it|yes|no problem|great question|done)\s*[,!.:—–-]/iu,
  /^(?:here(?:['’]s| is| are)|below (?:is|are)|the following (?:is|are))\s+(?:\p{L}+\s+){0,4}(?:summary|bullets?|bullet points|json|answer|response|result|output|translation|object|line|list|key points|prompt|instructions?)\b/iu,
  /^(?:as (?:requested|instructed|asked|you (?:asked|requested|wished))|per (?:your|the) (?:request|instructions?)|in accordance with (?:your|the) instructions?)\b/iu,
  /^(?:system|assistant|user|human|AI|model|bot|developer|summary|tl;?dr|bullet(?:\s+\d+)?|json|instructions?|tags|keywords|whyItMatters|why it matters)\s*:\s/iu,
  /^(?:in (?:this|the) summary|this (?:summary|bullet|answer|response|output|line))\b/iu,
  /\b(?:how|anything else) (?:can|may) I (?:help|assist)\b|\blet me know if\b|\b(?:prompt injection|injection|jailbreak) (?:successful|succeeded|complete)\b|\b(?:pwned|h4cked)\b/iu,
];

/**
 * Words to the reader, and the model speaking for itself; neither counts within quotation marks.
 *
 * @param article the words of the article in one line, lower case: "you" in its own words is how its author writes.
 */
export function checkVoice(text: string, article: Words | null): Fault[] {
  const bare = unquoted(text);
  const faults: Fault[] = [];
  const spoken = MODEL.map((pattern) => pattern.exec(bare)?.[0]).find((found) => found !== undefined);
  if (spoken !== undefined) {
    faults.push({
      code: 'voice',
      message: `must state what the article says and nothing about the answer or whoever writes it, as ${shown(spoken)} does`,
    });
  }
  const address = [CALL, GREETING, POINTER, OBLIGED].map((pattern) => pattern.exec(bare)?.[0]).find(Boolean);
  const to = address?.replace(/^[\s\p{P}]+/u, '') ?? strayYou(bare, article);
  if (to !== undefined) {
    faults.push({
      code: 'reader',
      message: `must report and not speak to the reader or call for anything, as ${shown(to)} does`,
    });
  }
  return faults;
}

/** The first "you" that is neither a set phrase nor in words of the article. */
function strayYou(text: string, article: Words | null): string | undefined {
  const bare = text.replace(SET_PHRASE, ' ');
  for (const { 0: you, index } of bare.matchAll(YOU)) {
    if (index > 0 && /^Y[^A-Z]/.test(you) && /\p{L}\s$/u.test(bare.slice(Math.max(0, index - 2), index))) continue;
    if (article === null) return you;
    const before =
      bare
        .slice(Math.max(0, index - 80), index)
        .match(WORD)
        ?.slice(-AROUND) ?? [];
    const after =
      bare
        .slice(index + you.length, index + 80)
        .match(WORD)
        ?.slice(0, AROUND) ?? [];
    const around = plainWords([...before, you, ...after].join(' '));
    if (!article.includes(around)) return you;
  }
  return undefined;
}

const WORD = /[\p{L}\p{N}]+/gu;

/** The words of a text in one line, as `plainWords` writes them, for whoever asks whether some are among them. */
export type Words = Pick<string, 'includes'>;

/** The words of a text that are put down only when they are asked for. */
export function wordsWhenAsked(text: string): Words {
  let words: string | undefined;
  return {
    includes(some) {
      words ??= plainWords(text);
      return words.includes(some);
    },
  };
}

/** The words of a text, lower case, with one space between them. */
export function plainWords(text: string): string {
  return (text.toLowerCase().match(WORD) ?? []).join(' ');
}
