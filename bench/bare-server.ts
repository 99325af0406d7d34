// What one would write in an afternoon instead: an Express handler that parses the same body with the same parser, makes
// the same call with the same SDK and fetch, and inserts a row. No dedupe, no validation, no evidence, no search, no ledger.
import { DatabaseSync } from 'node:sqlite';
import express from 'express';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import OpenAI from 'openai';
import { markdownOptions } from '../src/article/parse-markdown.ts';
import { createUndiciFetch } from '../src/provider/undici-fetch.ts';

const [modelUrl = '', file = ''] = process.argv.slice(2);
const client = new OpenAI({ apiKey: 'none', baseURL: modelUrl, maxRetries: 0, fetch: createUndiciFetch().fetch });
const db = new DatabaseSync(file);
db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
db.exec('CREATE TABLE articles (id INTEGER PRIMARY KEY, text TEXT NOT NULL, summary TEXT NOT NULL)');
const insert = db.prepare('INSERT INTO articles (text, summary) VALUES (?, ?)');

const app = express();
app.post('/v1/articles', express.json({ limit: '2mb' }), async (request, response) => {
  const tree = fromMarkdown(request.body.text, markdownOptions);
  const text = textOf(tree);
  const completion = await client.chat.completions.create({
    model: 'bench-model',
    messages: [{ role: 'user', content: `Summarise as JSON:\n${text}` }],
    response_format: { type: 'json_object' },
  });
  const summary = JSON.parse(completion.choices[0]?.message.content ?? '{}');
  const { lastInsertRowid } = insert.run(text, JSON.stringify(summary));
  response.status(201).json({ id: Number(lastInsertRowid), summary });
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.send?.({ url: `http://127.0.0.1:${address.port}` });
});
