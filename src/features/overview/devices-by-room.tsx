import { useConnection, useDeviceView, useListening } from '@/store/home-hooks';
import { EmptyState } from '@/ui/empty-state';
import { Section } from '@/ui/section';
import { ShowMore, useFirstFew } from '@/ui/show-more';
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
  const { shown, list, showAll } = useFirstFew(group.ids, shownAtFirst);
  return (
    <Section heading={group.title} look="bare">
      <ul ref={list} className={styles['tiles']}>
        {shown.map((id) => (
          <li key={id}>
            <DeviceTile id={id} />
          </li>
        ))}
      </ul>
      <ShowMore onPress={showAll}>Show all {group.ids.length}</ShowMore>
    </Section>
  );
}
