import { createBrowserRouter } from 'react-router';

import { Skeleton } from '@/ui/skeleton';

import { ErrorPage } from './error-page';
import { NotFoundPage } from './not-found-page';
import { RequireHome } from './require-home';
import { Shell } from './shell';

/** The pages, each in a chunk of its own; their addresses are in `@/ui/paths`. */
export function createRouter(basename: string) {
  return createBrowserRouter(
    [
      {
        element: <Shell />,
        hydrateFallbackElement: <Skeleton label="Opening Gatehouse" lines={6} />,
        children: [
          {
            errorElement: <ErrorPage />,
            children: [
              {
                element: <RequireHome />,
                children: [
                  {
                    index: true,
                    lazy: async () => ({ Component: (await import('@/features/overview/overview-page')).OverviewPage }),
                  },
                  {
                    path: 'devices',
                    lazy: async () => ({ Component: (await import('@/features/devices/devices-page')).DevicesPage }),
                  },
                  {
                    path: 'alerts',
                    lazy: async () => ({ Component: (await import('@/features/alerts/alerts-page')).AlertsPage }),
                  },
                  {
                    path: 'devices/unknown',
                    lazy: async () => ({ Component: (await import('@/features/unknown/unknown-page')).UnknownPage }),
                  },
                  {
                    path: 'devices/:id',
                    lazy: async () => ({ Component: (await import('./device-route')).DeviceRoute }),
                  },
                  {
                    path: 'messages',
                    lazy: async () => ({
                      Component: (await import('@/features/inspector/messages-page')).MessagesPage,
                    }),
                  },
                  {
                    path: 'access',
                    lazy: async () => ({ Component: (await import('@/features/access/access-page')).AccessPage }),
                    children: [
                      {
                        index: true,
                        lazy: async () => ({ Component: (await import('@/features/access/logins-page')).LoginsPage }),
                      },
                      {
                        path: 'all',
                        lazy: async () => ({
                          Component: (await import('@/features/access/rotate-all-page')).RotateAllPage,
                        }),
                      },
                      {
                        path: 'codes',
                        lazy: async () => ({
                          Component: (await import('@/features/access/codes/codes-page')).CodesPage,
                        }),
                      },
                      {
                        path: 'rights',
                        lazy: async () => ({
                          Component: (await import('@/features/access/rights/rights-page')).RightsPage,
                        }),
                      },
                      {
                        path: 'certificates',
                        lazy: async () => ({
                          Component: (await import('@/features/access/certificates/certificates-page'))
                            .CertificatesPage,
                        }),
                      },
                      {
                        path: 'broker',
                        lazy: async () => ({
                          Component: (await import('@/features/access/broker-log/broker-log-page')).BrokerLogPage,
                        }),
                      },
                      {
                        path: 'people',
                        lazy: async () => ({
                          Component: (await import('@/features/access/people/people-page')).PeoplePage,
                        }),
                      },
                      {
                        path: 'policies',
                        lazy: async () => ({
                          Component: (await import('@/features/access/rules/rules-page')).RulesPage,
                        }),
                      },
                    ],
                  },
                  {
                    path: 'firmware',
                    lazy: async () => ({ Component: (await import('@/features/firmware/firmware-page')).FirmwarePage }),
                  },
                ],
              },
              {
                path: 'settings',
                lazy: async () => ({ Component: (await import('./settings-route')).SettingsRoute }),
              },
              { path: 'connect', lazy: async () => ({ Component: (await import('./connect-route')).ConnectRoute }) },
              { path: '*', element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
    { basename },
  );
}
