import type { DeviceId } from '@/core/device';

/** The addresses of the pages (names that must stay), relative to the application's root. */
export const paths = {
  overview: '/',
  devices: '/devices',
  device: (id: DeviceId) => `/devices/${encodeURIComponent(id)}`,
  /** no device's id is a plain word, so it is in nobody's way */
  unknown: '/devices/unknown',
  alerts: '/alerts',
  firmware: '/firmware',
  access: '/access',
  rotateAll: '/access/all',
  messages: '/messages',
  accessRights: '/access/rights',
  codes: '/access/codes',
  /** what the broker itself tells */
  brokerLog: '/access/broker',
  certificates: '/access/certificates',
  settings: '/settings',
  connect: '/connect',
} as const;
