import type { DeviceId } from '@/core/device';
import { paths } from '@/ui/paths';
import { Section } from '@/ui/section';
import { TextLink } from '@/ui/text-link';

import { Inspector } from './inspector';

/** What one device really says, on its page. */
export function MessagesSection({ device }: { readonly device: DeviceId }) {
  return (
    <Section
      heading="Messages"
      lead="What this device and its bridge put on the broker. Secrets are hidden."
      actions={<TextLink to={paths.messages}>Messages of the whole home</TextLink>}
      look="bare"
    >
      <Inspector device={device} />
    </Section>
  );
}
