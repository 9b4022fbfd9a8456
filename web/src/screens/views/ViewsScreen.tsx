import { Button, Title, useComputedColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { pictureOf } from '@/app/addresses';
import { useModel } from '@/app/ModelContext';
import type { ResultOf } from '@/graphql/tada';
import { Loading } from '@/parts/Loading';
import { ViewsQuery } from '@/screens/navigator/queries';
import { NewViewDialog } from './NewViewDialog';

type Page = ResultOf<typeof ViewsQuery>['model']['views'];

/** Views of the model as small pictures, drawn by the server, a page at a time. */
export function ViewsScreen() {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const client = useClient();
  const scheme = useComputedColorScheme('light');
  const [pages, setPages] = useState<Page[]>([]);
  const [after, setAfter] = useState<string | null>(null);
  const { language } = i18n;
  const { name, revision } = model;

  useEffect(() => {
    let isCurrent = true;
    const variables = { model: name, at: revision, language, after };
    void client
      .query(ViewsQuery, variables)
      .toPromise()
      .then(({ data }) => {
        if (data && isCurrent) setPages((now) => (after ? [...now, data.model.views] : [data.model.views]));
      });
    return () => {
      isCurrent = false;
    };
  }, [client, name, revision, language, after]);

  const [isNew, setNew] = useState(false);
  const last = pages.at(-1);
  if (!last) return <Loading />;
  const views = pages.flatMap(({ nodes }) => nodes);
  return (
    <div className="screen">
      <header className="view-head">
        <Title order={1}>{t('nav.views')}</Title>
        <span className="grow" />
        {model.isEditable && <Button onClick={() => setNew(true)}>{t('views.new')}</Button>}
      </header>
      {isNew && <NewViewDialog onClose={() => setNew(false)} />}
      {views.length === 0 && <p role="status">{t('views.none')}</p>}
      <ul className="cards">
        {views.map((view) => (
          <li key={view.id}>
            <Link
              to="/m/$model/v/$view"
              params={{ model: name, view: view.viewId }}
              search={model.at ? { at: model.at } : {}}
            >
              <img
                src={pictureOf(model, view.viewId, language, scheme === 'dark')}
                alt=""
                loading="lazy"
                width={280}
                height={160}
              />
              <strong>{view.name}</strong>
            </Link>
            <small title={view.description}>{view.description}</small>
          </li>
        ))}
      </ul>
      {last.pageInfo.hasNextPage && (
        <Button variant="default" onClick={() => setAfter(last.pageInfo.endCursor)}>
          {t('views.more', { count: last.totalCount - views.length })}
        </Button>
      )}
    </div>
  );
}
