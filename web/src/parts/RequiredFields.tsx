import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { graphql } from '@/graphql/tada';
import type { Fields } from '@/model/json';
import { withValueAt } from '@/model/json';
import { PropertyField } from '@/screens/element/PropertyField';

const RequiredQuery = graphql(`
  query Required($model: String!, $at: String!, $kind: String!, $language: String!) {
    model(name: $model, at: $at) {
      id
      metamodel {
        kind(name: $kind) {
          kindId
          properties {
            key
            label(language: $language)
            description(language: $language)
            type
            typeText
            required
            computed
            parts
            min
            max
            to
            choices(language: $language) {
              value
              label
            }
          }
        }
      }
    }
  }
`);

/** What a new element of a kind must say, or the server will not have it. */
export function useRequired(kind: string | null) {
  const { i18n } = useTranslation();
  const { name: model, revision: at } = useModel();
  const [{ data }] = useQuery({
    query: RequiredQuery,
    variables: { model, at, kind: kind ?? '', language: i18n.language },
    pause: kind === null,
  });
  const found = data?.model.metamodel.kind;
  return found?.kindId === kind ? found.properties.filter((one) => one.required && !one.computed) : [];
}

interface Props {
  definitions: ReturnType<typeof useRequired>;
  values: Fields;
  onChange: (values: Fields) => void;
}

/** Inputs for them. */
export function RequiredFields({ definitions, values, onChange }: Props) {
  return definitions.map((definition) => (
    <PropertyField
      key={definition.key}
      definition={definition}
      value={values[definition.key]}
      reference={null}
      onSet={(value, inside = []) => onChange(withValueAt(values, [definition.key, ...inside], value))}
    />
  ));
}
