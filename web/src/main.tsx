import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Problem } from './api/client';
import { App } from './app/App';
import { applyPreferences } from './app/preferences';
import './design/tokens.css';
import './design/base.css';
import './design/controls.css';
import './design/tables.css';
import './app/shell.css';
import './app/print.css';

applyPreferences();

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the gateway refuses it refuses again; only its silence is worth another try.
      retry: (failures, problem) => !(problem instanceof Problem) && failures < 2,
    },
  },
});

const root = document.getElementById('workbench');
if (!root) throw new Error('index.html has no place for the workbench');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
