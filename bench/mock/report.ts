import { REQUEST_BYTES } from './chat-request.ts';
import { cores } from './cores.ts';
import { latencyError } from './latency-error.ts';
import { requestsASecond } from './requests-a-second.ts';
import { sustained } from './sustained.ts';

/** `upshot mock-llm` beside other mocks and bare servers, as Markdown. Needs the peers (see ensure-peers.ts). */
export async function mockReport(quick: boolean): Promise<string> {
  const all = [await requestsASecond(quick), await latencyError(quick), await sustained(quick)];
  const goals = all.flatMap((one) => one.goals);
  const pinned = cores
    ? `the server on core ${cores.server}, the client on core ${cores.client} (taskset)`
    : 'server and client on whatever core the system gave them, for want of taskset';
  return `A chat request of ${REQUEST_BYTES / 1024} KB, asked in a closed loop: every connection asks again as soon as it is answered, by a
client that writes to raw sockets; ${pinned}.

- node:http, fastify and Express parse the body and answer with one prepared chat completion.
- mock-llm, aimock and Upshot have three rules that look for a text in the article; only the last one fits. All answer with
  the same summary, but for Upshot's "derived" answers, which it makes of the article that it was sent.
- mock-llm: \`match: contains(...)\`, its line a request discarded. aimock: \`userMessage\`, \`--log-level silent\`; both without latency,
  where none is mentioned. Upshot: \`contains\`; it draws a latency of 0 to 2 ms for each answer from seed and content, and waits
  as long, where nothing else is mentioned. All keep what they keep by default.

${all.map(({ text }) => text).join('\n')}
### Goals

${goals.map(({ goal, measured, met }) => `- ${met ? 'Met' : '**Missed**'}: ${goal}. Measured: ${measured}.`).join('\n')}
`;
}
