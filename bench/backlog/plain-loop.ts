// What one would write instead of `upshot backlog`: a p-limit loop over the OpenAI SDK that checks the answer and stores a
// row. Arguments: the JSON Lines, the database, the base URL, how many at once. Prints what it took as JSON.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import OpenAI from 'openai';
import pLimit from 'p-limit';
import { z } from 'zod';

const [file = '', database = '', baseURL = '', atOnce = '64'] = process.argv.slice(2);

const Summary = z.object({
  whyItMatters: z.string().max(300),
  bullets: z.array(z.string().max(200)).min(5).max(6),
  tags: z.array(z.string()).min(1).max(3),
  keywords: z.array(z.string()).min(2).max(7),
});
const schema = z.toJSONSchema(Summary);
const prompt =
  'Summarise the article for a busy engineer as JSON: whyItMatters, one line; bullets, five or six; tags; keywords.';

const db = new DatabaseSync(database);
db.exec('PRAGMA journal_mode = WAL; CREATE TABLE summary (title TEXT, model TEXT, tokens INTEGER, summary TEXT)');
const insert = db.prepare('INSERT INTO summary VALUES (?, ?, ?, ?)');

const client = new OpenAI({ apiKey: 'none', baseURL });
const limit = pLimit(Number(atOnce));

async function summarise({ title, text }: { title: string; text: string }): Promise<void> {
  const completion = await client.chat.completions.create({
    model: 'bench-model',
    messages: [
      { role: 'system', content: prompt },
      { role: 'user', content: text },
    ],
    response_format: { type: 'json_schema', json_schema: { name: 'summary', schema } },
  });
  const summary = Summary.parse(JSON.parse(completion.choices[0]?.message.content ?? ''));
  insert.run(title, completion.model, completion.usage?.total_tokens ?? 0, JSON.stringify(summary));
}

const startedAt = performance.now();
const work: Promise<void>[] = [];
for await (const line of createInterface({ input: createReadStream(file) })) {
  work.push(limit(() => summarise(JSON.parse(line))));
}
await Promise.all(work);
const seconds = (performance.now() - startedAt) / 1000;
process.stdout.write(JSON.stringify({ items: work.length, seconds, peakKilobytes: process.resourceUsage().maxRSS }));
