import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { type Json, isFields } from '@/model/json';
import type { Definition } from './document';
import { ValueField, textOf } from './fields/ValueField';

interface Props {
  definition: Definition;
  value: Json | undefined;
  reference: { elementId: string; name: string } | null;
  /** Sets the value, or one inside it such as that of a language; undefined removes it. */
  onSet: (value: Json | undefined, inside?: string[]) => void;
}

/** One property: a field, or a text where it cannot be edited. */
export function PropertyField({ definition, value, reference, onSet }: Props) {
  const { isEditable } = useModel();
  if (!isEditable || definition.computed) return <ReadOnly {...{ definition, value, reference }} />;
  const name = reference && reference.elementId === value ? reference.name : undefined;
  return <ValueField definition={definition} value={value} name={name} onSet={onSet} />;
}

/** A value for reading: records and lists a line each. */
function Shown({ definition, value }: { definition: Definition | null | undefined; value: Json }) {
  const { i18n } = useTranslation();
  if (Array.isArray(value)) {
    const inner = definition?.parts ? { ...definition, parts: false, type: 'record' } : definition?.items;
    return (
      <ul className="values">
        {value.slice(0, 100).map((item, index) => (
          <li key={index}>
            <Shown definition={inner} value={item} />
          </li>
        ))}
      </ul>
    );
  }
  if (isFields(value) && definition?.type === 'localized') {
    return textOf(value[i18n.language] ?? Object.values(value)[0]);
  }
  if (isFields(value)) {
    return Object.entries(value).map(([key, inner], index) => {
      const field = definition?.fields?.find((one) => one.key === key);
      return (
        <span key={key}>
          {index > 0 && ' · '}
          <small>{field?.label ?? key}</small> <Shown definition={field} value={inner} />
        </span>
      );
    });
  }
  return definition?.choices.find((one) => one.value === value)?.label ?? textOf(value);
}

function ReadOnly({ definition, value, reference }: Omit<Props, 'onSet'>) {
  const { name, at } = useModel();
  if (value === undefined) return null;
  return (
    <div className="fact">
      <span className="fact-label">{definition.label}</span>
      {reference ? (
        <Link
          to="/m/$model/e/$element"
          params={{ model: name, element: reference.elementId }}
          search={at ? { at } : {}}
        >
          {reference.name}
        </Link>
      ) : (
        <div className="prose">
          <Shown definition={definition} value={value} />
        </div>
      )}
    </div>
  );
}
