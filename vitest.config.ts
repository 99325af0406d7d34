import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    reporters: ['default', './tests/support/count-reporter.ts'],
    pool: 'forks',
    // Files share their processes, which halves the time: no test may leave anything of the process changed.
    isolate: false,
    // What the threads and processes that tests start have compiled once, the next ones need not.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('./node_modules/.cache/upshot', import.meta.url)) },
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
