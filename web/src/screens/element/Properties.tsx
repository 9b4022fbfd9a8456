import { Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { type Fields, type Json, isFields, valueAt } from '@/model/json';
import { Committed } from './Committed';
import { Common } from './Common';
import type { Definition, ElementData } from './document';
import { PropertyField } from './PropertyField';

interface Props {
  element: ElementData;
  item: string;
  fields: Fields;
}

/** What is known of an element: first what its kind asks for, then what is there, then what could be. */
export function Properties({ element, item, fields }: Props) {
  const { t } = useTranslation();
  const { isEditable } = useModel();
  const edit = useEdit();
  const definitions = element.kind?.properties ?? [];
  const values = isFields(fields['properties']) ? fields['properties'] : {};
  const shown = [...definitions].sort((a, b) => rank(a, values) - rank(b, values));
  const free = Object.keys(values).filter((key) => !definitions.some((definition) => definition.key === key));
  const set = (path: string[], to: Json | undefined) => {
    const from = valueAt(fields, path);
    edit({
      kind: 'set-field',
      item,
      path,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
  };
  return (
    <>
      <Missing element={element} />
      <Description fields={fields} element={element} onSet={set} />
      {isEditable ? (
        <Common
          fields={fields}
          owners={element.owners}
          defaultCells={element.classification.isConfirmed ? [] : element.classification.cells}
          onSet={set}
        />
      ) : (
        <dl className="facts">
          <Facts element={element} />
        </dl>
      )}
      <dl className="facts">
        {free.map((key) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{typeof values[key] === 'string' ? values[key] : JSON.stringify(values[key])}</dd>
          </div>
        ))}
      </dl>
      <div className="fields" role="group" aria-label={t('element.properties')}>
        {shown
          .filter(({ key }) => isEditable || values[key] !== undefined)
          .map((definition) => (
            <PropertyField
              key={definition.key}
              definition={definition}
              value={values[definition.key]}
              reference={element.properties.find(({ key }) => key === definition.key)?.reference ?? null}
              onSet={(to, inside = []) => set(['properties', definition.key, ...inside], to)}
            />
          ))}
      </div>
    </>
  );
}

function rank({ key, required }: Definition, values: Fields): number {
  return (required ? 0 : 2) + (values[key] === undefined ? 1 : 0);
}

function Missing({ element }: { element: ElementData }) {
  const { t } = useTranslation();
  const { share, missing } = element.completeness;
  if (missing.length === 0) return null;
  const what = missing.map(({ label }) => label).join(', ');
  return <p className="missing">{t('element.incomplete', { percent: Math.round(share * 100), what })}</p>;
}

interface DescriptionProps {
  fields: Fields;
  element: ElementData;
  onSet: (path: string[], to: Json | undefined) => void;
}

/** Prose, in the language of the screen where the element has names by language. */
function Description({ fields, element, onSet }: DescriptionProps) {
  const { t, i18n } = useTranslation();
  const { isEditable } = useModel();
  const isLocalized = element.names.some(({ language }) => language !== null);
  const path = isLocalized ? ['description', i18n.language] : ['description'];
  const edited = fields['description'];
  const text = isFields(edited) ? (valueAt(fields, path) ?? element.description) : (edited ?? '');
  const shown = typeof text === 'string' ? text : '';
  if (!isEditable) return shown ? <p className="prose">{shown}</p> : null;
  return (
    <Committed
      value={shown}
      onCommit={(to) => onSet(path, to === '' ? undefined : to)}
      render={(props) => (
        <Textarea label={t('element.description')} autosize minRows={2} maxRows={12} {...props} />
      )}
    />
  );
}

/** Owners, life and labels. */
function Facts({ element }: { element: ElementData }) {
  const { t } = useTranslation();
  const { name, at } = useModel();
  const { owners, lifecycle, tags, classification, confidentiality, file } = element;
  const owner = (of: typeof owners.business) =>
    of?.element ? (
      <Link
        to="/m/$model/e/$element"
        params={{ model: name, element: of.element.elementId }}
        search={at ? { at } : {}}
      >
        {of.element.name}
      </Link>
    ) : (
      of?.text
    );
  const facts = [
    { label: t('element.businessOwner'), value: owner(owners.business) },
    { label: t('element.technologyOwner'), value: owner(owners.technology) },
    {
      label: t('element.lifecycle'),
      value: [
        lifecycle?.state && t(`state.${lifecycle.state}`, { defaultValue: lifecycle.state }),
        lifecycle?.since,
        lifecycle?.until,
      ]
        .filter(Boolean)
        .join(' · '),
    },
    { label: t('element.tags'), value: tags.join(', ') },
    {
      label: t('element.confidentiality'),
      value: confidentiality && t(`confidentiality.${confidentiality}`, { defaultValue: confidentiality }),
    },
    { label: t('element.cells'), value: classification.cells.join(', ') },
    { label: t('element.file'), value: file && <code>{file}</code> },
  ];
  return facts
    .filter(({ value }) => value)
    .map(({ label, value }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ));
}
