/* Builds the command line into the single file dist/cli.js, which needs nothing but Node. */

import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** Makes the written program executable, so that it can be called by its path. */
function executable(): Plugin {
  return {
    name: 'chainrule-executable',
    writeBundle: async ({ dir }) => chmod(join(dir ?? 'dist', 'cli.js'), 0o755),
  };
}

export default defineConfig({
  plugins: [executable()],
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: 'src/cli/main.ts',
    outDir: 'dist',
    // dist/site is in there too.
    emptyOutDir: false,
    target: 'node20',
    sourcemap: false,
    rolldownOptions: {
      output: { format: 'es', entryFileNames: 'cli.js', banner: '#!/usr/bin/env node', codeSplitting: false },
    },
  },
});
