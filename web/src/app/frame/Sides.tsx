import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, lazy, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { Loading } from '@/parts/Loading';

const Inspector = lazy(() => import('@/screens/element/Inspector'));

/** The screen, and beside it the inspector of `sel`: a panel, or a drawer where there is no room. */
export function Sides({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { sel } = useSearch({ strict: false });
  const navigate = useNavigate();
  const isWide = useMediaQuery('(min-width: 900px)', true, { getInitialValueInEffect: false });
  const close = () => void navigate({ to: '.', search: ({ sel: _sel, ...old }) => old });
  const inspector = sel && (
    <Suspense fallback={<Loading />}>
      <Inspector key={sel} element={sel} onClose={close} />
    </Suspense>
  );
  if (!isWide) {
    return (
      <main id="content" className="content" tabIndex={-1}>
        {children}
        <Drawer
          opened={Boolean(sel)}
          onClose={close}
          position="bottom"
          size="80%"
          title={t('frame.inspector')}
          closeButtonProps={{ 'aria-label': t('action.close') }}
        >
          {inspector}
        </Drawer>
      </main>
    );
  }
  return (
    <Group className="sides" orientation="horizontal">
      <Panel id="screen" minSize="30%">
        <main id="content" className="content" tabIndex={-1}>
          {children}
        </main>
      </Panel>
      {inspector && (
        <>
          <Separator className="separator" aria-label={t('frame.resize')} />
          <Panel id="inspector" defaultSize="30%" minSize="18%">
            <aside className="inspector" aria-label={t('frame.inspector')}>
              {inspector}
            </aside>
          </Panel>
        </>
      )}
    </Group>
  );
}
