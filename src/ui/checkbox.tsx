import { useId, type ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';

import styles from './fields.module.css';
import { Icon } from './icon';

type CheckboxProps = {
  readonly label: string;
  readonly selected: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly description?: ReactNode;
  readonly name?: string;
};

export function Checkbox({ label, selected, onChange, description, name }: CheckboxProps) {
  const descriptionId = useId();
  return (
    <div className={styles['checkField']}>
      <AriaCheckbox
        className={styles['check'] ?? ''}
        isSelected={selected}
        onChange={onChange}
        {...(name !== undefined && { name })}
        {...(description !== undefined && { 'aria-describedby': descriptionId })}
      >
        <span className={styles['box']}>
          <Icon name="check" size={16} />
        </span>
        {label}
      </AriaCheckbox>
      {description !== undefined && (
        <p id={descriptionId} className={styles['checkDescription']}>
          {description}
        </p>
      )}
    </div>
  );
}
