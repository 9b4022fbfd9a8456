import { getRouteApi, Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useActionKeys } from '@/app/actions/keys';
import { useActionContext } from '@/app/actions/useActionContext';
import { ModelContext, type OpenModel } from '@/app/ModelContext';
import { useOpenModel } from '@/app/useOpenModel';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import { DropZone } from '@/screens/start/DropZone';
import { DraftBar } from './DraftBar';
import { Palette } from './Palette';
import { Rail } from './Rail';
import { Sides } from './Sides';
import { TopBar } from './TopBar';

const route = getRouteApi('/m/$model');
const Dialogs = lazy(() => import('@/app/dialogs/Dialogs'));

/** The frame of every screen of a model: bars, rail, inspector and dialogs. */
export function ModelFrame() {
  const { model: name } = route.useParams();
  const { at } = route.useSearch();
  const { model, error, retry } = useOpenModel(name, at);
  if (model) return <OpenFrame model={model} />;
  return (
    <main className="page">{error ? <Trouble error={error} onRetry={retry} at={at} /> : <Loading />}</main>
  );
}

function OpenFrame({ model }: { model: OpenModel }) {
  const { t } = useTranslation();
  const context = useActionContext(model);
  useActionKeys(context);
  const isSheet = /\/m\/[^/]+\/v\//.test(useLocation().pathname);
  return (
    <ModelContext value={model}>
      <a className="skip" href="#content">
        {t('frame.skip')}
      </a>
      <div className="frame" data-sheet={isSheet || undefined}>
        <TopBar context={context} />
        <Rail context={context} />
        <Sides>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </Sides>
        <DraftBar />
      </div>
      <Palette context={context} />
      <DropZone />
      <Suspense fallback={null}>
        <Dialogs context={context} />
      </Suspense>
    </ModelContext>
  );
}
