import { Fieldset } from '@mantine/core';
import { isFields } from '@/model/json';
import { type FieldProps, ValueField } from './ValueField';

/** Values that belong together, each with a field of its own. */
export function RecordField({ definition, value, onSet }: FieldProps) {
  const values = isFields(value) ? value : {};
  return (
    <Fieldset legend={definition.label} className="record">
      {(definition.fields ?? []).map((field) => (
        <ValueField
          key={field.key}
          definition={field}
          value={values[field.key]}
          onSet={(to, inside = []) => onSet(to, [field.key, ...inside])}
        />
      ))}
    </Fieldset>
  );
}
