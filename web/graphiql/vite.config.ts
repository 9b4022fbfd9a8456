import { defineConfig } from 'vite';

/** GraphiQL as static files that the server embeds; every name but that of the page holds a hash. */
export default defineConfig({
  base: '/graphiql/',
  build: {
    outDir: '../dist/graphiql',
    emptyOutDir: true,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 5000,
    // `use client` means nothing in a browser bundle.
    rolldownOptions: {
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
    },
  },
  worker: { format: 'es' },
});
