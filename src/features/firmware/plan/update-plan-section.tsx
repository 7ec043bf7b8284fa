import { useState } from 'react';

import { isUnfinished } from '@/firmware/queue';
import { rulesOf } from '@/firmware/plan';
import { carrierWords } from '@/firmware/carrier-words';
import { hoursWords } from '@/firmware/task-words';
import { useUpdatePlan, useWatch } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { clockWords } from '@/ui/clock-words';
import { Section } from '@/ui/section';

import { PlannedTask } from './planned-task';
import { UpdateRulesDialog } from './update-rules-dialog';
import styles from './update-plan-section.module.css';

/** What is to be updated, in its order, how each stands, and the rules by which it goes on while nobody looks. */
export function UpdatePlanSection() {
  const plan = useUpdatePlan();
  const watch = useWatch();
  const [editing, setEditing] = useState(false);
  const tasks = plan.tasks.filter(({ work }) => work === 'update');
  const rules = rulesOf(plan);
  const open = tasks.filter(isUnfinished).length;
  return (
    <Section
      heading="Update plan"
      lead={`What is left for the night begins ${hoursWords(rules)}, with at least ${rules.batteryFloorPercent} % of battery, and never while the alarm is armed.`}
      actions={
        <Button size="small" onPress={() => setEditing(true)}>
          Change the rules
        </Button>
      }
    >
      {tasks.length === 0 ? (
        <p className={styles['empty']}>Nothing is planned. Tick devices above, and update them now or tonight.</p>
      ) : (
        <>
          <p role="status" aria-label="Update plan" className={styles['sum']}>
            {open === 0 ? 'Everything has come to its end.' : `${open} of ${tasks.length} to go.`}
          </p>
          {open > 0 && plan.carrier !== null && (
            <p role="status" aria-label="Who carries it out" className={styles['carrier']}>
              {carrierWords(plan.carrier, watch, clockWords)}
            </p>
          )}
          <ol aria-label="Planned updates" className={styles['tasks']}>
            {tasks.map((task) => (
              <PlannedTask key={`${task.device} ${task.orderedAt}`} task={task} carrier={plan.carrier} />
            ))}
          </ol>
        </>
      )}
      {editing && <UpdateRulesDialog rules={rules} onClose={() => setEditing(false)} />}
    </Section>
  );
}
