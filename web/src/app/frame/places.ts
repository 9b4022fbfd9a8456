import { IconBinaryTree, IconChartLine, IconColumns3, IconRocket } from '@tabler/icons-react';
import { IconChecklist, IconHeartbeat, IconHistory, IconLayoutGrid } from '@tabler/icons-react';
import { IconLayoutDashboard, IconListDetails, IconSchema } from '@tabler/icons-react';
import { IconMap, IconTable, IconTopologyStar } from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';

type Icon = ComponentType<{ size: number; 'aria-hidden': true }>;

/** A place of the rail. */
export interface Place {
  /** Its word, as a key of the languages. */
  label: string;
  icon: Icon;
  /** A screen of this application. */
  to?: LinkProps['to'];
  /** Which addresses within the model belong to it. */
  holds?: RegExp;
  /** Or a page that the server draws: its address within the model. */
  page?: string;
}

/** Where one can go, in the order of the rail. */
export const PLACES: readonly Place[] = [
  { to: '/m/$model', holds: /^(e\/.*)?$/, label: 'nav.model', icon: IconBinaryTree },
  { to: '/m/$model/views', holds: /^(views|v\/)/, label: 'nav.views', icon: IconLayoutDashboard },
  { to: '/m/$model/zachman', holds: /^zachman/, label: 'nav.zachman', icon: IconLayoutGrid },
  { to: '/m/$model/adm', holds: /^adm/, label: 'nav.adm', icon: IconChecklist },
  { to: '/m/$model/maps', holds: /^maps?(\/|$)/, label: 'nav.maps', icon: IconMap },
  { to: '/m/$model/catalogs', holds: /^catalogs?(\/|$)/, label: 'nav.catalogs', icon: IconListDetails },
  { to: '/m/$model/matrix', holds: /^matrix/, label: 'nav.matrices', icon: IconTable },
  { to: '/m/$model/impact', holds: /^impact/, label: 'nav.impact', icon: IconTopologyStar },
  { to: '/m/$model/board', holds: /^(board|requirement\/|intake)/, label: 'nav.board', icon: IconColumns3 },
  {
    to: '/m/$model/delivery',
    holds: /^(delivery|environment\/|release\/|incident\/|unmatched)/,
    label: 'nav.delivery',
    icon: IconRocket,
  },
  { to: '/m/$model/metrics', holds: /^(metrics|trials)/, label: 'nav.metrics', icon: IconChartLine },
  {
    to: '/m/$model/branches',
    holds: /^(branches|history|compare|merge)\b/,
    label: 'versions.title',
    icon: IconHistory,
  },
  { page: '/metamodel', label: 'nav.metamodel', icon: IconSchema },
  { to: '/m/$model/health', holds: /^health/, label: 'nav.health', icon: IconHeartbeat },
];
