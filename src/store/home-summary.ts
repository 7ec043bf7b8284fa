import { sameShare, shareOf, sumUp, type DeviceShare, type HomeSummary } from '@/core/home-summary';

import type { DeviceView } from './device-view';
import { useDeviceView } from './home-hooks';

/** A change of one device costs that device; the sum is made again only when its share in it changed. */
const summaryView: DeviceView<DeviceShare, HomeSummary> = {
  aspect: shareOf,
  same: sameShare,
  build: (shares) => sumUp(shares.values()),
  everyMs: 100,
};

export function useHomeSummary(): HomeSummary {
  return useDeviceView(summaryView);
}
