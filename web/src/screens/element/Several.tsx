import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useDialogs } from '@/app/actions/dialogs';
import { useModel } from '@/app/ModelContext';
import { useSelection } from '@/app/selection';
import { useEdit } from '@/app/useEdit';
import type { SetField } from '@/model/commands/command';
import { addressOf } from '@/model/commands/structure';
import { applyAll } from '@/model/commands/kinds';
import { newerThan } from '@/model/draft/draft';
import type { Json } from '@/model/json';
import { valueAt } from '@/model/json';
import { KindMark } from '@/parts/KindMark';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { Common } from './Common';
import { documentOf } from './document';
import { ValueField } from './fields/ValueField';
import { SeveralQuery } from './severalQuery';
import { commonFields, isMixed } from './common-fields';

/** More elements than these are not edited at once. */
const MOST = 50;

/** Several elements: what all of them have, and `mixed` where they differ; a field writes to all of them. */
export function Several({ ids }: { ids: readonly string[] }) {
  const { t, i18n } = useTranslation();
  const { name: model, revision, isEditable, draft } = useModel();
  const [, select] = useSelection();
  const edit = useEdit();
  const asked = ids.slice(0, MOST);
  const [{ data, fetching, error }, again] = useQuery({
    query: SeveralQuery,
    variables: { model, at: revision, ids: [...asked], language: i18n.language },
  });
  const elements = data?.model.elements.nodes ?? [];
  if (error) return <Trouble error={error} onRetry={() => again()} />;
  if (fetching && elements.length === 0) return <Loading />;
  const documents = applyAll(
    Object.fromEntries(elements.map((one) => [addressOf('element', one.elementId), documentOf(one)])),
    newerThan(draft, data?.model.revision ?? revision),
  );
  const items = Object.entries(documents).filter(([item]) =>
    elements.some(({ elementId }) => addressOf('element', elementId) === item),
  );
  const all = items.map(([, fields]) => fields);
  const shared = commonFields(all);
  const definitions = elements.map(({ kind }) => kind?.properties ?? []);
  const everywhere = (definitions[0] ?? []).filter(
    ({ key, type, computed }) =>
      !computed && definitions.every((those) => those.some((one) => one.key === key && one.type === type)),
  );
  const set = (path: string[], to: Json | undefined) => {
    const commands = items.map(([item, fields]): SetField => {
      const from = valueAt(fields, path);
      return {
        kind: 'set-field',
        item,
        path,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      };
    });
    edit({
      kind: 'together',
      as: 'several',
      what: t('several.of', { count: items.length, what: path.at(-1) }),
      commands,
    });
  };
  const mixed = (path: string[]) => (isMixed(all, path) ? t('several.mixed') : undefined);
  return (
    <article className="element">
      <h2>{t('several.title', { count: ids.length })}</h2>
      {ids.length > MOST && <p className="missing">{t('several.most', { count: MOST })}</p>}
      <ul className="plain several">
        {elements.map(({ id, elementId, name, layer, kind }) => (
          <li key={id}>
            <KindMark layer={layer} /> <bdi>{name}</bdi> <small>{kind?.label}</small>{' '}
            <button
              type="button"
              className="link"
              aria-label={t('several.without', { name })}
              onClick={() => select(ids.filter((one) => one !== elementId))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {elements.length === 2 && isEditable && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            useDialogs
              .getState()
              .show({ name: 'connect', element: elements[0]!.elementId, other: elements[1]!.elementId })
          }
        >
          {t('action.connect')}
        </Button>
      )}
      {isEditable && (
        <>
          <Common fields={shared} owners={elements[0]?.owners} placeholder={mixed} onSet={set} />
          <div className="fields" role="group" aria-label={t('element.properties')}>
            {everywhere.map((definition) => {
              const path = ['properties', definition.key];
              return (
                <ValueField
                  key={definition.key}
                  definition={definition}
                  value={valueAt(shared, path)}
                  placeholder={mixed(path)}
                  onSet={(to, inside = []) => set([...path, ...inside], to)}
                />
              );
            })}
          </div>
        </>
      )}
    </article>
  );
}
