import type { Device, DeviceId } from '@/core/device';
import { useHomeStore } from '@/store/home-context';
import { Button } from '@/ui/button';
import { saveFile } from '@/ui/save-file';

import { firmwareCsv } from './firmware-csv';
import { useJudging } from './judging';

/** Saves what the table shows as a file for a spreadsheet. */
export function ExportButton({ ids }: { readonly ids: readonly DeviceId[] }) {
  const store = useHomeStore();
  const { judge } = useJudging();
  const save = () => {
    const devices = ids.map((id) => store.read(`device ${id}`)).filter((one): one is Device => one !== undefined);
    saveFile('firmware.csv', firmwareCsv(devices.map((device) => ({ device, judgement: judge(device) }))));
  };
  return (
    <Button size="small" disabledReason={ids.length === 0 ? 'There is nothing to export.' : null} onPress={save}>
      Export CSV
    </Button>
  );
}
