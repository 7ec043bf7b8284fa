import { use } from 'react';

import type { Device, DeviceId } from '@/core/device';
import type { FirmwareTask } from '@/core/firmware/firmware-task';
import { isUnfinished } from '@/firmware/queue';
import { lagWords, supportWords } from '@/firmware/judgement-words';
import { situationOf } from '@/firmware/situation';
import { deviceFetches, isToBeAsked, whyNotCheck, whyNotUpdate } from '@/firmware/startable';
import { agreedSources, updateQuestion } from '@/firmware/update-question';
import { installedWords, latestWords } from '@/firmware/version-words';
import { useSessionClient } from '@/session/client-context';
import { useConnection, useDevice, useFirmwareTasks } from '@/store/home-hooks';
import { AskFirstButton } from '@/ui/ask-first-button';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { paths } from '@/ui/paths';
import { usePageReason } from '@/ui/secure-page';
import { TextLink } from '@/ui/text-link';
import { TableCell } from '@/ui/grid/virtual-table';
import { VisuallyHidden } from '@/ui/visually-hidden';

import { Attention, wantsAttention } from './attention';
import styles from './firmware-page.module.css';
import { useJudging } from './judging';
import { useSelection } from './selection';
import { OpenDetails, useIsShown } from './shown-columns';
import { SituationWords } from './situation-words';

/** One device: what runs on it, what is newer, how it stands, and the button that brings it there. */
export function FirmwareRow({ id }: { readonly id: DeviceId }) {
  const device = useDevice(id);
  const { judge } = useJudging();
  const isShown = useIsShown();
  const openDetails = use(OpenDetails);
  const task = useFirmwareTasks().findLast((one) => one.device === id);
  if (device === undefined) return null;
  const judgement = judge(device);
  const situation = situationOf(device, task, judgement.standing);
  const maker = [device.vendor, device.model].filter(Boolean).join(' ');
  return (
    <>
      <TableCell className={styles['tick']}>
        <Tick device={device} task={task} />
      </TableCell>
      <TableCell rowHeader className={styles['name']}>
        <TextLink to={paths.device(id)} className={styles['link']}>
          {device.name}
        </TextLink>
        <span className={styles['maker']}>{maker === '' ? 'Maker not told' : maker}</span>
      </TableCell>
      {isShown('room') && (
        <TableCell>
          <Version words={device.room} untold="Not told" label="Room" />
        </TableCell>
      )}
      {isShown('installed') && (
        <TableCell>
          <Version words={installedWords(device)} untold="Not told" label="Installed" />
        </TableCell>
      )}
      {isShown('latest') && (
        <TableCell>
          <Version words={latestWords(device)} untold="Not known" label="Latest" />
        </TableCell>
      )}
      {isShown('behind') && (
        <TableCell>
          <Version words={lagWords(judgement.lag)} untold="Not known" label="Behind" />
        </TableCell>
      )}
      {isShown('support') && (
        <TableCell>
          <Version
            words={judgement.support.state === 'unknown' ? null : supportWords(judgement.support)}
            untold="Not known"
            label="Support"
          />
        </TableCell>
      )}
      <TableCell className={styles['situation']}>
        <Attention judgement={judgement} />
        <SituationWords situation={situation} name={device.name} brief={wantsAttention(judgement)} />
      </TableCell>
      <TableCell className={styles['action']}>
        {isToBeAsked(device, judgement.standing) ? (
          <AskButton device={device} task={task} />
        ) : (
          <UpdateButton device={device} task={task} />
        )}
        <Button size="small" label={`Details of ${device.name}`} onPress={() => openDetails(id)}>
          Details
        </Button>
      </TableCell>
    </>
  );
}

type VersionProps = { readonly words: string | null; readonly untold: string; readonly label: string };

/** On a phone the label stands before it; in the table the column's heading does. */
function Version({ words, untold, label }: VersionProps) {
  return (
    <>
      <span className={styles['label']} aria-hidden="true">
        {label}
      </span>
      <span className={words === null ? styles['unknown'] : undefined}>{words ?? untold}</span>
    </>
  );
}

type PartProps = { readonly device: Device; readonly task: FirmwareTask | undefined };

function Tick({ device, task }: PartProps) {
  const selection = useSelection();
  const busy = task !== undefined && isUnfinished(task);
  if (busy || whyNotUpdate(device) !== null) return <VisuallyHidden>Nothing to select</VisuallyHidden>;
  return (
    <Checkbox
      label={`Select ${device.name}`}
      hideLabel
      selected={selection.has(device.id)}
      onChange={(selected) => selection.put([device.id], selected)}
    />
  );
}

/** Where there is nothing newer there is no button; how it is done instead stands beside. */
function UpdateButton({ device, task }: PartProps) {
  const client = useSessionClient();
  const pageReason = usePageReason(useConnection().status === 'connected');
  const reason = whyNotUpdate(device);
  const updating = device.firmware?.value.updating != null;
  const queued = task?.work === 'update' && isUnfinished(task);
  const offered = device.firmware?.value.updateAvailable === true || deviceFetches(device);
  if (!updating && !queued && reason !== null && !offered) return null;
  const pending = updating || queued;
  const doing = updating ? 'Updating' : queued ? 'Waiting to update' : 'Update';
  return (
    <AskFirstButton
      size="small"
      label={`${doing} ${device.name}`}
      question={updateQuestion([device])}
      pending={pending}
      disabledReason={pending ? null : (pageReason ?? reason)}
      onConfirm={() =>
        client.firmware({ type: 'add', work: 'update', devices: [device.id], sources: agreedSources([device]) })
      }
    >
      {updating ? 'Updating…' : queued ? 'Waiting…' : 'Update'}
    </AskFirstButton>
  );
}

/** A newer one is in the index, and its bridge has not told yet whether it has it. */
function AskButton({ device, task }: PartProps) {
  const client = useSessionClient();
  const pageReason = usePageReason(useConnection().status === 'connected');
  const asking = task !== undefined && isUnfinished(task);
  return (
    <Button
      size="small"
      label={`Check ${device.name} for an update`}
      pending={asking}
      disabledReason={asking ? null : (pageReason ?? whyNotCheck(device))}
      onPress={() => client.firmware({ type: 'add', work: 'check', devices: [device.id] })}
    >
      {asking ? 'Checking…' : 'Check'}
    </Button>
  );
}
