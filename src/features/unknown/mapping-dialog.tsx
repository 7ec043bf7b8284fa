import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { aspectOf, mappedKindNames, mappedKindOf, sideAspects, type AspectName, type Mapping } from '@/core/mapping';
import type { UnknownTopic } from '@/core/unknown-traffic';
import { useSessionClient } from '@/session/client-context';
import type { MappingAnswer } from '@/session/protocol';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { MenuButton } from '@/ui/menu-button';
import { Notice } from '@/ui/notice';
import { SelectField } from '@/ui/select-field';
import { TextField } from '@/ui/text-field';

import { CommandFields } from './command-fields';
import { leavesOf } from './leaves';
import { mappingOf, missingIn, ofKind, openDraft, openReading, withReading, type MappingDraft } from './mapping-draft';
import { ReadingFields } from './reading-fields';
import styles from './unknown-page.module.css';

const kinds = mappedKindNames.map((kind) => ({ value: kind, label: mappedKindOf(kind).label }));

type MappingDialogProps = {
  readonly topic: UnknownTopic;
  /** the topics beside it, which may tell more of the same device */
  readonly topics: readonly UnknownTopic[];
  /** what was kept; null: nothing */
  readonly onClose: (made: Mapping | null) => void;
};

/** A person says what an unknown topic is, step by step, and sees at each what it says now. */
export function MappingDialog({ topic, topics, onClose }: MappingDialogProps) {
  const client = useSessionClient();
  const leaves = topic.text === null ? [] : leavesOf(topic.text);
  const [draft, setDraft] = useState(() =>
    openDraft(topic.topic, topic.form === 'picture' ? 'camera' : 'lock', leaves),
  );
  const save = useMutation({
    mutationFn: () => client.askMapping('saveMapping', { mapping: mappingOf(draft), replaces: null }),
    onSuccess: (answer) => answer.outcome !== 'refused' && onClose(mappingOf(draft)),
    meta: { saysItself: true },
  });
  const refusal = save.isError ? 'The page has lost its session. Reload it.' : reasonOf(save.data);
  const [main, ...sides] = draft.readings;
  return (
    <Dialog
      open
      wide
      onClose={() => onClose(null)}
      title="Say what it is"
      onSubmit={save.mutate}
      actions={
        <>
          <Button onPress={() => onClose(null)}>Cancel</Button>
          <Button tone="primary" type="submit" pending={save.isPending} disabledReason={missingIn(draft)}>
            Save
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <p>
          <code className={styles['topic']}>{topic.topic}</code>
        </p>
        <SelectField
          label="What is it?"
          value={draft.kind}
          onChange={(kind) => setDraft(ofKind(draft, kind, leaves))}
          choices={kinds}
        />
        <div className={styles['words']}>
          <TextField label="Name" value={draft.name} onChange={(name) => setDraft({ ...draft, name })} required />
          <TextField label="Room" value={draft.room} onChange={(room) => setDraft({ ...draft, room })} />
        </div>
        {main !== undefined && (
          <section className={styles['stack']}>
            <h3 className={styles['step']}>What it tells</h3>
            <ReadingFields
              reading={main}
              topics={topics}
              onChange={(reading) => setDraft(withReading(draft, reading))}
            />
          </section>
        )}
        <CommandFields draft={draft} onChange={setDraft} />
        {sides.map((reading) => (
          <section key={reading.id} className={styles['stack']}>
            <div className={styles['stepHead']}>
              <h3 className={styles['step']}>{aspectOf(reading.aspect).label}</h3>
              <Button
                size="small"
                label={`Remove ${aspectOf(reading.aspect).label}`}
                onPress={() => setDraft(withoutReading(draft, reading.id))}
              >
                Remove
              </Button>
            </div>
            <ReadingFields
              reading={reading}
              topics={topics}
              onChange={(changed) => setDraft(withReading(draft, changed))}
            />
          </section>
        ))}
        <MenuButton
          choices={restOf(draft).map((aspect) => ({
            label: aspectOf(aspect).label,
            onChoose: () => setDraft(addReading(draft, aspect, topic)),
          }))}
          disabledReason={restOf(draft).length === 0 ? 'It tells everything already.' : null}
        >
          It tells something else, too
        </MenuButton>
        {refusal !== null && (
          <Notice tone="critical" title="It was not saved." role="alert">
            {refusal}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

function reasonOf(answer: MappingAnswer | undefined): string | null {
  return answer?.outcome === 'refused' ? answer.reason : null;
}

function restOf({ readings }: MappingDraft): readonly AspectName[] {
  return sideAspects.filter((aspect) => !readings.some((reading) => reading.aspect === aspect));
}

function addReading(draft: MappingDraft, aspect: AspectName, { topic, text }: UnknownTopic): MappingDraft {
  const id = Math.max(...draft.readings.map((reading) => reading.id)) + 1;
  return { ...draft, readings: [...draft.readings, openReading(id, aspect, topic, leavesOf(text ?? ''))] };
}

function withoutReading(draft: MappingDraft, id: number): MappingDraft {
  return { ...draft, readings: draft.readings.filter((reading) => reading.id !== id) };
}
