import { useId, type ReactNode } from 'react';

import styles from './fields.module.css';
import { useHandedFocus } from './handed-focus';
import { Icon } from './icon';
import { VisuallyHidden } from './visually-hidden';

export type Choice<Value extends string> = { readonly value: Value; readonly label: string };

type SelectFieldProps<Value extends string> = {
  readonly label: string;
  /** where the choice itself says what it is about: the label is for those who listen */
  readonly hideLabel?: boolean;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly Choice<Value>[];
  readonly description?: ReactNode;
};

/** One of many. The browser's own list: on a phone nothing is better at being scrolled by a thumb. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, hideLabel = false, value, onChange, choices, description } = props;
  const id = useId();
  const place = useHandedFocus<HTMLDivElement>();
  const name = (
    <label className={styles['label']} htmlFor={id}>
      {label}
    </label>
  );
  return (
    <div ref={place} className={styles['field']}>
      {hideLabel ? <VisuallyHidden>{name}</VisuallyHidden> : name}
      <span className={styles['select']}>
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
        <span className={styles['selectIcon']}>
          <Icon name="chevron-down" size={18} />
        </span>
      </span>
      {description !== undefined && (
        <p id={`${id}-description`} className={styles['description']}>
          {description}
        </p>
      )}
    </div>
  );
}
