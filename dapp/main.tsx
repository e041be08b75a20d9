import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { router } from './app/routes.tsx';
import { language } from './lib/language.ts';
import { loadSentences } from './lib/sentences.ts';
import './styles.css';

const queryClient = new QueryClient({ defaultOptions: { queries: { retry: 1 } } });

const root = document.getElementById('root') as HTMLElement;

function show() {
  document.documentElement.lang = language;
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>,
  );
}

loadSentences('shell').then(show, () => {
  // There are no sentences yet that could say it in another language.
  root.textContent = 'Guildmint could not be loaded: check your connection and reload the page.';
});
