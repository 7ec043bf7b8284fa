import type { AlertId } from '@/core/alerts/alert';
import type { DeviceId } from '@/core/device';

/** The addresses of the pages (names that must stay), relative to the application's root. */
export const paths = {
  overview: '/',
  devices: '/devices',
  device: (id: DeviceId) => `/devices/${encodeURIComponent(id)}`,
  /** no device's id is a plain word, so it is in nobody's way */
  unknown: '/devices/unknown',
  alerts: '/alerts',
  alert: (id: AlertId) => `/alerts#${encodeURIComponent(id)}`,
  firmware: '/firmware',
  access: '/access',
  rotateAll: '/access/all',
  messages: '/messages',
  accessRights: '/access/rights',
  /** where a log-in is banned, and what waits is approved */
  accessRules: '/access/policies',
  codes: '/access/codes',
  /** what the broker itself tells */
  brokerLog: '/access/broker',
  certificates: '/access/certificates',
  settings: '/settings',
  connect: '/connect',
  /** reached without a log-in: the broker may have lost its accounts */
  restore: '/connect/accounts',
} as const;
