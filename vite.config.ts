/* Builds the site into dist/site, from relative paths only, so that it runs from any folder of any static host. */

import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { isolationHeaders, metaPolicy, siteHeaders } from './scripts/headers.mjs';

/** Puts the security policy into the built page; the dev server goes without it, for its own inline scripts. */
function policyInPage(): Plugin {
  const attrs = { 'http-equiv': 'Content-Security-Policy', content: metaPolicy };
  return {
    name: 'chainrule-policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs, injectTo: 'head-prepend' }],
  };
}

export default defineConfig({
  base: './',
  plugins: [react(), policyInPage()],
  worker: { format: 'es' },
  build: {
    outDir: 'dist/site',
    target: 'es2023',
    sourcemap: false,
    // A file inlined as a data: URL would be refused by the policy (font-src, worker-src).
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { headers: isolationHeaders, port: 5173, strictPort: true, host: '127.0.0.1', cors: false },
  preview: { headers: siteHeaders, port: 4173, strictPort: true, host: '127.0.0.1', cors: false },
});
