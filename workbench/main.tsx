import { createRoot } from 'react-dom/client';
import { App } from './shell/App';
import './shell/workbench.css';

createRoot(document.getElementById('app')!).render(<App />);
