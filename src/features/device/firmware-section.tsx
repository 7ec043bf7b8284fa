import type { Device } from '@/core/device';
import type { FirmwareTask, FirmwareWork } from '@/core/firmware/firmware-task';
import { waitsForCarrier } from '@/firmware/carrier-words';
import { currencyOf } from '@/firmware/currency';
import { currencyWords } from '@/firmware/currency-words';
import { judgeBy, type Judgement } from '@/firmware/judge';
import { supportWords } from '@/firmware/judgement-words';
import { isUnfinished } from '@/firmware/queue';
import { queueWords } from '@/firmware/queue-words';
import { situationOf, type Situation } from '@/firmware/situation';
import { whyNotCheck, whyNotUpdate } from '@/firmware/startable';
import { agreedSources, updateQuestion } from '@/firmware/update-question';
import { installedWords, latestWords, updatingWords } from '@/firmware/version-words';
import { useSessionClient } from '@/session/client-context';
import { useConnection, useFirmwareKnowledge, useFirmwareTasks, useUpdatePlan } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { AskFirstButton } from '@/ui/ask-first-button';
import { Button } from '@/ui/button';
import { clockWords } from '@/ui/clock-words';
import { currencyLook } from '@/ui/currency-look';
import { Facts, type Fact } from '@/ui/facts';
import { Notice } from '@/ui/notice';
import { useNow } from '@/ui/now';
import { paths } from '@/ui/paths';
import { ProgressBar } from '@/ui/progress-bar';
import { Section } from '@/ui/section';
import { usePageReason } from '@/ui/secure-page';
import { StatusBadge } from '@/ui/status-badge';
import { TextLink } from '@/ui/text-link';

import styles from './device-page.module.css';

/** What runs on the device, whether there is something newer, and the way there. */
export function FirmwareSection({ device }: { readonly device: Device }) {
  const task = useFirmwareTasks().findLast((one) => one.device === device.id);
  const judgement = judgeBy(useFirmwareKnowledge()).judge(device, useNow(3_600_000));
  const situation = situationOf(device, task, judgement.standing);
  return (
    <Section heading="Firmware">
      <div className={styles['stack']}>
        <Facts
          facts={[
            { label: 'Installed', value: installedWords(device) ?? 'Not told' },
            { label: 'Latest', value: latestWords(device) ?? 'Not known' },
            { label: 'State', value: <State situation={situation} device={device} /> },
            ...sourceOf(device),
            ...newsOf(device),
            ...knownOf(device, judgement),
          ]}
        />
        {situation.kind === 'failed' && (
          <Notice tone="warning" title={situation.sentence}>
            {situation.advice}
          </Notice>
        )}
        <FirmwareButtons device={device} task={task} />
      </div>
    </Section>
  );
}

/** What catalogues and people know of it, and the way to the details. */
function knownOf(device: Device, { exposures, support }: Judgement): readonly Fact[] {
  const sure = exposures.filter(({ fit, state }) => fit !== 'possibly' || state === 'affected');
  const affected = sure.some(({ state }) => state === 'affected');
  const details = <TextLink to={`${paths.firmware}?device=${encodeURIComponent(device.id)}`}>Show details</TextLink>;
  const weaknesses: readonly Fact[] =
    sure.length === 0
      ? []
      : [
          {
            label: 'Attacked weaknesses',
            value: (
              <>
                <StatusBadge
                  look="plain"
                  tone={affected ? 'critical' : 'warning'}
                  icon={affected ? 'warning' : 'question'}
                >
                  {affected ? 'It has one' : 'Check this'}
                </StatusBadge>
                <p className={styles['evidence']}>
                  {sure.map(({ advisory }) => advisory.cve).join(', ')}. {details}
                </p>
              </>
            ),
          },
        ];
  return support.state === 'unknown' ? weaknesses : [...weaknesses, { label: 'Support', value: supportWords(support) }];
}

/** Where a device that fetches its firmware itself says that it does. */
function sourceOf({ capabilities, updateSource }: Device): readonly Fact[] {
  if (!capabilities.includes('firmware-source')) return [];
  return [{ label: 'Fetched from', value: updateSource?.value.url ?? 'Not told' }];
}

/** What the bridge says of the version on offer. */
function newsOf(device: Device): readonly Fact[] {
  const notes = device.firmware?.value.releaseNotes ?? null;
  return notes === null || currencyOf(device) !== 'behind' ? [] : [{ label: 'What is new', value: notes }];
}

function State({ situation, device }: { readonly situation: Situation; readonly device: Device }) {
  const { carrier } = useUpdatePlan();
  switch (situation.kind) {
    case 'updating':
      return (
        <ProgressBar label={`Update of ${device.name}`} percent={situation.percent} words={updatingWords(situation)} />
      );
    case 'waiting':
    case 'asking':
    case 'starting':
    case 'scheduled':
    case 'checking':
      return queueWords(situation, waitsForCarrier(carrier, clockWords)).sentence;
    case 'failed':
      return (
        <StatusBadge tone="warning" look="plain">
          Failed
        </StatusBadge>
      );
    case 'updated':
      return (
        <>
          <StatusBadge tone="ok" look="plain">
            Updated
          </StatusBadge>
          <p className={styles['evidence']}>
            {situation.sentence} That was <Age at={situation.at} />.
          </p>
        </>
      );
    case 'standing':
      return (
        <>
          <StatusBadge {...currencyLook[situation.currency]} look="plain">
            {currencyWords[situation.currency]}
          </StatusBadge>
          <p className={styles['evidence']}>
            {situation.evidence}
            {situation.askedAt !== null && (
              <>
                {' Asked '}
                <Age at={situation.askedAt} />.
              </>
            )}
          </p>
        </>
      );
  }
}

type ButtonsProps = { readonly device: Device; readonly task: FirmwareTask | undefined };

/** Buttons where the device knows of such a thing at all; how it is done instead stands above. */
function FirmwareButtons({ device, task }: ButtonsProps) {
  const client = useSessionClient();
  const pageReason = usePageReason(useConnection().status === 'connected');
  const order = (work: FirmwareWork) =>
    client.firmware({ type: 'add', work, devices: [device.id], sources: agreedSources([device]) });
  const { capabilities } = device;
  const going = task !== undefined && isUnfinished(task) ? task.work : null;
  const busy = going === null ? null : 'Wait until the last request has been answered.';
  if (!capabilities.includes('firmware-check') && !capabilities.includes('firmware-update')) return null;
  return (
    <div className={styles['commands']}>
      {capabilities.includes('firmware-check') && (
        <Button
          icon="refresh"
          pending={going === 'check'}
          disabledReason={going === 'check' ? null : (pageReason ?? busy ?? whyNotCheck(device))}
          onPress={() => order('check')}
        >
          {going === 'check' ? 'Checking…' : 'Check for an update'}
        </Button>
      )}
      {capabilities.includes('firmware-update') && (
        <AskFirstButton
          question={updateQuestion([device])}
          pending={going === 'update'}
          disabledReason={going === 'update' ? null : (pageReason ?? busy ?? whyNotUpdate(device))}
          onConfirm={() => order('update')}
        >
          {going === 'update' ? 'Updating…' : 'Update'}
        </AskFirstButton>
      )}
    </div>
  );
}
