import { reachabilityWords } from '@/core/describe';
import type { Device } from '@/core/device';
import { useHistoryState, useLastHome } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { BatteryLevel } from '@/ui/battery-level';
import { toneOfMood } from '@/ui/device-look';
import { Facts, type Fact } from '@/ui/facts';
import { Section } from '@/ui/section';
import { SignalLevel } from '@/ui/signal-level';
import { StatusBadge } from '@/ui/status-badge';

import { BridgeCheck } from './bridge-check';
import styles from './device-page.module.css';
import { HabitsLine } from './habits-line';
import { HealthChart } from './health-chart';
import { HistoryChart } from './history-chart';

/** Is it there, will it last, and how it went: as far back as this browser keeps it, else since the page opened. */
export function HealthSection({ device }: { readonly device: Device }) {
  const { status } = useHistoryState();
  const isMemory = useLastHome() !== null;
  const kept = isMemory || (status !== 'off' && status !== 'unavailable' && status !== 'locked');
  return (
    <Section heading="Health">
      <div className={styles['stack']}>
        <Facts facts={factsOf(device)} />
        {device.kind === 'hub' && <BridgeCheck id={device.id} />}
        {kept ? <HistoryChart device={device} /> : <HealthChart device={device} />}
      </div>
    </Section>
  );
}

function factsOf(device: Device): readonly Fact[] {
  const { short, words, mood } = reachabilityWords(device);
  const facts: Fact[] = [
    {
      label: 'Status',
      value: (
        <>
          <StatusBadge tone={toneOfMood[mood]} {...(device.reachability === 'asleep' && { icon: 'sleep' })}>
            {short}
          </StatusBadge>
          {words !== short && <p className={styles['muted']}>{words}</p>}
        </>
      ),
    },
    { label: 'Last seen', value: <LastSeen device={device} /> },
  ];
  if (device.kind !== 'hub') {
    const mains = device.power === 'mains' && device.battery === null;
    facts.push({
      label: 'Battery',
      value: mains ? 'None: it runs on mains power' : <BatteryLevel battery={device.battery?.value ?? null} />,
    });
    facts.push({ label: 'Signal', value: <SignalLevel signal={device.signal?.value ?? null} exact /> });
  }
  const heard = device.messages === 1 ? 'One message' : `${device.messages} messages`;
  facts.push({ label: 'Heard live', value: `${device.messages === 0 ? 'Nothing' : heard} since this page connected` });
  facts.push({ label: 'What is usual', value: <HabitsLine device={device} /> });
  return facts;
}

function LastSeen({ device }: { readonly device: Device }) {
  if (device.lastSeen === null) return 'Not since this page connected';
  return (
    <>
      <Age at={device.lastSeen} exact />
      {!device.lastSeenLive && ', as the broker remembers it'}
    </>
  );
}
