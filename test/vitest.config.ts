import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    // Generous: a machine may be shared, and no test asserts a time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
