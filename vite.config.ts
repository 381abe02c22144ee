import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'
import { quickRouter } from './app/http/quick-router.ts'
import remixOptions from './remix.config.js'

/** What every page needs, in one file: many small ones pack worse, and each pays for its headers over again. */
const FRAME =
  /\/node_modules\/(@remix-run|preact|react-router|react-router-dom)\/|\/app\/(http|i18n|ui)\/[\w-]+\.(tsx?|svg)|\/paraglide\/(runtime|registry|messages\/common_\w+)\.js$|vite\/preload-helper|commonjsHelpers/

/** What remix.config.js leaves off is known here, so that the browser gets none of what it would switch on; matching is quicker. */
const lighterRemix: Plugin = {
  name: 'lighter-remix',
  apply: (_config, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
  transform(code, id) {
    if (id.includes('/node_modules/@remix-run/router/dist/router.js')) return quickRouter(code)
    if (!/\/node_modules\/@remix-run\/react\/dist\/esm\/[\w-]+\.js/.test(id)) return null
    return code
      .replaceAll(/(?<![.\w])(window\.__remixContext\.)?future\.v3_singleFetch\b/g, 'false')
      .replaceAll(/(?<!function )\bisFogOfWarEnabled\([^)]*\)/g, 'false')
      .replaceAll('window.__remixContext.isSpaMode', 'false')
  },
}

export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: [tailwindcss(), remix(remixOptions), lighterRemix],
  // A browser loads the messages of its page, one by one; Node loads them all, in one file (app/i18n/compile.ts).
  resolve:
    command === 'build' && !isSsrBuild
      ? {
          alias: [
            { find: /^\.\/all\.js$/, replacement: './messages/_index.js' },
            { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
            { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
            { find: /^react(-dom)?$/, replacement: 'preact/compat' },
          ],
        }
      : {},
  build: {
    // es2022: the mended esbuild (overrides in package.json) refuses to lower destructuring further.
    target: 'es2022',
    assetsInlineLimit: 0,
    rollupOptions: isSsrBuild
      ? {}
      : {
          output: {
            // A text that several pages share is not worth a file of its own.
            experimentalMinChunkSize: 1500,
            // Without "only", the frame would take along every message of every page.
            onlyExplicitManualChunks: true,
            manualChunks: (id) => (FRAME.test(id) ? 'frame' : undefined),
          },
        },
  },
}))
