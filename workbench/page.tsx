import { createRoot } from 'react-dom/client';
import type { Updates } from './offline/updates';
import { App } from './shell/App';
import './shell/workbench.css';

/** @param updates null where the browser does not keep the page */
export function showPage(updates: Updates | null): void {
  createRoot(document.getElementById('app')!).render(<App updates={updates} />);
}
