import '@/ui/global.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';

import { ignoreStrayPresses } from '@/ui/double-press';
import { NowProvider } from '@/ui/now';
import { keepTranslatedTexts } from '@/ui/translated-texts';

import { appRootOf, basenameOf, deepLinkOf } from './app-root';
import { registerOfflineWorker } from './offline-worker';
import { createRouter } from './routes';
import { SessionProvider } from './session-provider';
import { StartProvider } from './start-context';

const root = appRootOf(import.meta.url);
restoreDeepLink();

registerOfflineWorker(root);
ignoreStrayPresses(document);
keepTranslatedTexts(document);

const router = createRouter(basenameOf(root));
const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');
createRoot(place).render(
  <StrictMode>
    <NowProvider>
      <SessionProvider>
        <StartProvider root={root} search={location.search}>
          <RouterProvider router={router} />
        </StartProvider>
      </SessionProvider>
    </NowProvider>
  </StrictMode>,
);

/** The other half of the script in index.html: links are made absolute, then the address is what the person opened. */
function restoreDeepLink(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"], link[rel="manifest"]')) {
    link.setAttribute('href', link.href); // reading resolves against the root, writing keeps that
  }
  const deepLink = deepLinkOf(history.state, root);
  if (deepLink !== null) history.replaceState(null, '', deepLink);
}
