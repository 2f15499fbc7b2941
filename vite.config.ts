/* Builds the site into dist/site, from relative paths only, so that it runs from any folder of any static host. */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { headersFile, isolationHeaders, metaPolicy, siteHeaders } from './scripts/headers.mjs';

/** Puts the security policy into the built page; the dev server goes without it, for its own inline scripts. */
function policyInPage(): Plugin {
  const attrs = { 'http-equiv': 'Content-Security-Policy', content: metaPolicy };
  return {
    name: 'chainrule-policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs, injectTo: 'head-prepend' }],
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
    },
  };
}

/** The compiled kernels, beside the page where they have been built: without them it computes with plain loops. */
function kernels(): Plugin {
  const folder = fileURLToPath(new URL('dist/kernels/', import.meta.url));
  const names = () => (existsSync(folder) ? readdirSync(folder) : []);
  return {
    name: 'chainrule-kernels',
    generateBundle() {
      for (const name of names())
        this.emitFile({ type: 'asset', fileName: `kernels/${name}`, source: readFileSync(folder + name) });
    },
    configureServer: ({ middlewares }) =>
      void middlewares.use((request, response, next) => {
        const name = names().find((each) => request.url?.endsWith(`/kernels/${each}`));
        if (name) response.end(readFileSync(folder + name));
        else next();
      }),
  };
}

/** The service worker, which knows every file of the build by name. */
function offline(): Plugin {
  return {
    name: 'chainrule-offline',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.keys(bundle).filter((name) => name !== '_headers');
        const version = createHash('sha256');
        for (const name of files.sort()) {
          const part = bundle[name];
          version.update(name).update(part?.type === 'asset' ? part.source : (part?.code ?? ''));
        }
        const source = readFileSync(fileURLToPath(new URL('src/offline/keeper.js', import.meta.url)), 'utf8');
        const given = `const VERSION = '${version.digest('hex').slice(0, 16)}';\nconst FILES = ${JSON.stringify(['./', ...files])};\n`;
        this.emitFile({ type: 'asset', fileName: 'offline.js', source: given + source });
      },
    },
  };
}

/** React Flow's map, controls and resizer are not used; what marks its components would keep them in the first screen. */
function dropUnused(): Plugin {
  return {
    name: 'chainrule-drop-unused',
    apply: 'build',
    transform: {
      filter: { id: /@?xyflow.react|node_modules.reactflow/ },
      handler: (code) =>
        code
          .replace(/^\w+\.displayName = .*;$/gm, '')
          .replace(/^((?:const|var) [\w$]+ = )memo\(/gm, '$1/* @__PURE__ */ memo('),
    },
  };
}

/** The page plans and shows, the worker computes: what a node file says of computing and loading stays out of the page's
    copy of it. */
function dropComputing(): Plugin {
  const computing = new Set(['forward', 'backward', 'example', 'load']);
  return {
    name: 'chainrule-drop-computing',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: /src\/nodes\/[\w-]+\.ts$/ },
      handler(code) {
        const dropped: (readonly [number, number])[] = [];
        const look = (node: unknown): void => {
          if (typeof node !== 'object' || node === null) return;
          const { type, callee, arguments: given } = node as Call;
          const [record] =
            type === 'CallExpression' && /^define(Node|Source)$/.test(callee?.name ?? '') ? (given ?? []) : [];
          for (const { key, value, start, end } of record?.properties ?? []) {
            if (computing.has(key?.name ?? '')) dropped.push([start, end]);
            if (key?.name !== 'source') continue;
            for (const inner of value?.properties ?? [])
              if (computing.has(inner.key?.name ?? '')) dropped.push([inner.start, inner.end]);
          }
          if (!record) for (const each of Object.values(node)) look(each);
        };
        look(this.parse(code));
        // Each with the comma behind it.
        return dropped.reduceRight(
          (text, [start, end]) => text.slice(0, start) + text.slice(end).replace(/^\s*,/, ''),
          code,
        );
      },
    },
  };
}

