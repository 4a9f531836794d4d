import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

const root = document.getElementById('workbench');
if (!root) throw new Error('index.html has no place for the workbench');
createRoot(root).render(
  <StrictMode>
    <h1>Weighbridge</h1>
  </StrictMode>,
);
