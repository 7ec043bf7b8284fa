import type { DeviceId } from '@/core/device';

/** The addresses of the pages (names that must stay), relative to the application's root. */
export const paths = {
  overview: '/',
  devices: '/devices',
  device: (id: DeviceId) => `/devices/${encodeURIComponent(id)}`,
  alerts: '/alerts',
  firmware: '/firmware',
  access: '/access',
  rotateAll: '/access/all',
  settings: '/settings',
  connect: '/connect',
} as const;
