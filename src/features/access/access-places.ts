import { paths } from '@/ui/paths';
import type { SubPlace } from '@/ui/sub-navigation';

/** The pages of Access, in the order of their links; their routes are in `app/routes.tsx`. */
export const accessPlaces: readonly SubPlace[] = [
  { to: paths.access, label: 'Log-ins' },
  { to: `${paths.access}/people`, label: 'People' },
  { to: paths.codes, label: 'Codes' },
  { to: paths.accessRights, label: 'Who can do what' },
  { to: paths.accessRules, label: 'Rules' },
  { to: paths.brokerLog, label: 'Broker log' },
  { to: paths.certificates, label: 'Certificates' },
  { to: paths.rotateAll, label: 'Rotate everything' },
];
