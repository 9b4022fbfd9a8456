import { useTranslation } from 'react-i18next';
import { Breadcrumb } from '@/parts/Breadcrumb';
import { ElementPanel } from './ElementPanel';
import { useElement } from './useElement';

/** An element on a page of its own. */
export function ElementPage({ id }: { id: string }) {
  return (
    <>
      <Crumbs id={id} />
      <ElementPanel id={id} level={1} />
    </>
  );
}

function Crumbs({ id }: { id: string }) {
  const { t } = useTranslation();
  const { element } = useElement(id);
  if (!element) return null;
  const layer = t(`layer.${element.layer}`, { defaultValue: element.layer ?? '' });
  return <Breadcrumb parts={[layer, element.kind?.label ?? element.kindId, element.name]} />;
}
