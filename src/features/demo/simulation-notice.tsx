import { useState } from 'react';

import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

import type { OfferedScenario } from './offered-scenarios';
import { ScenarioDialog } from './scenario-dialog';
import { runningWords } from './scenario-words';
import { useScenarios } from './use-scenarios';

type SimulationNoticeProps = {
  readonly scenarios: readonly OfferedScenario[];
  /** where scenarios are asked for and started */
  readonly address: URL;
};

/** Says that this home is a simulated one, and lets a person see what Gatehouse makes of an attack on it. */
export function SimulationNotice({ scenarios, address }: SimulationNoticeProps) {
  const [open, setOpen] = useState(false);
  const { running, start } = useScenarios(address, open);
  const now = scenarios.filter(({ name }) => running.some((one) => one.name === name));
  const begin = (name: string) => start.mutate(name, { onSuccess: (failure) => failure === null && setOpen(false) });
  return (
    <>
      <Notice
        tone="info"
        title="This is a simulated home. Nothing you do here reaches a real door."
        actions={
          <Button size="small" icon="siren" onPress={() => setOpen(true)}>
            Try an attack
          </Button>
        }
      >
        <div role="status" aria-label="Scenario">
          {now.map((scenario) => (
            <p key={scenario.name}>{runningWords(scenario)}</p>
          ))}
        </div>
      </Notice>
      <ScenarioDialog
        open={open}
        onClose={() => setOpen(false)}
        scenarios={scenarios}
        running={running}
        failure={start.data ?? null}
        starting={start.isPending ? start.variables : null}
        onStart={begin}
      />
    </>
  );
}
