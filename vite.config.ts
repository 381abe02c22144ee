import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import remixOptions from './remix.config.js'

/** What every page needs, in one file: many small ones pack worse, and each pays for its headers over again. */
const FRAME =
  /\/node_modules\/(@remix-run|react|react-dom|react-router|react-router-dom|scheduler)\/|\/app\/(http|i18n|ui)\/[\w-]+\.(tsx?|svg)|\/paraglide\/(runtime|registry|messages\/common_\w+)\.js$|vite\/preload-helper|commonjsHelpers/

export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: [tailwindcss(), remix(remixOptions)],
  define:
    command === 'build' && !isSsrBuild
      ? // Off (remix.config.js), and known here: so the browser gets none of what it would switch on.
        { 'window.__remixContext.future.v3_singleFetch': false }
      : {},
  // A browser loads the messages of its page, one by one; Node loads them all, in one file (app/i18n/compile.ts).
  resolve:
    command === 'build' && !isSsrBuild
      ? { alias: [{ find: /^\.\/all\.js$/, replacement: './messages/_index.js' }] }
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
