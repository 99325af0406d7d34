/** Words that only tie a sentence to the one before it. What follows them is a sentence of its own. */
const CONNECTIVES =
  /^(?:however|moreover|(?:more|most) importantly(?:,? though)?|at present|currently|in any case|in practice|to our knowledge|furthermore|additionally|in addition|also|besides|therefore|thus|hence|consequently|as a (?:result|consequence)|accordingly|meanwhile|nevertheless|nonetheless|still|instead|finally|lastly|last(?: of all)?|first(?:ly| of all)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|next|then|overall|in (?:short|summary|conclusion|essence|other words|fact|the end)|to (?:summari[sz]e|sum up|be clear|conclude)|indeed|of course|naturally|luckily|fortunately|unfortunately|sadly|interestingly|notably|importantly|crucially|basically|simply put|put simply|that said|having said that|on the other hand|at the same time|for (?:example|instance)|similarly|likewise|after all|in turn|conversely|by contrast|in contrast|not surprisingly|unsurprisingly|as (?:we |i )?(?:have )?(?:already )?(?:mentioned|noted|said|described|discussed|explained)(?: \w+){0,3}|as (?:you can see|expected|it turns out|it happens|usual|always)|(?:and|but|so) (?:yes|then|yet))[,:]\s+/i;
const POINTING = /^(?:that|this) (?=(?:one) \p{Ll}+ (?:had|has|was|is) )/iu; // `One key had...` says it as well
const MEANWHILE = /^Meanwhile (?=\p{Ll})/u;
const RECENTLY =
  /^(?:(?:Today|Now|Recently|(?:Earlier )?[Tt]his (?:week|month|quarter|year)|Last (?:week|month|quarter|year)),? )(?=(?:we|I|the|\p{Lu}))/u;
const AUXILIARY = '(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|must|should)';
/** Words that tie a sentence to the one before it, within it. */
const INSERTED =
  /,? (?:however|therefore|meanwhile|of course|by (?:contrast|comparison)|in (?:turn|contrast)|on the other hand|for (?:its|their) part|though),(?= )|(?<=\p{Ll}) therefore(?= \p{Ll})/gu;
const TOO = /(?<=^\p{Lu}[^,]{2,40}), too,(?= )/u;
/** Where the verb stands before what was inserted and none after, a comma parts what follows: `have signed up, well short of it`. */
const PARTS = new RegExp(`\\b${AUXILIARY}\\b[^,]*$`, 'u');
const GOES_ON = new RegExp(`^ (?:not |\\p{Ll}+ly )?(?:${AUXILIARY}|\\p{Ll}+(?:ed|es))\\b`, 'u');
const MONTH = '(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber)';
/** `May 13, 2026: The profile changes`: an entry of a timeline that says what a sentence says. */
const DATED = new RegExp(
  `^(${MONTH} \\d{1,2},? \\d{4}|\\d{1,2} ${MONTH}(?: \\d{4})?): (?:(The|We|An?|Our|All|Each|Every|It|They|Some|This|These)(?= )|(?=(?!(?:First|Second|Third|Last|Final|New|Fixed|Initial|Public|Version) )\\p{Lu}[^\\s;]* (?:[^\\s;]+ ){0,4}?(?:is|are|was|were|has|had|will|would|can|may|must|\\p{Ll}{2,}(?:ed|es))[ .]))`,
  'u',
);
const LABELS =
  /^(?:TL;DR|NB|Update|Result|Summary|In brief|Bottom line|The headline(?: (?:result|finding|figure|number))?)\s?[:—–-]\s+/;
