import { useId, type ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';

import styles from './fields.module.css';
import { useHandedFocus } from './handed-focus';
import { Icon } from './icon';

type CheckboxProps = {
  readonly label: string;
  /** where the words beside it say already what it is about: the label is for those who listen */
  readonly hideLabel?: boolean;
  readonly selected: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly description?: ReactNode;
  readonly name?: string;
};

export function Checkbox({ label, hideLabel = false, selected, onChange, description, name }: CheckboxProps) {
  const descriptionId = useId();
  // what was ticked may be no choice any more
  const place = useHandedFocus<HTMLDivElement>();
  return (
    <div ref={place} className={styles['checkField']}>
      <AriaCheckbox
        className={styles['check'] ?? ''}
        isSelected={selected}
        onChange={onChange}
        {...(name !== undefined && { name })}
        {...(hideLabel && { 'aria-label': label })}
        {...(description !== undefined && { 'aria-describedby': descriptionId })}
      >
        <span className={styles['box']}>
          <Icon name="check" size={16} />
        </span>
        {!hideLabel && label}
      </AriaCheckbox>
      {description !== undefined && (
        <p id={descriptionId} className={styles['checkDescription']}>
          {description}
        </p>
      )}
    </div>
  );
}
