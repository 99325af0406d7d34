import { join } from 'node:path';
import { articleBody } from './article-body.ts';
import { median } from './median.ts';
import { claims } from './model-answer.ts';
import { forked, startUpshot, stop, withFolder } from './throughput.ts';

/** From the start of the process to the first summary in hand, in milliseconds, beside the bare handler. */
export async function measureStarting(runs: number) {
  const model = await forked('model-server.ts', []);
  const body = JSON.stringify({ text: `${articleBody(5 * 1024, 1)}\n\n${claims}\n`, format: 'markdown' });
  const firstAnswer = (start: (folder: string) => ReturnType<typeof forked>) =>
    withFolder(async (folder) => {
      const began = performance.now();
      const server = await start(folder);
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${server.url}/v1/articles`, { method: 'POST', headers, body });
      await response.text();
      const took = performance.now() - began;
      await stop(server.process);
      if (response.status !== 201) throw new Error(`${server.url} answered ${response.status}`);
      return took;
    });
  const pairs: { upshot: number; bare: number }[] = [];
  try {
    for (let run = 0; run < runs; run += 1) {
      const bare = await firstAnswer((folder) => forked('bare-server.ts', [model.url, join(folder, 'bare.db')]));
      const upshot = await firstAnswer((folder) => startUpshot(folder, model.url));
      pairs.push({ upshot, bare });
    }
  } finally {
    await stop(model.process);
  }
  return {
    upshotMs: median(pairs.map(({ upshot }) => upshot)),
    bareMs: median(pairs.map(({ bare }) => bare)),
    ratio: median(pairs.map(({ upshot, bare }) => upshot / bare)),
  };
}
