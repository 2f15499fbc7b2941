/* The unit tests: in Node, beside the code; a test that needs a document asks for happy-dom in its first line. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    globalSetup: 'scripts/simd.mjs',
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
    // Left to itself the runner leaves one core idle, which is half of a machine with two.
    maxWorkers: '100%',
    // Property tests and child processes are slow on a busy laptop; a real hang still ends.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
