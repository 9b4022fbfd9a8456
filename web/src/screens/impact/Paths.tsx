import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { CopyQuery } from '@/parts/Exports';
import { KindMark } from '@/parts/KindMark';
import { PathsQuery } from './queries';

/** Paths that are listed. */
const MOST = 100;

interface Props {
  from: { id: string; name: string };
  to: string;
  direction: 'BOTH' | 'IN' | 'OUT';
  relations: string[] | null;
  onSelect: (id: string) => void;
}

/** All ways of up to four steps from one element to another, as sentences, the shortest first. */
export function Paths({ from, to, direction, relations, onSelect }: Props) {
  const { t, i18n } = useTranslation();
  const { name: model, revision: at } = useModel();
  const variables = { model, at, from: from.id, to, direction, relations, language: i18n.language };
  const [{ data, error }] = useQuery({ query: PathsQuery, variables });
  if (error) return <p role="alert">{error.graphQLErrors[0]?.message ?? error.message}</p>;
  if (!data) return <p role="status">{t('state.loading')}</p>;
  const { paths } = data.model;
  if (paths.length === 0) return <p role="status">{t('impact.noPaths')}</p>;
  return (
    <>
      <div className="tools">
        <span role="status">
          {paths.length === MOST
            ? t('impact.manyPaths', { count: MOST })
            : t('impact.paths', { count: paths.length })}
        </span>
        <CopyQuery query={PathsQuery} variables={variables} />
      </div>
      <ol className="impact-paths">
        {paths.map((path, index) => (
          <li key={index}>
            <strong>{from.name}</strong>
            {path.map(({ relation, element }, step) => {
              const isForward = relation?.targetId === element?.elementId;
              return (
                <span key={step}>
                  {' '}
                  <em>{isForward ? relation?.kind?.forward : relation?.kind?.backward}</em>{' '}
                  <button
                    type="button"
                    className="link"
                    onClick={() => element && onSelect(element.elementId)}
                  >
                    <KindMark layer={element?.layer} /> <bdi>{element?.name}</bdi>
                  </button>
                </span>
              );
            })}
          </li>
        ))}
      </ol>
    </>
  );
}
