import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField as AriaTextField } from 'react-aria-components/TextField';

import styles from './fields.module.css';
import { useHandedFocus } from './handed-focus';
import { Icon } from './icon';

type TextFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: Extract<HTMLInputTypeAttribute, 'text' | 'password' | 'url' | 'search'>;
  readonly description?: ReactNode;
  /** what is wrong and how to put it right; null: nothing */
  readonly error?: ReactNode;
  readonly name?: string;
  readonly autoComplete?: string;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly required?: boolean;
  /** for addresses and codes: no corrections, no capitals */
  readonly verbatim?: boolean;
};

export function TextField({
  label,
  description,
  error = null,
  placeholder,
  verbatim = false,
  ...field
}: TextFieldProps) {
  // a form that was sent may be gone before the focus has left its field
  const place = useHandedFocus<HTMLDivElement>();
  const { required = false, onChange, ...rest } = field;
  return (
    <AriaTextField
      {...rest}
      ref={place}
      onChange={onChange}
      isRequired={required}
      isInvalid={error !== null}
      validationBehavior="aria"
      className={styles['field'] ?? ''}
    >
      <Label className={styles['label'] ?? ''}>{label}</Label>
      <Input
        className={styles['input'] ?? ''}
        {...(placeholder !== undefined && { placeholder })}
        {...(verbatim && { autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false })}
      />
      {description !== undefined && (
        <Text slot="description" className={styles['description'] ?? ''}>
          {description}
        </Text>
      )}
      <FieldError className={styles['error'] ?? ''}>
        {error !== null && (
          <>
            <Icon name="warning" size={16} />
            <span>{error}</span>
          </>
        )}
      </FieldError>
    </AriaTextField>
  );
}
