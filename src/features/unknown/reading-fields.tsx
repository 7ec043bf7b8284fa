import { aspectOf } from '@/core/mapping';
import type { UnknownTopic } from '@/core/unknown-traffic';
import { SelectField } from '@/ui/select-field';
import { TextField } from '@/ui/text-field';

import { leavesOf } from './leaves';
import { openReading, pointAt, previewOf, type DraftReading } from './mapping-draft';
import styles from './unknown-page.module.css';
import { ValuePicker } from './value-picker';

type ReadingFieldsProps = {
  readonly reading: DraftReading;
  /** what was found, with the last message of each */
  readonly topics: readonly UnknownTopic[];
  readonly onChange: (reading: DraftReading) => void;
};

/** One thing that the device tells: where it stands, which value, and what it means; below it what that says now. */
export function ReadingFields({ reading, topics, onChange }: ReadingFieldsProps) {
  const { aspect, topic, path, words } = reading;
  const about = aspectOf(aspect);
  const text = textOf(topics, topic);
  const leaves = leavesOf(text ?? '');
  const moveTo = (next: string) =>
    onChange(openReading(reading.id, aspect, next, leavesOf(textOf(topics, next) ?? '')));
  const places = topics.some((one) => one.topic === topic) ? topics.map((one) => one.topic) : [topic];
  return (
    <div className={styles['stack']}>
      {places.length > 1 && (
        <SelectField
          label="Topic"
          value={topic}
          onChange={moveTo}
          choices={places.map((place) => ({ value: place, label: place }))}
        />
      )}
      {about.form !== 'picture' && (
        <ValuePicker
          label={`Which value tells “${about.label}”?`}
          leaves={leaves}
          path={path}
          onPick={(leaf) => onChange(pointAt(reading, leaf))}
        />
      )}
      {about.form === 'words' && path !== null && (
        <div className={styles['words']}>
          {about.meanings.map(({ means, label }) => (
            <TextField
              key={means}
              label={`It means “${label}” when it is`}
              value={words[means] ?? ''}
              onChange={(word) => onChange({ ...reading, words: { ...words, [means]: word } })}
              verbatim
            />
          ))}
        </div>
      )}
      <p role="status" aria-label={`Preview of ${about.label}`} className={styles['preview']}>
        {previewOf(reading, text)}
      </p>
    </div>
  );
}

/** The whole of its last message; null: it is not known, or too long to be read here. */
function textOf(topics: readonly UnknownTopic[], topic: string): string | null {
  const found = topics.find((one) => one.topic === topic);
  return found?.whole === true ? found.text : null;
}
