// The mock of an afternoon: one Express route that parses the body and answers with one prepared chat completion.
import express from 'express';
import { answer } from '../model-answer.ts';

const [port = '0'] = process.argv.slice(2);
const app = express();
app.post('/v1/chat/completions', express.json(), (request, response) => {
  response.status(request.body.model ? 200 : 400).json(answer);
});
app.listen(Number(port), '127.0.0.1');
