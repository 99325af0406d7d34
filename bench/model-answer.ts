const summary = {
  whyItMatters:
    'Platform teams gain a way to move a busy order store without a night shift, because every step can be undone with one command and both clusters are kept in step.',
  bullets: [
    'The team moved the tables of each tenant to the new cluster while both sides were kept in step.',
    'The old cluster served reads until the last row had arrived on the new one.',
    'Writes were queued for a few seconds during the switch of each step.',
    'A checksum of each table was compared before the switch was made.',
    'After the switch support staff could answer customers while they were still on the phone.',
  ],
  tags: ['data', 'sre'],
  keywords: ['order store', 'migration', 'cluster'],
};

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
