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
  return `A chat request of ${REQUEST_BYTES / 1024} KB, the answer of the sizes shown; a closed loop: every connection asks again as soon as it is
answered; ${pinned}. Whoever has rules has three that look for a text in the article, of which the
last one fits, and answers with the same summary; "derived" makes one of the article's own sentences. "Latency": Upshot
draws 0 to 2 ms for each answer from seed and content, and waits as long; the others answer at once.

${all.map(({ text }) => text).join('\n')}
### Goals

${goals.map(({ goal, measured, met }) => `- ${met ? 'Met' : '**Missed**'}: ${goal}. Measured: ${measured}.`).join('\n')}
`;
}
