import { useId, type ReactNode } from 'react';

import styles from './fields.module.css';

export type Choice<Value extends string> = { readonly value: Value; readonly label: string };

type SelectFieldProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly Choice<Value>[];
  readonly description?: ReactNode;
};

/** One of many. The browser's own list: on a phone nothing is better at being scrolled by a thumb. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, value, onChange, choices, description } = props;
  const id = useId();
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={styles['input']}
        value={value}
        onChange={({ target }) => {
          const chosen = choices.find((choice) => choice.value === target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
        {...(description !== undefined && { 'aria-describedby': `${id}-description` })}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      {description !== undefined && (
        <p id={`${id}-description`} className={styles['description']}>
          {description}
        </p>
      )}
    </div>
  );
}
