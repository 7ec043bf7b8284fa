import { useState } from 'react';

import { useConnection, useDeviceView, useListening } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';

import { DeviceTile } from './device-tile';
import { deviceGroupsView, type DeviceGroup } from './device-groups';
import styles from './overview-page.module.css';

/** The whole home, a tile a device. */
export function DevicesByRoom() {
  const groups = useDeviceView(deviceGroupsView);
  const settled = useListening().phase === 'settled';
  const connected = useConnection().status === 'connected';
  if (groups.length === 0 && connected && !settled) return <Skeleton label="Listening for devices" lines={6} />;
  if (groups.length === 0) {
    return (
      <EmptyState icon="sensor" title="Nothing has been heard from your home yet.">
        Gatehouse heard nobody it understands. Check that your bridge runs, and that the account you signed in with may
        read its topics.
      </EmptyState>
    );
  }
  return groups.map((group) => <Group key={group.key} group={group} />);
}

const shownAtFirst = 12;

function Group({ group }: { readonly group: DeviceGroup }) {
  const [all, setAll] = useState(false);
  const shown = all ? group.ids : group.ids.slice(0, shownAtFirst);
  return (
    <Section heading={group.title} look="bare">
      <ul className={styles['tiles']}>
        {shown.map((id) => (
          <li key={id}>
            <DeviceTile id={id} />
          </li>
        ))}
      </ul>
      {shown.length < group.ids.length && (
        <div>
          <Button size="small" onPress={() => setAll(true)}>
            Show all {group.ids.length}
          </Button>
        </div>
      )}
    </Section>
  );
}
