import type { FirmwareTask } from '@/core/firmware/firmware-task';
import type { Carrier } from '@/core/firmware/update-plan';
import { deviceCan } from '@/core/device-can';
import { isUnfinished } from '@/firmware/queue';
import { taskWords, type TaskWords } from '@/firmware/task-words';
import { useSessionClient } from '@/session/client-context';
import { useDevice } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { clockWords } from '@/ui/clock-words';
import type { IconName } from '@/ui/icon';
import { paths } from '@/ui/paths';
import { StatusBadge } from '@/ui/status-badge';
import { TextLink } from '@/ui/text-link';
import type { Tone } from '@/ui/tone';

import { TaskMoments } from './task-moments';
import styles from './update-plan-section.module.css';

const looks: Readonly<Record<TaskWords['mood'], { readonly tone: Tone; readonly icon?: IconName }>> = {
  waits: { tone: 'neutral', icon: 'clock' },
  works: { tone: 'info', icon: 'update' },
  well: { tone: 'ok' },
  failed: { tone: 'warning' },
  'left-out': { tone: 'neutral' },
};

type PlannedTaskProps = { readonly task: FirmwareTask; readonly carrier: Carrier | null };

/** One update of the plan: which device, how it stands, when that was, and a way to call it off while there is one. */
export function PlannedTask({ task, carrier }: PlannedTaskProps) {
  const client = useSessionClient();
  const device = useDevice(task.device);
  const { mood, word, sentence } = taskWords(task, device, clockWords, carrier);
  const name = device?.name ?? 'A device that is gone';
  const canStop = task.stage.at === 'waiting' || (device !== undefined && deviceCan['call-off-update'](device));
  return (
    <li className={styles['task']} data-mood={mood}>
      <div className={styles['words']}>
        <span className={styles['name']}>
          {device === undefined ? name : <TextLink to={paths.device(task.device)}>{name}</TextLink>}
          {task.unattended && <span className={styles['when']}>Tonight</span>}
        </span>
        <StatusBadge look="plain" {...looks[mood]}>
          {word}
        </StatusBadge>
        <p className={styles['sentence']}>{sentence}</p>
        <TaskMoments task={task} />
      </div>
      {isUnfinished(task) && canStop && (
        <Button
          size="small"
          label={`Call off the update of ${name}`}
          onPress={() => client.firmware({ type: 'call-off', device: task.device })}
        >
          Call off
        </Button>
      )}
    </li>
  );
}
