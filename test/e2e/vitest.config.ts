import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The slow suite: browser, packages, big data, faults. It tests the built program: `npm run build` comes first. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/e2e/**/*.test.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 600_000,
    // Several measure time or memory: they must not disturb one another.
    fileParallelism: false,
  },
});
