import { commandable } from '@/core/mapping';
import { TextField } from '@/ui/text-field';

import type { MappingDraft } from './mapping-draft';
import styles from './unknown-page.module.css';

type CommandFieldsProps = {
  readonly draft: MappingDraft;
  readonly onChange: (draft: MappingDraft) => void;
};

/** How the device is commanded, where it can be. */
export function CommandFields({ draft, onChange }: CommandFieldsProps) {
  const meanings = commandable(draft.kind);
  const { commandTopic, commands } = draft;
  const example = `${draft.readings[0]?.topic ?? 'topic'}/set`;
  if (meanings.length === 0) return null;
  return (
    <section className={styles['stack']}>
      <h3 className={styles['step']}>How it is commanded</h3>
      <TextField
        label="Topic for commands"
        value={commandTopic}
        onChange={(topic) => onChange({ ...draft, commandTopic: topic })}
        description={`Often ${example}. Leave it empty where it takes no commands.`}
        verbatim
      />
      <div className={styles['words']}>
        {meanings.map(({ means, label }) => (
          <TextField
            key={means}
            label={`Message for “${label}”`}
            value={commands[means] ?? ''}
            onChange={(payload) => onChange({ ...draft, commands: { ...commands, [means]: payload } })}
            verbatim
          />
        ))}
      </div>
    </section>
  );
}
