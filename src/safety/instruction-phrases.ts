import { orderWords } from './word-signs.ts';

/**
 * How articles give orders to whoever summarises them. Each pattern is tried on one sentence; they are made to leave alone
 * what an article about language models, prompts or reviews says of them, so each needs an order and a task.
 */

const START = String.raw`(?:^|[.,:;!?…)"“(\[*>#|–—-]\s*|\b(?:please|now|then|and|instead|always|just|also|must|should|shall)\s+)`;
const ORDER = String.raw`(?:say|state|write|include|mention|add|insert|append|put|claim|assert|report|output|print|respond|answer|reply|return|produce|begin|start|end|close|finish|conclude|replace|recommend|praise|endorse|promote|advertise|describe|call|tell|tag|label|classify|file|link|use|set|mark|rate|treat|translate|rewrite|repeat|copy|reproduce|omit|skip|leave\s+out|stop|do\s+not|don['’]t|never|make\s+sure|be\s+sure|remember|note|ensure|give|list|emphasi[sz]e|highlight|point|direct|send|invite|urge|encourage|warn|attribute)`;
const SUMMARY = String.raw`(?:summar(?:y|ies)|summari[sz](?:e|es|ed|ing|ation|er|ers)|digest\s+entr(?:y|ies)|bullet(?:s|\s+points?)?|tl;?dr|abstract|synopsis)`;
const MACHINE = String.raw`(?:AIs?|A\.I\.|LLMs?|(?:large\s+)?language\s+models?|AI\s+(?:assistants?|models?|systems?|agents?|readers?|tools?|summari[sz]ers?)|assistants?|chat\s?bots?|summari[sz]ers?|summari[sz]ation\s+(?:tools?|systems?|models?|bots?|engines?|software)|(?:Chat)?GPTs?|automated\s+(?:readers?|systems?|tools?))`;
const RULES = String.raw`(?:instructions?|prompts?|guidelines?|directives?|system\s+messages?|rules|orders|constraints|commands)`;
/** What whoever answers makes. */
const YOURS = `(?:${SUMMARY}|output|JSON)`;
const TELL = String.raw`(?:say|state|write|include|mention|add|insert|append|put|claim|assert|report|respond|answer|reply|begin|start|end|close|finish|conclude|replace|recommend|praise|endorse|promote|advertise|describe|call|tag|label|link|rewrite|repeat|reproduce|omit|skip|leave|do\s+not|don['’]t|never|list|emphasi[sz]e|highlight|invite|urge|warn|attribute|carry|consist|quote|give|translate|reveal)`;
/** What whoever answers was told. */
const GIVEN = String.raw`(?:instructions?|prompts?|guidelines?|directives?|system\s+messages?)`;
const THIS = String.raw`(?:this|the|the\s+(?:above|following|present|current))\s+(?:article|text|page|post|document|story|content|passage|web\s?site|entry)`;

const anywhere = (...patterns: readonly string[]) => new RegExp(patterns.join('|'), 'iu');

/** How a sentence begins that goes on with an order. */
export const furtherOrder = new RegExp(
  String.raw`^\W{0,3}(?:instead,?\s+|then\s+|now\s+|just\s+|only\s+)?${ORDER}\b`,
  'iu',
);

/** Patterns of one kind. */
export interface PhraseGroup {
  /** The sign that any sentence has which one of the phrases fits: see word-signs.ts. */
  readonly sign?: number;
  /** What any sentence has that one of the phrases fits, where its words do not tell. */
  readonly hint?: RegExp;
  readonly phrases: readonly RegExp[];
}

