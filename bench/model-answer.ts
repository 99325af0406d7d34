const summary = {
  whyItMatters:
    'Platform teams gain a way to move a busy order store without a night shift, because every step can be undone with one command and both clusters are kept in step until the last row has arrived and its checksum agrees.',
  bullets: [
    'The team moved the tables of each tenant to the new cluster in small steps of a few hours while both sides were kept in step, and nobody on call was woken during any of them.',
    'The old cluster served reads until the last row had arrived on the new one, so that no customer saw an order disappear between two pages or come back a minute later.',
    'Writes were queued for a few seconds during the switch of each step, which the clients took for a slow answer and not for an error that they would have to report.',
    'A checksum of each table was compared before the switch was made, and one step was undone with a single command when the two sides turned out to differ in a few rows.',
    'After the switch support staff could answer customers while they were still on the phone, because the slowest query took milliseconds where it had taken most of a second.',
  ],
  tags: ['data', 'sre'],
  keywords: ['order store', 'migration', 'cluster', 'checksum', 'queued writes'],
};

/** What the answer claims, for an article to say: a model is held to its article, and asked again where it is wrong. */
export const claims = [summary.whyItMatters, ...summary.bullets].join(' ');

/** A chat completion as an OpenAI-like server sends it, about 1.5 KB. */
export const answer = {
  id: 'chatcmpl-bench',
  object: 'chat.completion',
  created: 1_760_000_000,
  model: 'bench-model',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: JSON.stringify(summary), refusal: null },
      finish_reason: 'stop',
    },
  ],
  usage: { prompt_tokens: 2100, completion_tokens: 230, total_tokens: 2330 },
};
