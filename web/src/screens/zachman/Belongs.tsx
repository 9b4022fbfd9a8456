import { Button, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { useEdit } from '@/app/useEdit';
import { newElementId } from '@/model/ids';
import type { Fields } from '@/model/json';
import { RequiredFields, useRequired } from '@/parts/RequiredFields';
import { type Cell, type GridKind, belongingTo, placedIn } from './grid';

interface Props {
  cell: Cell;
  kinds: readonly GridKind[];
}

/** What the metamodel puts into a cell, and a way to add to it. */
export function Belongs({ cell, kinds }: Props) {
  const { t } = useTranslation();
  const { isEditable } = useModel();
  const { usual, conditional, reported, others } = belongingTo(cell.id, kinds);
  const names = (some: readonly GridKind[]) => some.map(({ label }) => label).join(', ');
  const where = (kind: GridKind) =>
    kind.cells
      .filter((rule) => rule.cell === cell.id)
      .flatMap((rule) => rule.when.map(({ key, value }) => `${key} = ${value}`))
      .join(', ');
  return (
    <>
      <p>
        {cell.classic}. {t('zachman.example', { what: t(`zachman.examples.${cell.id.replace('.', '_')}`) })}
      </p>
      <dl className="zachman-belongs">
        {usual.length > 0 && (
          <>
            <dt>{t('zachman.usual')}</dt>
            <dd>{names(usual)}</dd>
          </>
        )}
        {conditional.length > 0 && (
          <>
            <dt>{t('zachman.conditional')}</dt>
            {conditional.map((kind) => (
              <dd key={kind.kindId}>
                {kind.label} <small>{where(kind)}</small>
              </dd>
            ))}
          </>
        )}
        {reported.length > 0 && (
          <>
            <dt>{t('zachman.reported')}</dt>
            <dd>{names(reported)}</dd>
          </>
        )}
      </dl>
      {isEditable && (
        <Add
          cell={cell}
          groups={[
            { group: t('zachman.usual'), kinds: usual },
            { group: t('zachman.conditional'), kinds: conditional },
            { group: t('zachman.others'), kinds: others },
          ]}
        />
      )}
    </>
  );
}

interface AddProps {
  cell: Cell;
  groups: { group: string; kinds: readonly GridKind[] }[];
}

/** A new element of this cell; only kinds that can stand here are offered. */
function Add({ cell, groups }: AddProps) {
  const { t, i18n } = useTranslation();
  const { languages } = useModel();
  const edit = useEdit();
  const all = groups.flatMap(({ kinds }) => kinds);
  const [kindId, setKind] = useState<string | null>(all[0]?.kindId ?? null);
  const [name, setName] = useState('');
  const [values, setValues] = useState<Fields>({});
  const kind = all.find((one) => one.kindId === kindId);
  const required = useRequired(kindId);
  const isComplete = required.every(({ key }) => values[key] !== undefined);
  if (all.length === 0) return <p className="quiet">{t('zachman.noKinds')}</p>;
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!kind || name.trim() === '' || !isComplete) return;
    const { language } = i18n;
    const main = languages.includes(language) ? language : languages[0]!;
    const names = languages.length > 1 ? { [main]: name.trim() } : name.trim();
    const properties = Object.fromEntries(
      Object.entries(values).filter(([key]) => required.some((one) => one.key === key)),
    );
    const fields = {
      kind: kind.kindId,
      name: names,
      ...placedIn(cell.id, kind),
      ...(required.length > 0 ? { properties } : {}),
    };
    edit({ kind: 'create-element', id: newElementId(name), fields });
    setName('');
    setValues({});
  };
  return (
    <form className="zachman-add" onSubmit={add}>
      <h3>{t('zachman.add')}</h3>
      <Select
        label={t('new.kind')}
        description={kind?.description}
        data={groups
          .filter(({ kinds }) => kinds.length > 0)
          .map(({ group, kinds }) => ({
            group,
            items: kinds.map((one) => ({ value: one.kindId, label: one.label })),
          }))}
        value={kindId}
        onChange={setKind}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('palette.nothing')}
      />
      <TextInput
        label={t('element.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <RequiredFields definitions={required} values={values} onChange={setValues} />
      <Button
        type="submit"
        size="compact-md"
        disabled={!kind || name.trim() === '' || !isComplete}
        leftSection={<IconPlus size={16} aria-hidden />}
      >
        {t('zachman.add')}
      </Button>
    </form>
  );
}
