// The least a mock can do: read the body, parse it, answer with one prepared chat completion, after one timer if asked to.
import { createServer } from 'node:http';
import { answer } from '../model-answer.ts';

const [port = '0', latency = '0'] = process.argv.slice(2);
const body = JSON.stringify(answer);
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { model } = JSON.parse(Buffer.concat(chunks).toString());
    const send = () => response.writeHead(model ? 200 : 400, headers).end(body);
    if (latency === '0') send();
    else setTimeout(send, Number(latency));
  });
});
server.listen(Number(port), '127.0.0.1');
