import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where a server listens while the application is worked on: `npm run dev`. */
const server = process.env.ARCHWEAVE_SERVER ?? 'http://127.0.0.1:8200';

/** What the server says too (`server/api/src/assets/app.rs`): nothing but its own files, no inline script or style. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const proxy = { '/graphql': { target: server, ws: true }, '/m': server };

/** The web application as static files that the server embeds; every name but that of the page holds a hash. */
export default defineConfig({
  base: '/app/',
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      // `use client` means nothing in a browser bundle.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  server: { proxy },
  preview: { proxy, headers: { 'content-security-policy': policy } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
