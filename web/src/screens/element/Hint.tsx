import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { Loading } from '@/parts/Loading';
import { HintQuery } from './kindQueries';

/** More kinds than these are counted. */
const NAMED = 8;

/** What a kind is, what it should have, and which relations it may have. */
export function Hint({ kind: id }: { kind: string }) {
  const { t, i18n } = useTranslation();
  const { name: model, revision } = useModel();
  const language = i18n.language;
  const [{ data, fetching }] = useQuery({
    query: HintQuery,
    variables: { model, at: revision, kind: id, language },
  });
  const kind = data?.model.metamodel.kind;
  if (fetching) return <Loading />;
  if (!kind) return <p>{t('hint.unknown', { kind: id })}</p>;
  return (
    <div className="hint">
      <p className="prose">{kind.description}</p>
      {kind.expects.length > 0 && (
        <>
          <h3>{t('hint.expects')}</h3>
          <ul>
            {kind.expects.map(({ label }) => (
              <li key={label}>{label}</li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('hint.relations')}</h3>
      <dl className="legal">
        {kind.allowedRelations.map(({ relation, direction, label, kinds, layers, count }) => (
          <div key={`${relation.kindId} ${direction}`}>
            <dt>{label}</dt>
            <dd>
              {[
                ...layers.map(({ layer }) => t(`layer.${layer}`, { defaultValue: layer })),
                ...kinds.slice(0, NAMED).map((one) => one.label),
              ].join(', ')}
              {kinds.length > NAMED && '…'} <small>{t('hint.kinds', { count })}</small>
            </dd>
          </div>
        ))}
      </dl>
      {kind.names.length > 0 && (
        <p className="quiet">
          {t('hint.names')} {kind.names.map(({ label }) => label).join(', ')}
        </p>
      )}
    </div>
  );
}
