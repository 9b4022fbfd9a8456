import { useMediaQuery } from '@mantine/hooks';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useTranslation } from 'react-i18next';
import { Breadcrumb } from '@/parts/Breadcrumb';
import { ElementPanel } from '@/screens/element/ElementPanel';
import { useElement } from '@/screens/element/useElement';
import { Navigator } from './Navigator';
import { Start } from './Start';

/** The tree, and what the model is about. */
export function StartScreen() {
  return (
    <Beside isTreeFirst>
      <Start />
    </Beside>
  );
}

/** The tree, and the page of an element. */
export function ElementScreen() {
  const { element } = useParams({ from: '/m/$model/e/$element' });
  return (
    <Beside>
      <Crumbs id={element} />
      <ElementPanel key={element} id={element} level={1} />
    </Beside>
  );
}

function Crumbs({ id }: { id: string }) {
  const { t } = useTranslation();
  const { element } = useElement(id);
  if (!element) return null;
  const layer = t(`layer.${element.layer}`, { defaultValue: element.layer ?? '' });
  return <Breadcrumb parts={[layer, element.kind?.label ?? element.kindId, element.name]} />;
}

/** On a phone the tree is the first screen, and an element has the whole width. */
function Beside({ children, isTreeFirst = false }: { children: ReactNode; isTreeFirst?: boolean }) {
  const { t } = useTranslation();
  const isWide = useMediaQuery('(min-width: 900px)', true, { getInitialValueInEffect: false });
  if (!isWide) {
    return (
      <div className="screen">
        {children}
        {isTreeFirst && <Navigator />}
      </div>
    );
  }
  return (
    <Group className="sides" orientation="horizontal">
      <Panel id="tree" defaultSize="28%" minSize="16%">
        <Navigator />
      </Panel>
      <Separator className="separator" aria-label={t('frame.resize')} />
      <Panel id="page" minSize="30%">
        <div className="screen">{children}</div>
      </Panel>
    </Group>
  );
}
