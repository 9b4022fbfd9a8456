import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, lazy, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useSettings } from '@/app/settings';
import { Loading } from '@/parts/Loading';

const Inspector = lazy(() => import('@/screens/element/Inspector'));
const Navigator = lazy(() => import('@/screens/navigator/Navigator'));

/** Whether a screen has the tree beside it: the model's own, an element and a view. */
function hasTree(pathname: string): boolean {
  return /^(\/app)?\/m\/[^/]+(\/(e|v)\/[^/]+)?\/?$/.test(pathname);
}

/** The screen, before it the tree of the model, and behind it the inspector of `sel`: a panel, or a drawer where there is no room. */
export function Sides({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { sel } = useSearch({ strict: false });
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const isTreeShown = useSettings((settings) => settings.isTreeShown) && hasTree(pathname);
  const { widths, setWidths } = useSettings();
  const isWide = useMediaQuery('(min-width: 900px)', true, { getInitialValueInEffect: false });
  const close = () => void navigate({ to: '.', search: ({ sel: _sel, ...old }) => old });
  const inspector = sel && (
    <Suspense fallback={<Loading />}>
      <Inspector key={sel.includes(' ') ? 'several' : sel} selection={sel} onClose={close} />
    </Suspense>
  );
  const tree = isTreeShown && (
    <Suspense fallback={<Loading />}>
      <Navigator />
    </Suspense>
  );
  if (!isWide) {
    // On a phone the tree is the first screen, and an element has the whole width.
    const isFirst = /\/m\/[^/]+\/?$/.test(pathname);
    return (
      <main id="content" className="content" tabIndex={-1}>
        {children}
        {isFirst && tree}
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
  /** A person drew a border: that wide the panel is from now on, on every screen. */
  const keep = (_: unknown, { isUserInteraction }: { isUserInteraction: boolean }) => {
    if (!isUserInteraction) return;
    const width = (id: string) => document.getElementById(id)?.getBoundingClientRect().width;
    const [treeWidth, inspectorWidth] = [width('tree'), width('inspector')];
    setWidths({
      ...(treeWidth ? { tree: Math.round(treeWidth) } : {}),
      ...(inspectorWidth ? { inspector: Math.round(inspectorWidth) } : {}),
    });
  };
  return (
    <Group className="sides" orientation="horizontal" onLayoutChanged={keep}>
      {tree && (
        <>
          <Panel
            id="tree"
            defaultSize={widths.tree}
            minSize={160}
            maxSize="45%"
            groupResizeBehavior="preserve-pixel-size"
          >
            {tree}
          </Panel>
          <Separator className="separator" aria-label={t('frame.resizeTree')} />
        </>
      )}
      <Panel id="screen" minSize="30%">
        <main id="content" className="content" tabIndex={-1}>
          {children}
        </main>
      </Panel>
      {inspector && (
        <>
          <Separator className="separator" aria-label={t('frame.resize')} />
          <Panel
            id="inspector"
            defaultSize={widths.inspector}
            minSize={240}
            maxSize="60%"
            groupResizeBehavior="preserve-pixel-size"
          >
            <aside className="inspector" aria-label={t('frame.inspector')}>
              {inspector}
            </aside>
          </Panel>
        </>
      )}
    </Group>
  );
}
