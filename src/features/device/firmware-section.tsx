import { currencyOf, type Currency } from '@/core/currency';
import type { Device } from '@/core/device';
import { Facts, type Fact } from '@/ui/facts';
import { Section } from '@/ui/section';
import { StatusBadge } from '@/ui/status-badge';
import type { Tone } from '@/ui/tone';

type Words = { readonly tone: Tone; readonly words: string };

const currencyWords: Readonly<Record<Currency, Words>> = {
  current: { tone: 'ok', words: 'Up to date, says its bridge' },
  behind: { tone: 'info', words: 'An update is available' },
  vulnerable: { tone: 'critical', words: 'Has a known weakness' },
  unsupported: { tone: 'warning', words: 'No longer supported by its maker' },
  unknown: { tone: 'neutral', words: 'Unknown: nobody has told whether there is a newer one' },
};

/** What runs on the device, and whether there is something newer. */
export function FirmwareSection({ device }: { readonly device: Device }) {
  return (
    <Section heading="Firmware">
      <Facts facts={factsOf(device)} />
    </Section>
  );
}

function factsOf(device: Device): readonly Fact[] {
  const firmware = device.firmware?.value;
  const { tone, words } = currencyWords[currencyOf(device)];
  const facts: Fact[] = [
    { label: 'Installed', value: firmware?.installed ?? fileWords(firmware?.fileInstalled) ?? 'Not told' },
    { label: 'Latest', value: latestWords(firmware) },
    {
      label: 'State',
      value:
        tone === 'neutral' ? (
          words
        ) : (
          <StatusBadge tone={tone} look="plain">
            {words}
          </StatusBadge>
        ),
    },
  ];
  if (firmware?.updating) facts.push({ label: 'Update', value: updatingWords(firmware.updating) });
  return facts;
}

/** Zigbee files are numbered on their own: such a number can be compared with another one, not with a version. */
function latestWords(firmware: NonNullable<Device['firmware']>['value'] | undefined): string {
  if (firmware?.latest) return firmware.latest;
  const { fileInstalled = null, fileLatest = null } = firmware ?? {};
  if (fileLatest !== null && fileLatest === fileInstalled) return `The same, file ${fileLatest}`;
  return fileWords(fileLatest) ?? 'Not told';
}

function fileWords(file: number | null | undefined): string | null {
  return file === null || file === undefined ? null : `File ${file}`;
}

type Updating = { readonly percent: number | null; readonly remainingSeconds: number | null };

function updatingWords({ percent, remainingSeconds }: Updating): string {
  const done = percent === null ? 'Under way' : `${Math.round(percent)} % done`;
  if (remainingSeconds === null) return done;
  const minutes = Math.ceil(remainingSeconds / 60);
  return `${done}, about ${minutes === 1 ? 'a minute' : `${minutes} minutes`} to go`;
}
