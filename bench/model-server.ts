// An OpenAI-like server without latency: reads the request, answers with one prepared chat completion.
import { createServer } from 'node:http';
import { answer } from './model-answer.ts';

const body = JSON.stringify(answer);
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(200, headers).end(body));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.send?.({ url: `http://127.0.0.1:${address.port}/v1` });
});
