import { roundWords } from '@/firmware/round-words';
import { useSessionClient } from '@/session/client-context';
import { useFirmwareTasks } from '@/store/home-hooks';
import { useHomeStore } from '@/store/home-context';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';

import styles from './firmware-page.module.css';

/** What the queue is doing, in a sentence, and the button that lets it begin nothing more. */
export function RoundStatus() {
  const client = useSessionClient();
  const store = useHomeStore();
  const tasks = useFirmwareTasks();
  const devices = new Map(
    tasks.flatMap(({ device: id }) => {
      const device = store.read(`device ${id}`);
      return device === undefined ? [] : [[id, device] as const];
    }),
  );
  const round = roundWords(tasks, devices);
  const more = tasks.some(({ stage }) => stage.at === 'waiting');
  return (
    <div className={styles['round']}>
      <p role="status" aria-label="Firmware progress">
        {round !== null && (
          <>
            <Icon name={round.unfinished === null ? 'check' : 'clock'} size={18} />
            {round.sentence}
          </>
        )}
      </p>
      {more && (
        <Button size="small" onPress={() => client.firmware({ type: 'stop' })}>
          Stop after this one
        </Button>
      )}
    </div>
  );
}
