import { useId, useState } from 'react';

import type { FirmwareTask } from '@/core/firmware/firmware-task';
import type { Carrier } from '@/core/firmware/update-plan';
import { rulesOf } from '@/firmware/plan';
import { carrierWords, unreadableWords } from '@/firmware/carrier-words';
import { hoursWords } from '@/firmware/task-words';
import { timelineOf } from '@/firmware/timeline';
import { useUpdatePlan, useWatch } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { clockWords } from '@/ui/clock-words';
import { Section } from '@/ui/section';

import { PlannedTask } from './planned-task';
import { UpdateRulesDialog } from './update-rules-dialog';
import styles from './update-plan-section.module.css';

/** What is to be updated and what was, along time, how each stands, and the rules by which it goes on while nobody looks. */
export function UpdatePlanSection() {
  const plan = useUpdatePlan();
  const watch = useWatch();
  const [editing, setEditing] = useState(false);
  const tasks = plan.tasks.filter(({ work }) => work === 'update');
  const rules = rulesOf(plan);
  const { next, over } = timelineOf(tasks);
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
      {plan.unreadable !== undefined && (
        <p role="status" aria-label="The plan of the home" className={styles['carrier']}>
          {unreadableWords[plan.unreadable]}
        </p>
      )}
      {tasks.length === 0 ? (
        <p className={styles['empty']}>Nothing is planned. Tick devices above, and update them now or tonight.</p>
      ) : (
        <>
          <p role="status" aria-label="Update plan" className={styles['sum']}>
            {next.length === 0 ? 'Everything has come to its end.' : `${next.length} of ${tasks.length} to go.`}
          </p>
          {next.length > 0 && plan.carrier !== null && (
            <p role="status" aria-label="Who carries it out" className={styles['carrier']}>
              {carrierWords(plan.carrier, watch, clockWords)}
            </p>
          )}
          <Tasks heading="Now and next" tasks={next} carrier={plan.carrier} />
          <Tasks heading="Ended" tasks={over} carrier={plan.carrier} />
        </>
      )}
      {editing && <UpdateRulesDialog rules={rules} onClose={() => setEditing(false)} />}
    </Section>
  );
}

type TasksProps = {
  readonly heading: string;
  readonly tasks: readonly FirmwareTask[];
  readonly carrier: Carrier | null;
};

function Tasks({ heading, tasks, carrier }: TasksProps) {
  const id = useId();
  if (tasks.length === 0) return null;
  return (
    <>
      <h3 id={id} className={styles['part']}>
        {heading}
      </h3>
      <ol aria-labelledby={id} className={styles['tasks']}>
        {tasks.map((task) => (
          <PlannedTask key={`${task.device} ${task.orderedAt}`} task={task} carrier={carrier} />
        ))}
      </ol>
    </>
  );
}
