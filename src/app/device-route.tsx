import { DevicePage } from '@/features/device/device-page';
import { MessagesSection } from '@/features/inspector/messages-section';

/** The page of a device with its messages: two features, which do not know each other. */
export function DeviceRoute() {
  return <DevicePage Messages={MessagesSection} />;
}
