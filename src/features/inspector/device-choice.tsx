import type { Device, DeviceId } from '@/core/device';
import type { DeviceView } from '@/store/device-view';
import { useDeviceView } from '@/store/home-hooks';
import { SelectField } from '@/ui/select-field';

import styles from './inspector.module.css';

/** a list of more is none to choose from: a device's own page shows its messages too */
const mostChoices = 1_000;

type DeviceChoiceProps = { readonly device: DeviceId | null; readonly onChoose: (device: DeviceId | null) => void };

/** Whose messages: everybody's, or one device's. */
export function DeviceChoice({ device, onChoose }: DeviceChoiceProps) {
  const devices = useDeviceView(namesView);
  const isListed = device === null || devices.some(({ value }) => value === device);
  return (
    <div className={styles['device']}>
      <SelectField
        hideLabel
        label="Device"
        value={device ?? ''}
        onChange={(value) => onChoose(value === '' ? null : value)}
        choices={[
          { value: '', label: 'Every device' },
          ...(isListed ? [] : [{ value: device, label: 'Another device' }]),
          ...devices,
        ]}
      />
    </div>
  );
}

const namesView: DeviceView<string, readonly { readonly value: DeviceId; readonly label: string }[]> = {
  aspect: ({ name }: Device) => name,
  same: (before, after) => before === after,
  build: (names) =>
    [...names]
      .map(([value, label]) => ({ value, label }))
      .toSorted((one, other) => one.label.localeCompare(other.label))
      .slice(0, mostChoices),
  everyMs: 1_000,
};