/** `OSLO - `, `LONDON, 3 May (Newswire) — `: where a report was filed. */
const DATELINE =
  /^\p{Lu}{3,}(?:[ -]\p{Lu}{2,})*(?:, [\p{L}\d. ]{2,20}){0,3}(?: \([^()]{2,20}\)| \/[^/]{2,20}\/)? (?:[—–-]|--) (?=\p{Lu}\p{L}*[ ,’'-])/u;
/** `This change cut...` says as much with an article; after `this` a word in -s, -ed or -ly is no noun. */
const DEMONSTRATIVE =
  /^(?:This (?!(?:is|was|has|had|does|did|will|would|can|could|may|might|must|should|meant|made|gave|took|brought|led|ran|left|let|cut|kept|came|went|felt|became|one|time|kind|sort|way|year|month|week|day|and|or|in|on|at|for|to|of|alone|too|new)\b|\p{Ll}+(?:(?<![su]|as|is)s|ed|ly)\b)|(?:These|Those) (?=(?:\p{Ll}+ )?\p{Ll}{3,}s\b)(?!\p{Ll}+ (?:is|was|has)\b|(?:days|years|weeks|months|questions)\b))(?=\p{Ll})/u;
/** Not of `So are cars`, which turns its words round. */
const CONJUNCTIONS =
  /^(?:and|but|so|yet|or),?\s+(?=\S)(?!(?:am|is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|must|may|might)\b)/i;
const PROUDLY = /^We(?:['’]re| are) (?:\w+ )?(?:proud|excited|thrilled|delighted|pleased|happy) to /;
const FRAMES =
  /^(?:it (?:turns|turned) out that|it is (?:also )?(?:worth noting|important to note|clear) that|(?:please )?note that|the (?:good|bad|short|main) (?:news|version|point|thing) is that|the (?:fact|truth|upshot) is that|what this means is that|in other words,?|remember that|keep in mind that)\s+/i;
const LESSON =
  /^(?:(?:the|our|one|my|a) )?(?:\w+ )?(?:lesson|moral|takeaway|conclusion)s?(?: (?:here|for us|learn(?:ed|t)|we (?:took|take|drew|draw|learn(?:ed|t))))?(?:(?: (?:is|was)(?: (?:simple|clear|plain|short|obvious|old|this))?)?:| (?:is|was) that) /i;
const MEETING_THE_READER =
  /^(?:in|with|through) this (?:\w+ )?(?:post|article|essay|series|piece|report|write-?up|talk)[^,]{0,30},?\s+(?:i|we)(?:['’]ll| will|['’]d like to| want to| would like to| are going to)? (?:\w+ )?(?:describe|explain|share|show|discuss|explore|cover|present|outline|detail|tell(?: you)?|walk (?:you )?through|look at|go (?:over|through)|talk about|take a look at) (?:you )?how (?=(?:we|our|the|\p{Lu}))/iu;

/** What goes from the start of a sentence, in this order, until nothing more does. */
const LEAD_INS = [
  LABELS,
  DATELINE,
  MEANWHILE,
  RECENTLY,
  MEETING_THE_READER,
  CONNECTIVES,
  LESSON,
  FRAMES,
  POINTING,
  CONJUNCTIONS,
];

/**
 * Makes a sentence stand on its own feet: lead-ins go (`However,`, `The lesson is:`, `In this post, we explain how`),
 * what is then first gets its capital, a list item without a stop gets one.
 */
export function polish(sentence: string): string {
  const whole = sentence.trim().replace(/\s+/g, ' ');
  let text = whole;
  for (let before = ''; before !== text; ) {
    before = text;
    for (const leadIn of LEAD_INS) text = text.replace(leadIn, '');
  }
  text = text
    .replace(PROUDLY, 'We ')
    .replace(DEMONSTRATIVE, 'The ')
    .replace(DATED, (_, date: string, word = '') => `On ${date}, ${word.toLowerCase()}`)
    .replace(TOO, '')
    .replace(INSERTED, (inserted, at: number, all: string) => {
      const parts = PARTS.test(all.slice(0, at)) && !GOES_ON.test(all.slice(at + inserted.length));
      return parts && inserted.startsWith(',') ? ',' : '';
    });
  const ended = /[.!?:;,…]["”’')\]]*$/.test(text);
  if (text !== whole || !ended) text = capitalised(text);
  return ended ? text : `${text}.`;
}

// A word with capitals inside (`iOS`, `eBPF`) or with digits, dots or dashes is a name, and keeps its spelling.
function capitalised(text: string): string {
  const first = /^["“‘(]?([\p{L}\p{N}_./-]+)/u.exec(text)?.[1];
  if (first === undefined || !/^\p{Ll}+$/u.test(first)) return text;
  const at = text.indexOf(first);
  if (/^(?:::|\()/.test(text.slice(at + first.length))) return text;
  return `${text.slice(0, at)}${first.charAt(0).toUpperCase()}${text.slice(at + 1)}`;
}
