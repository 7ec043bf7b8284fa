import { useId } from 'react';

import styles from './fields.module.css';
import { Icon } from './icon';
import { VisuallyHidden } from './visually-hidden';

type Choice = { readonly value: string; readonly label: string };

type SelectFieldProps = {
  /** the accessible name; the choice itself says what it is about */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly Choice[];
};

/** One of many: the browser's own list, which every phone shows best. */
export function SelectField({ label, value, onChange, choices }: SelectFieldProps) {
  const id = useId();
  return (
    <span className={styles['select']}>
      <VisuallyHidden>
        <label htmlFor={id}>{label}</label>
      </VisuallyHidden>
      <select
        id={id}
        className={styles['input']}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <span className={styles['selectIcon']}>
        <Icon name="chevron-down" size={18} />
      </span>
    </span>
  );
}
