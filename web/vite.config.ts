import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Writes a compressed copy beside each file; the gateway carries both and never compresses. */
function gzipCopies(): Plugin {
  let outDir = '';
  return {
    name: 'gzip-copies',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    closeBundle() {
      for (const entry of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|css|html|svg)$/.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), gzipCopies()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // nothing inline: the content policy forbids it
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '/api': {
        target: process.env['WEIGHBRIDGE_URL'] ?? 'http://127.0.0.1:8080',
        changeOrigin: false, // the gateway takes changes from pages of its own origin only
      },
    },
  },
});
