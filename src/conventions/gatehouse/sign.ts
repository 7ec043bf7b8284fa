import type { Sign } from '../convention';
import { announcements, isBelowDevices } from './topics';

/** Every device announces itself below one topic, and speaks nowhere else. */
export const gatehouseSign: Sign = {
  name: 'gatehouse',
  filters: [announcements],
  isIn: ({ topic }) => isBelowDevices(topic),
};