interface Call {
  readonly type?: string;
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly Properties[];
}
interface Properties {
  readonly properties?: readonly {
    readonly key?: { readonly name?: string };
    readonly value?: Properties;
    readonly start: number;
    readonly end: number;
  }[];
}

/** React Flow uses d3's zoom; what d3 would mix of colours on the way stays out. */
function dropColours(): Plugin {
  return {
    name: 'chainrule-drop-colours',
    apply: 'build',
    transform: {
      filter: { id: /d3-color/ },
      handler: () => 'export const [color, rgb, hsl, hcl, lab, cubehelix] = Array(6).fill(() => null);',
    },
  };
}

const page = fileURLToPath(new URL('src/main.tsx', import.meta.url));

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[]; readonly code: string | null } | null;
}

const icon = /lucide-react\/dist\/esm\/icons\//;

/** One file for all that the page needs at once: apart, its parts would be compressed worse and asked for one by one. */
function firstScreen() {
  const first = new Set<string>();
  return (id: string, modules: Modules) => {
    const found = first.size > 0 ? [] : [page];
    for (const each of found) {
      if (first.has(each)) continue;
      first.add(each);
      const { importedIds = [], code } = modules.getModuleInfo(each) ?? {};
      // The list of icons imports all of them, also those that only later parts show.
      found.push(...importedIds.filter((imported) => icon.test(each) || !icon.test(imported)));
      const list = importedIds.find((imported) => imported.endsWith('lucide-react.mjs'));
      if (list) found.push(...iconsOf(code ?? '', list, modules));
    }
    return first.has(id) ? 'first-screen' : null;
  };
}

/** The files of those icons of the list that this code imports by name. */
function iconsOf(code: string, list: string, modules: Modules): readonly string[] {
  const [, names = ''] = /import\s*\{([^}]*)\}\s*from\s*["']lucide-react["']/.exec(code) ?? [];
  const listed = modules.getModuleInfo(list)?.code ?? '';
  return names.split(',').flatMap((name) => {
    const [given = ''] = name.trim().split(' ');
    const [, file] = new RegExp(`default as ${given}\\b[^}]*\\} from '\\./(icons/[\\w-]+\\.mjs)'`).exec(listed) ?? [];
    return given !== '' && file ? [list.replace(/[\w-]+\.mjs$/, file)] : [];
  });
}

/** What edits the drawing and lies on the canvas beside nodes, as one file too: each name of a file stands in the first. */
const editing =
  /src\/(document\/(annotations|pieces|reach)|store\/rewiring|words\/annotations|editor\/(editing\/(?!tidy)|canvas\/(annotations|aids)\/))/;

export default defineConfig({
  base: './',
  plugins: [react(), kernels(), dropUnused(), dropComputing(), dropColours(), policyInPage(), offline()],
  worker: { format: 'es' },
  build: {
    outDir: 'dist/site',
    target: 'es2023',
    sourcemap: false,
    // A file inlined as a data: URL would be refused by the policy (font-src, worker-src).
    assetsInlineLimit: 0,
    // A part finds the scripts that it needs by itself; listed, their names would stand in the first screen's file.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, names) => names.filter((name) => name.endsWith('.css')),
    },
    // The first screen's file, before compression; e2e/first-ten-minutes.spec.ts holds it to 200 kB after.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: ['index.html', 'embed.html'],
      output: {
        codeSplitting: {
          groups: [
            { name: firstScreen(), debugName: 'first-screen' },
            { name: 'editing', test: editing },
          ],
        },
      },
    },
  },
  server: { headers: isolationHeaders, port: 5173, strictPort: true, host: '127.0.0.1', cors: false },
  preview: { headers: siteHeaders, port: 4173, strictPort: true, host: '127.0.0.1', cors: false },
});
