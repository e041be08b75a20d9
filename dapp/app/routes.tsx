import { createBrowserRouter } from 'react-router';
import { Home } from './home.tsx';
import { NotFound, RouteError } from './route-error.tsx';

export const router = createBrowserRouter([
  {
    errorElement: <RouteError />,
    children: [
      { path: '/', element: <Home /> },
      {
        path: '/playground',
        lazy: async () => ({ Component: (await import('../features/playground/route.tsx')).PlaygroundRoute }),
      },
      { path: '*', element: <NotFound /> },
    ],
    hydrateFallbackElement: null,
  },
]);
