import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// What Intl shows must not hang on the machine.
process.env['LC_ALL'] = 'en_US.UTF-8';
process.env['TZ'] = 'UTC';

export default defineConfig({
  plugins: [react()],
  test: { include: ['tests/**/*.test.{ts,tsx}'], environment: 'node' },
});