export const instructionPhrases: readonly PhraseGroup[] = [
  // Orders to forget other orders, and to follow new ones.
  {
    sign: orderWords.add(
      /ignor|disregard|forget|overrid|bypass|discard|abandon|(?:new|updated|real|actual|true|additional|following|special|revised)$/iu,
    ),
    hint: /ignor|disregard|forget|overrid|bypass|discard|abandon|(?:new|updated|real|actual|true|additional|following|special|revised)\s/iu,
    phrases: [
      anywhere(
        String.raw`\b(?:ignore|disregard|forget|override|bypass|discard|abandon)\s+(?:(?:\p{L}+\s+){0,3}?(?:all|any|every|other|previous|prior|above|earlier|former|original|existing|these|those|your|my|system|foregoing|preceding)\s+(?:\p{L}+\s+){0,2}?)${GIVEN}\b`,
      ),
      anywhere(
        String.raw`${START}(?:ignore|disregard|forget|override|bypass|discard|abandon)\s+(?:\p{L}+\s+){0,4}?${GIVEN}\b`,
      ),
      anywhere(
        String.raw`(?:^|[.:;!?]\s*|\bplease\s+)(?:ignore|disregard|forget|override)\s+(?:\p{L}+\s+){0,3}?(?:(?:previous|prior|above|earlier|preceding)(?=\s*(?:\p{P}|$|(?:and|or|but)\b|(?:messages?|text|content|articles?|story|paragraphs?|requests?|tasks?|inputs?|words?|sentences?|statements?|conversation|context)\b))|(?:everything|anything)(?!\p{L}|\s+(?:you\s+(?:thought\s+you\s+)?(?:know|knew|learn\p{L}*|heard|read|think)\s+)?(?:about|at|in|from)\b)|said\s+so\s+far)(?!\p{L})`,
        String.raw`${START}(?:ignore|disregard|forget|abandon)\s+(?:the|this|your)\s+(?:original\s+|actual\s+|current\s+)?(?:task|assignment|request)\s*(?:at\s+hand|you\b|$|[.,;:!]|and\b)`,
        String.raw`${START}forget\s+that\s+you\s+(?:have\s+)?(?:read|saw|seen|heard|were)\b`,
        String.raw`${START}(?:ignore|disregard|forget)\s+(?:this|the)\s+(?:whole\s+|entire\s+)?(?:article|text|story|page|document)\s*(?:$|[.,;:!]|and\b|above\b)`,
      ),
      anywhere(
        String.raw`\b(?:new|updated|real|actual|true|additional|special|revised)\s+${RULES}\s*(?::|\bare\s*(?::|as\s+follows|to\b|these)|\bfor\s+(?:you|the\s+(?:AI|model|assistant|summari[sz]er))\b|\bfollow\b)`,
      ),
    ],
  },
  // Another task, in so few words that one of them is enough.
  {
    sign: orderWords.add(/stop|quit|your|discard|mention|tag|summar|bullet/iu),
    phrases: [
      anywhere(String.raw`${START}(?:stop|quit|abort|instead\s+of)\s+summari[sz]ing\b`),
      anywhere(
        String.raw`${START}your\s+(?:new\s+|real\s+|only\s+)?(?:task|job|goal|role|mission)\s+(?:has\s+changed|is\s+(?:now\s+to|not|to\s+(?:${TELL}|ignore|disregard|forget))\b)`,
      ),
      anywhere(String.raw`\bdiscard\s+everything\s+(?:above|before)\b`),
      // To leave something out of a place of its own is advice.
      anywhere(
        String.raw`^(?:do\s+not|don['’]t|never)\s+(?:mention|report)\b(?!.*\b(?:in|on|at|during)\s+(?:an?|the|any|your|our|public)\s+(?!${SUMMARY}))`,
      ),
      anywhere(
        String.raw`${START}(?:use|add|set|apply|choose|pick)\s+(?:only\s+)?the\s+tags?\b.{0,40}\b(?:for|to|on|of)\s+(?:${THIS}|this|it)\b`,
      ),
      anywhere(
        String.raw`\b(?:all|any|every|each)\s+summar(?:y|ies)\s+(?:to|must|should|shall|has\s+to|have\s+to)\s+(?:end|begin|start|close|say|state|mention|read)\b`,
      ),
      anywhere(
        String.raw`\b(?:when|while|if)\s+(?:you\s+)?(?:writ|generat|produc|creat|mak)(?:e|es|ing)\s+(?:(?:the|a|an|your|any)\s+)?${SUMMARY}\b.{0,40}\b${ORDER}\b`,
      ),
    ],
  },
  // Orders about the summary, its parts and its form.
  {
    sign: orderWords.add(/summar|bullet|digest|abstract|synopsis|tl$|tldr|your$|why/iu),
    hint: /summar|bullet|digest entr|abstract|synopsis|tl;?dr|your\s|why_?it_?matters/iu,
    phrases: [
      anywhere(
        String.raw`${START}${TELL}\b.{0,120}\b(?:in|into|to|from|with|as|on)\s+your\s+(?:\p{L}+\s+){0,2}?${YOURS}\b`,
        String.raw`${START}(?:begin|start|open|end|close|finish|conclude|fill|write|make|translate)\s+your\s+(?:\p{L}+\s+){0,2}?${YOURS}\s+(?:with|by|as|in)\b`,
        String.raw`\byour\s+(?:\p{L}+\s+){0,2}?${YOURS}\b.{0,60}?\b(?:must|should|shall|has\s+to|have\s+to|needs?\s+to|ought\s+to|is\s+to|cannot|may\s+not)\s+(?:\p{L}+\s+){0,2}?(?:${TELL}|contain|be\s+(?:that|in|written\s+as)\b)`,
        String.raw`\b(?:in|into|to|of|from|with)\s+your\s+(?:\p{L}+\s+){0,2}?${YOURS}\b.{0,60}?(?:,|:)\s*(?:please\s+|also\s+)?${TELL}\b`,
        String.raw`\bif\s+your\s+(?:\p{L}+\s+)?${YOURS}\s+(?:\p{L}+\s+){0,2}?(?:${TELL})e?d\b`,
        String.raw`(?:^\W*|[.:;]\s)(?:in|for|with)\s+your\s+(?:\p{L}+\s+){0,2}?${SUMMARY}\s*,\s*(?!you\b|I\b|we\b)\p{L}`,
      ),
      anywhere(
        String.raw`\b(?:when|while|if|before|after|whenever|once|as)\s+(?:you\s+|anyone\s+|asked\s+to\s+|(?:an?\s+|any\s+|the\s+)?${MACHINE}\s+)?(?:are\s+)?summari[sz](?:e|es|ing)\b.{0,120}?\b(?:you\s+must|${ORDER})\b`,
      ),
      anywhere(
        String.raw`${START}${ORDER}\b[^!?]{0,200}\b(?:in|into|to|of|from|as|with|after|before|for)\s+(?:(?:your|the|any|every|each|all|a|an|its|that|this|final|last|first|one)\s+)*${SUMMARY}\b`,
      ),
      anywhere(
        String.raw`\b(?:(?:the|any|every|each|this|all|that|one|a|final)\s+(?:\p{L}+\s+)?)?${SUMMARY}\s+(?:of\s+${THIS}\s+)(?:must|should|shall|has\s+to|have\s+to|needs?\s+to|is\s+to|will)\b`,
      ),
      anywhere(
        String.raw`\b(?:first|last|final|second|third|every|each|one|next)\s+bullet(?:\s+point)?\s+(?:must|should|shall|has\s+to|is\s+to|reads?|needs\s+to|will\s+be|is)\b`,
      ),
      anywhere(String.raw`\b(?:whyItMatters|why_it_matters)\b|["']bullets["']\s*:`),
      anywhere(
        String.raw`\b(?:when|if|once|whenever)\b.{0,20}\b${MACHINE}\s.{0,40}\b${SUMMARY}\b.{0,60}\b(?:must|should|shall|has\s+to|it\s+(?:closes|ends|begins|starts|says|states|mentions|includes|adds))\b`,
      ),
      anywhere(
        String.raw`\b(?:must|should|shall|has\s+to|is\s+to)\s+be\s+the\s+(?:first|last|final|second|third|only)\s+bullet`,
      ),
      anywhere(
        String.raw`\b(?:whoever|anyone|anybody|everyone|everybody|those|all)\s+(?:who\s+)?summari[sz]\p{L}+\s+(?:${THIS}|this|it)\b`,
      ),
    ],
  },
  // Orders about the article.
  {
    sign: orderWords.add(/translat|rewrit|classif|categori|tag|label|file|rate|describe|summari/iu),
    phrases: [
      anywhere(
        String.raw`${START}(?:summari[sz]e|translate|rewrite|classify|tag|label|categori[sz]e|file|rate|describe)\s+${THIS}\b`,
      ),
      anywhere(
        String.raw`\b(?:this|the|above|it|entry)\s+(?:${THIS}|\p{L}+)?\s*(?:must|should|shall|please|has\s+to|is\s+to|needs\s+to)\s+be\s+(?:tagged|labell?ed|classified|filed|summari[sz]ed|described|rated)\s+(?:as|with|under|only)\b.{0,60}["“‘]|\b(?:this|it|${THIS})\s+(?:must|should|shall|please|has\s+to|is\s+to|needs\s+to)\s+be\s+(?:tagged|labell?ed|classified|filed|summari[sz]ed|described|rated)\s+(?:as|with|under|only)\b`,
      ),
    ],
  },
  // Addressed to a machine.
  {
    sign: orderWords.add(/\bAIs?\b|^I$|LLM|language$|assistant|chat|summari|GPT|automated/iu),
    hint: /\bAIs?\b|A\.I\.|LLM|language\s+model|assistant|chat\s?bot|summari|GPT|automated/iu,
    phrases: [
      anywhere(
        String.raw`${START}(?:attention|note|notice|important|message|memo|instructions?|hey|dear|hello|hi|to|for)\s*[:,]?\s*(?:(?:to|for|all|any|the|every|our|each)\s+){0,3}${MACHINE}(?![\p{L}-])[^.!?]{0,60}(?:[:,;–—]|\b(?:reading|processing|summari[sz]ing|parsing|that\s+reads?|who\s+reads?|which\s+reads?)\b)`,
      ),
      anywhere(
        String.raw`\b${MACHINE}\s+(?:(?:reading|processing|summari[sz]ing|parsing|that\s+\p{L}+|which\s+\p{L}+|who\s+\p{L}+)\s+(?:${THIS}|this|it)\s+)(?:must|should|shall|will|need|have|are|is|please|may)\b`,
      ),
      anywhere(String.raw`\b${MACHINE}\s*[,:]\s+(?:you\s+(?:must|should|are|will)|please\b|${ORDER}\b)`),
    ],
  },
  // From the system, or past the end of the article.
  {
    sign: orderWords.add(/system|developer|admin|operator|moderator|end$|you$/iu),
    hint: /system|developer|admin|operator|moderator|end\s+of|you\s+(?:must|will|should|shall|are|have)/iu,
    phrases: [
      anywhere(
        String.raw`^\W{0,6}(?:(?:system|developer|admin|administrator|operator|moderator)\s*(?:prompt|message|note|instructions?|override|update|notice|command|directive)?)\s*(?:\]|>|\*\*)?\s*[:>\]]\s*.{0,200}?\b(?:you|your|must|${ORDER})\b`,
      ),
      anywhere(
        String.raw`\b(?:system|admin|developer)\s+(?:override|prompt\s*:|instruction\s*:|notice\s+to)|(?:^|[^\p{L}\s]\s*|\bthis\s+(?:is|marks)\s+the\s+)\bend\s+of\s+(?:the\s+)?(?:article|document|untrusted|user|input|data|source\s+text)\b(?:\s+\p{L}+)?\s*(?:[^\p{L}\s]|$)`,
      ),
      anywhere(
        String.raw`\byou\s+(?:must|will|should|shall|are\s+to|have\s+to)\s+(?:now\s+)?(?!never\s+(?!${TELL}))${ORDER}\b[^.!?]{0,80}\b(?:${SUMMARY}|answers?|responses?|repl(?:y|ies)|output)\b`,
      ),
      anywhere(
        String.raw`^\W{0,6}(?:system|developer|admin)\s*:\s*(?:the\s+)?user\s+(?:has|is|wants|asked|requested|requests)\b`,
      ),
    ],
  },
  // Who to be.
  {
    sign: orderWords.add(/you$|^now$|\bmode\b|\b(?:act|behave|speak|respond|answer|write|reply|pretend|imagine)\b/iu),
    hint: /you\s+(?:are|must|will|shall|should)|from\s+now\s+on|\bmode\b|\b(?:act|behave|speak|respond|answer|write|reply|pretend|imagine)\b/iu,
    phrases: [
      anywhere(
        String.raw`\b(?:you\s+are\s+(?:now\s+(?:an?\s+(?!(?:step|member|user|parent)\b)|the\s+(?!owner\b)|my\s|DAN\b|free\b|in\s+\p{L}+\s+mode)|no\s+longer\s+(?:an?|the|bound|subject|restricted|limited)\b|DAN\b|going\s+to\s+(?:act|play|be))|from\s+(?:now|here)\s+on,?\s+(?:you\s+(?:are|will|must|shall|should)|answer|respond|write|speak|reply|act|every)|enter(?:ing)?\s+(?:developer|debug|DAN|admin|maintenance|god)\s+mode|you\s+(?:must|will|shall|should)\s+(?:now\s+)?(?:(?:act|answer|respond|reply|speak|write|play)\s+(?:only|as|like|in\s+(?:the|character|rhyme|verse)|with|nothing|the)|(?:obey|comply\s+with)\s+(?:me|us|this|these|the\s+following))\b)`,
      ),
      /(?:^\W*|[.;:]\s)(?:[Rr]eply|[Rr]espond|[Aa]nswer)\s+(?:only\s+)?in\s+\p{Lu}\p{Ll}/u,
      /\b[Yy]ou\s+are\s+now\s+\p{Lu}\p{Ll}/u,
      anywhere(
        String.raw`${START}(?:speak|respond|answer|write|reply)\s+(?:only\s+)?(?:as\s+(?:if\s+you|an?\b|the\b|DAN\b)|like\s+an?\b|in\s+(?:the\s+(?:voice|style)|character)\b)|${START}(?:act|behave)\s+(?:as|like)\s+(?:if\s+you|an?|the|DAN)\b.{0,80}\b(?:model|assistant|AI|bot|article|text|rules|restrictions|summar\p{L}+|write|praise|report|say|answer)\b|\b(?:think\s+of|consider|see|regard|imagine)\s+yourself\s+(?:as|to\s+be)\b.{0,80}\b(?:write|speak|answer|report|praise|accordingly)\b|${START}pretend\s+(?:to\s+be|that\s+you|you\s+are)\b|${START}imagine\s+(?:that\s+)?you\s+(?:are|were|had|have)\b.{0,100}\b(?:without|no\s+(?:\p{L}+\s+)?(?:rules|limits|restrictions|guidelines)|allowed|free\s+to|model|assistant|AI|bot|machine|summar\p{L}+|write|report|praise|recommend)\b`,
        String.raw`\b(?:let['’]?s|let\s+us|shall\s+we)\s+(?:play|pretend|imagine)\b.{0,60}\byou(?:['’]re|\s+(?:are|play|act|be))\b`,
        String.raw`\b(?:model|assistant|AI|machine|bot|chat\s?bot)s?\s+(?:without|with\s+no|free\s+(?:of|from))\s+(?:any\s+)?(?:restrictions?|rules|limits|guidelines|filters?|constraints)\b.{0,80}\b(?:who|that|which|you)\b`,
      ),
    ],
  },
  {
    sign: orderWords.add(/^(?:context|session|conversation|turns|chat|history|memory)$/iu),
    phrases: [
      anywhere(
        String.raw`\b(?:context|session|conversation|turns|chat|history|memory)\b[^.!?]{0,40}\b(?:reset|cleared|restarted|wiped|erased|ended|closed|expired)\b[^.!?]{0,40}\b(?:your\s+(?:new\s+)?role\b|(?:with|in|into)\s+the\s+role\s+of\b|(?:resume|carry\s+on|continue|go\s+on|proceed)\s+as\s+(?:the|an?|our)\s+(?!(?:guest|user|root|admin\p{L}*)\b))`,
      ),
    ],
  },
  // What to give away.
  {
    sign: orderWords.add(/system$|your?$|above|initial|hidden|original|secret/iu),
    hint: /system\s+(?:prompt|message)|your\s|above|you\s+(?:were|have|got|received|run)|to\s+you|initial|hidden|original|secret/iu,
    phrases: [
      anywhere(
        String.raw`\b(?:read|reading|memory|context)\b[^.!?]{0,30},\s+(?:please\s+)?(?:show|reveal|list|print|output|disclose|dump|display|state|give|report)\s+(?:me\s+|us\s+)?(?:your\s+(?:\p{L}+\s+)?(?:configuration|settings|parameters|prompt|tools|context|setup|instructions|rules)\b|the\s+(?:tools|parameters|settings|options)\s+(?:that\s+)?(?:you\s+(?:run|have|were)|are\s+available\s+to\s+you)\b)`,
      ),
      anywhere(
        String.raw`${START}(?:reveal|repeat|print|output|show|disclose|copy|include|dump|leak|return|write\s+out|recite|quote|translate|encode|spell\s+out)\b[^.!?]{0,60}\b(?:system\s+(?:prompt|message)|your\s+${RULES}|(?:${RULES}|words|text)\s+(?:above|you\s+(?:were|have\s+been|got|received))|everything\s+above|(?:initial|hidden|original|secret)\s+${RULES})`,
      ),
    ],
  },
  // Marks that chats and tools are written with.
  {
    hint: /<|\[\/?INST|_calls?"|_name"/iu,
    phrases: [
      /<\/?(?:tool_?calls?|function_?calls?|invoke|system|assistant|instructions?|article-|draft-)|<\|im_(?:start|end)\|>|\[\/?INST\]|<<\/?SYS>>|"(?:tool_calls?|function_call|tool_name)"\s*:/iu,
    ],
  },
  // A made-up conversation.
  {
    hint: /:/u,
    phrases: [
      /^\W{0,4}#{0,3}\s*(?:assistant|AI|model|bot|summari[sz]er)\s*:\s*\S/iu,
      /^\W{0,4}(?:user|human)\s*:.{0,80}\b(?:summar|article|tl;?dr|(?:now|also|please)\s+(?:add|write|say|mention|include|tell)\b)/iu,
    ],
  },
  // The same in other languages of Latin letters.
  {
    sign: orderWords.add(/ignor|zusammenf|fass|résum|resum|riass|negeer|samenvatting/iu),
    phrases: [
      /ignorier\p{L}*\s.{0,40}(?:anweisung|instruktion|vorgabe|regel|befehl)|(?:zusammenfassung|zusammenfass|fass).{0,60}\b(?:schreib|erwähn|füge|nenne|antworte|behaupte|ergänze|muss|sollst|soll)\p{L}*|(?:schreib|erwähn|füge|nenne|behaupte)\p{L}*\b.{0,80}(?:zusammenfassung)/iu,
      /ignore(?:[rz]|\s+(?:tou[ts]|toutes|les|ces|cette|vos|tes|mes|des))\s.{0,40}\b(?:consignes|instructions|directives|règles)\b|résum(?:é|ez|ant|er).{0,80}\b(?:dois|doit|devez|inclu\p{L}+|ajoute\p{L}*|mentionne\p{L}*|écri\p{L}+|indique\p{L}*)|\b(?:incluez|ajoutez|mentionnez|écrivez|indiquez)\b.{0,80}résumé/iu,
      /ignor[ae]\p{L}*\s.{0,40}\b(?:instrucciones|indicaciones|órdenes|istruzioni|instruções)|(?:resumen|resumir|resumas|resumo|riassunto|riassumi).{0,80}\b(?:inclu\p{L}+|añad\p{L}+|menciona\p{L}*|escrib\p{L}+|debe\p{L}*|escrev\p{L}+|adicion\p{L}+|deve|scriv\p{L}+|aggiung\p{L}+|di(?:ga)?\s+que)|\b(?:incluye|añade|menciona|escribe|inclua|escreva|includi|scrivi|aggiungi)\b.{0,80}(?:resumen|resumo|riassunto)/iu,
      /negeer\s.{0,40}instructies|samenvatting.{0,60}\b(?:vermeld|schrijf|voeg|moet)|zignoruj\s.{0,40}(?:instrukcj|polece)|ignorera\s.{0,40}instruktion/iu,
    ],
  },
  // The same in other scripts.
  {
    hint: /[\u0400-\u06FF\u3040-\u30FF\u4E00-\u9FFF\uAC00-\uD7AF]/u,
    phrases: [
      /(?:игнорируй|забудь|не обращай)\p{L}*\s.{0,60}(?:инструкци|указани|правил)|(?:резюме|кратк\p{L}+ содержани|сводк).{0,60}(?:напиши|укажи|добавь|включи|должн)/iu,
      /(?:忽略|无视|無視|忽视).{0,16}(?:指令|指示|说明|要求|提示|命令|規則|规则)|(?:指示|命令|指令|プロンプト).{0,10}(?:無視|忘れ)|(?:摘要|总结|總結|概要|要約|要点).{0,24}(?:必须|必須|请写|写上|写道|包含|加入|书|書|含め|してください|推荐)/u,
      /(?:지시|명령|프롬프트).{0,10}(?:무시|잊)|요약.{0,24}(?:쓰|포함|하세요|하십시오)|تجاهل.{0,40}(?:التعليمات|الأوامر)/u,
    ],
  },
];
