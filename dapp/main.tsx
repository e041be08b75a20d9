import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { takeEarly } from './app/early.ts';
import { router } from './app/routes.tsx';
import { formatCount } from './lib/amount.ts';
import { language } from './lib/language.ts';
import { loadSentences } from './lib/sentences.ts';
import './styles.css';

const queryClient = new QueryClient({ defaultOptions: { queries: { retry: 1 } } });

const root = document.getElementById('root') as HTMLElement;

/** Until the page's own code is there, what index.html shows stays: nothing would be in its place. */
function opened(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => router.state.initialized && resolve();
  const leave = router.subscribe(look);
  look();
  return promise.then(leave);
}

function show() {
  document.documentElement.lang = language;
  const page = (
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>
  );
  // In a transition, so that a slow phone answers its member while the first page is put together.
  startTransition(() => createRoot(root).render(page));
}

// Reads the tables of numbers while the page's own code is fetched.
setTimeout(() => formatCount(0));

Promise.all([loadSentences('shell'), takeEarly(queryClient), opened()]).then(show, () => {
  // There are no sentences yet that could say it in another language.
  root.textContent = 'Guildmint could not be loaded: check your connection and reload the page.';
});
