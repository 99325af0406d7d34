// As bare-express-server.ts, with fastify. Plain JavaScript: its types are only there once the peers are installed.
import fastify from 'fastify';
import { answer } from '../model-answer.ts';

const [port = '0'] = process.argv.slice(2);
const app = fastify();
app.post('/v1/chat/completions', (request, reply) => {
  reply.code(request.body.model ? 200 : 400).send(answer);
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
