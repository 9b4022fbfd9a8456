import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useModel } from '@/app/ModelContext';
import { SearchQuery } from '@/graphql/frame';
import { KindMark } from '@/parts/KindMark';

/** Elements whose names hold a text. */
export function Found({ text }: { text: string }) {
  const { t, i18n } = useTranslation();
  const { name: model, revision, at } = useModel();
  const [{ data, fetching }] = useQuery({
    query: SearchQuery,
    variables: { model, at: revision, text, language: i18n.language, first: 50 },
  });
  const found = data?.model.search;
  if (!found) return fetching ? null : <p role="status">{t('palette.nothing')}</p>;
  return (
    <div className="found-list">
      <p role="status" className="quiet">
        {t('navigator.found', { count: found.totalCount })}
      </p>
      <ul className="plain">
        {found.nodes.map((element) => (
          <li key={element.id}>
            <Link
              to="/m/$model/e/$element"
              params={{ model, element: element.elementId }}
              search={at ? { at } : {}}
              className="found"
            >
              <KindMark layer={element.layer} />
              <span>{element.name}</span>
              <small>{element.kind?.label ?? element.kindId}</small>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
