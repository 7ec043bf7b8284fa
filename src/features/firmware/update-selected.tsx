import type { Device, DeviceId } from '@/core/device';
import type { ShownPlan } from '@/core/firmware/update-plan';
import { unreadableWords } from '@/firmware/carrier-words';
import { roomIn, roomWords } from '@/firmware/plan-room';
import { isUnfinished } from '@/firmware/queue';
import { isSkipped, rulesOf } from '@/firmware/plan';
import { isUpdateOffered } from '@/firmware/startable';
import { agreedSources, nightQuestion, updateQuestion } from '@/firmware/update-question';
import { useSessionClient } from '@/session/client-context';
import { useHomeStore } from '@/store/home-context';
import { useConnection, useFirmwareTasks, useUpdatePlan } from '@/store/home-hooks';
import { AskFirstButton } from '@/ui/ask-first-button';
import { Button } from '@/ui/button';
import { usePageReason } from '@/ui/secure-page';

import styles from './firmware-page.module.css';
import { useSelection } from './selection';

/** Ticks all that is shown and can be updated, and updates what is ticked, after a question. */
export function UpdateSelected({ updatable: all }: { readonly updatable: readonly DeviceId[] }) {
  const client = useSessionClient();
  const store = useHomeStore();
  const selection = useSelection();
  const pageReason = usePageReason(useConnection().status === 'connected');
  const plan = useUpdatePlan();
  const busy = new Set(
    useFirmwareTasks()
      .filter(isUnfinished)
      .map(({ device }) => device),
  );
  const isWanted = (id: DeviceId) => {
    const device = store.read(`device ${id}`);
    return device !== undefined && isUpdateOffered(device) && !isSkipped(plan, device);
  };
  const updatable = all.filter((id) => !busy.has(id) && (selection.has(id) || isWanted(id)));
  const chosen = updatable.filter((id) => selection.has(id));
  const devices = chosen.map((id) => store.read(`device ${id}`)).filter((one): one is Device => one !== undefined);
  const every = chosen.length === updatable.length;
  const update = (unattended: boolean) => {
    client.firmware({ type: 'add', work: 'update', devices: chosen, unattended, sources: agreedSources(devices) });
    selection.put(chosen, false);
  };
  const tooMany = roomWords(chosen.length, roomIn(plan.tasks));
  const whyNot = pageReason ?? (chosen.length === 0 ? whyNothing(updatable.length) : null);
  return (
    <div className={styles['bulk']}>
      {updatable.length > 1 && (
        <Button size="small" onPress={() => selection.put(updatable, !every)}>
          {every ? 'Select none' : `Select all ${updatable.length}`}
        </Button>
      )}
      <AskFirstButton
        size="small"
        tone={chosen.length > 0 ? 'primary' : 'quiet'}
        question={updateQuestion(devices)}
        disabledReason={whyNot}
        onConfirm={() => update(false)}
      >
        Update selected
      </AskFirstButton>
      {chosen.length > 0 && (
        <AskFirstButton
          size="small"
          question={nightQuestion(devices, rulesOf(plan))}
          disabledReason={whyNot ?? whyNoPlan(plan)}
          onConfirm={() => update(true)}
        >
          Update tonight
        </AskFirstButton>
      )}
      {chosen.length > 0 && <span className={styles['chosen']}>{chosen.length} selected</span>}
      {tooMany !== null && <span className={styles['chosen']}>{tooMany}</span>}
    </div>
  );
}

function whyNothing(updatable: number): string {
  return updatable === 0 ? 'Nothing that is shown here can be updated now.' : 'Tick the devices to update first.';
}

function whyNoPlan({ mayPlan, unreadable }: ShownPlan): string | null {
  if (unreadable !== undefined) return unreadableWords[unreadable];
  return mayPlan ? null : 'Your account may not plan updates. An owner can.';
}
