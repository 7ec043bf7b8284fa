import { useState } from 'react';

import type { Alert } from '@/core/alerts/alert';
import { alertEvidenceFile, evidenceFile } from '@/core/alerts/evidence-file';
import type { Incident } from '@/core/alerts/incident';
import { Button } from '@/ui/button';
import { saveFile } from '@/ui/save-file';

import { StepDone } from './step-done';

type SaveEvidenceStepProps = { readonly incident: Incident; readonly alerts: readonly Alert[] };

/** Hands over what was seen as a file. */
export function SaveEvidenceStep({ incident, alerts }: SaveEvidenceStepProps) {
  return <SaveButton fileOf={(now) => evidenceFile(incident, alerts, now)} />;
}

/** The same for an alert that is in no incident. */
export function SaveAlertEvidence({ alert }: { readonly alert: Alert }) {
  return <SaveButton fileOf={(now) => alertEvidenceFile(alert, now)} />;
}

type SaveButtonProps = { readonly fileOf: (now: number) => { readonly name: string; readonly text: string } };

function SaveButton({ fileOf }: SaveButtonProps) {
  const [saved, setSaved] = useState<string | null>(null);
  function save(): void {
    const { name, text } = fileOf(Date.now());
    saveFile(name, text);
    setSaved(name);
  }
  return (
    <>
      <Button size="small" onPress={save}>
        Save the evidence
      </Button>
      {saved !== null && <StepDone>Saved as {saved}.</StepDone>}
    </>
  );
}
