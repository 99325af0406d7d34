import { createOpenAiProvider } from '../../src/provider/openai-provider.ts';
import { plainScenario } from '../../src/scenario/scenario.ts';
import { scenarioSchema } from '../../src/scenario/scenario-schema.ts';
import { providerContract } from '../contract/provider-contract.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openAiOptions } from '../support/openai-options.ts';
import { scenarioFetchOf } from '../support/scenario-fetch-of.ts';

providerContract({
  name: 'openai over a scenario',
  open: () => {
    const clock = createFakeClock();
    return createOpenAiProvider({ ...openAiOptions({ clock }), fetch: scenarioFetchOf(plainScenario, { clock }) });
  },
  openHanging: () => {
    const clock = createFakeClock();
    const slow = scenarioSchema.parse({ rules: [{ latency: { fixed: 60_000 } }] });
    const answers = scenarioFetchOf(slow, { clock });
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    const fetch: typeof globalThis.fetch = (input, init) => {
      resolve();
      return answers(input, init);
    };
    return { provider: createOpenAiProvider({ ...openAiOptions({ clock }), fetch }), asked };
  },
});
